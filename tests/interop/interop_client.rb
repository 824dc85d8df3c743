# Stores and shows values through Dalli, for client_values.py:
#   ruby interop_client.rb PORT store
#   ruby interop_client.rb PORT show KEY...     one line each: KEY, class, text
require "dalli"

port, what, *keys = ARGV
client = Dalli::Client.new("127.0.0.1:#{port}")
if what == "store"
  { "text" => "h\u00e9llo", "bytes" => "\xff\xfe".b, "int" => 42, "negative" => -300,
    "large" => -2**40, "float" => 1.5, "true" => true, "false" => false, "list" => [1, "x"],
    "long-text" => "abc " * 2000 }.each { |key, value| client.set(key, value) || exit(1) }
  client.set("raw", "raw text", nil, raw: true)
  client.set("long-raw", "raw text " * 1000, nil, raw: true)
end
keys.each do |key|
  value = client.get(key)
  text = value.to_s
  text = text.unpack1("H*") if text.encoding == Encoding::BINARY
  puts [key, value.class, text].join("\t")
end
