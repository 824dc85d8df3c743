# Spreads keys over three servers through Dalli, for client_rings.py:
#   ruby ring_client.rb RING SERVERS store PREFIX COUNT      PREFIX0 is 0, PREFIX1 is 1, ...
#   ruby ring_client.rb RING SERVERS show PREFIX COUNT       the values, one a line
require "dalli"

_ring, servers, what, prefix, count = ARGV
client = Dalli::Client.new(servers.split(","))
count.to_i.times do |number|
  if what == "store"
    client.set("#{prefix}#{number}", number.to_s, nil, raw: true) || exit(1)
  else
    puts client.get("#{prefix}#{number}", raw: true)
  end
end
