# Dalli logs in to a server on the port given: see serve_login_clients.py.
require 'dalli'

Dalli.logger.level = Logger::FATAL

def client(name, password)
  Dalli::Client.new("127.0.0.1:#{ARGV[0]}", username: name, password: password,
                                            socket_failure_delay: nil)
end

def refused?
  !yield
rescue Dalli::DalliError
  true
end

def expect(condition, what)
  abort "Dalli: #{what}" unless condition
end

ann = client('ann', 'secret')
expect(ann.set('ruby', 'value') && ann.get('ruby') == 'value', 'a login')
[%w[ann wrong], %w[nobody secret], [nil, nil]].each do |name, password|
  expect(refused? { client(name, password).set('ruby', 'evil') }, "refused: #{name} #{password}")
end
shop = client('shop', 'secret')
expect(shop.set('cart:ruby', 'mine') && shop.get('cart:ruby') == 'mine', 'own keys')
expect(refused? { shop.set('ruby', 'evil') }, "others' keys, set")
expect(refused? { shop.get('ruby') }, "others' keys, get")
reader = client('reader', 'secret')
expect(reader.get('ruby') == 'value', 'a reader reads')
expect(refused? { reader.set('ruby', 'evil') }, 'a reader does not write')
expect(refused? { reader.flush }, 'no flush')
expect(ann.get('ruby') == 'value', 'nothing was changed')
puts 'Dalli: all as expected'
