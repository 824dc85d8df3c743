// Stores and shows values through spymemcached, for client_values.py:
//   java InteropClient.java PORT store
//   java InteropClient.java PORT show KEY...     one line each: KEY, class, text
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.spy.memcached.AddrUtil;
import net.spy.memcached.BinaryConnectionFactory;
import net.spy.memcached.MemcachedClient;

public class InteropClient {
  static Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("text", "h\u00e9llo");
    values.put("bytes", new byte[] {-1, -2});
    values.put("int", 258);
    values.put("zero", 0);
    values.put("negative", -1);
    values.put("long", 1L << 40);
    values.put("byte", (byte) -2);
    values.put("true", true);
    values.put("false", false);
    values.put("float", 1.5f);
    values.put("double", -2.25);
    values.put("date", new Date(1700000000123L));
    values.put("list", new ArrayList<>(List.of("x")));
    values.put("long-text", "abc ".repeat(9000));
    return values;
  }

  public static void main(String[] arguments) throws Exception {
    MemcachedClient client = new MemcachedClient(
        new BinaryConnectionFactory(), AddrUtil.getAddresses("127.0.0.1:" + arguments[0]));
    if (arguments[1].equals("store")) {
      for (Map.Entry<String, Object> value : values().entrySet()) {
        if (!client.set(value.getKey(), 0, value.getValue()).get()) System.exit(1);
      }
    }
    for (int index = 2; index < arguments.length; index++) {
      Object value = client.get(arguments[index]);
      StringBuilder text = new StringBuilder();
      if (value instanceof byte[] bytes) {
        for (byte each : bytes) text.append(String.format("%02x", each));
      } else {
        text.append(value);
      }
      System.out.println(arguments[index] + "\t" + value.getClass().getSimpleName() + "\t" + text);
    }
    client.shutdown();
  }
}
