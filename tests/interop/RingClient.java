// Spreads keys over three servers through spymemcached, for client_rings.py:
//   java RingClient.java RING SERVERS store PREFIX COUNT      PREFIX0 is 0, PREFIX1 is 1, ...
//   java RingClient.java RING SERVERS show PREFIX COUNT       the values, one a line
import net.spy.memcached.AddrUtil;
import net.spy.memcached.BinaryConnectionFactory;
import net.spy.memcached.ConnectionFactory;
import net.spy.memcached.ConnectionFactoryBuilder;
import net.spy.memcached.DefaultHashAlgorithm;
import net.spy.memcached.MemcachedClient;

public class RingClient {
  static ConnectionFactory factory(String ring) {
    if (ring.equals("spymemcached")) return new BinaryConnectionFactory();
    return new ConnectionFactoryBuilder()
        .setProtocol(ConnectionFactoryBuilder.Protocol.BINARY)
        .setLocatorType(ConnectionFactoryBuilder.Locator.CONSISTENT)
        .setHashAlg(DefaultHashAlgorithm.KETAMA_HASH)
        .build();
  }

  public static void main(String[] arguments) throws Exception {
    MemcachedClient client = new MemcachedClient(
        factory(arguments[0]), AddrUtil.getAddresses(arguments[1].replace(',', ' ')));
    for (int number = 0; number < Integer.parseInt(arguments[4]); number++) {
      String key = arguments[3] + number;
      if (!arguments[2].equals("store")) {
        System.out.println(client.get(key));
      } else if (!client.set(key, 0, String.valueOf(number)).get()) {
        System.exit(1);
      }
    }
    client.shutdown();
  }
}
