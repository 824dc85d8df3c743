// What a memcached can offer and mcbin does not: UDP, the text protocol.
#include "conformance/differences.hpp"

namespace mcbin::conformance {

const std::vector<Difference>& missing_features() {
  static const std::vector<Difference> kRows{
      {"auto_negotiate_ascii",
       "the text protocol is not offered: a text client is told so in one line",
       Ending::Closed,
       {{}, {}},
       {"ERROR this is a memcache binary protocol server; with -B auto it also answers stats, "
        "version and quit as text\r\n"}},
      {"ascii_only_server",
       "the text protocol is not offered: -B ascii does not exist",
       Ending::Open,
       {{"810a00000000000000000000deadbeef0000000000000000"}}},
      {"max_connections_text",
       "a connection over the limit is closed without a word of text",
       Ending::Closed,
       {{}}},
      {"udp_noop",
       "UDP is not offered: the port is closed, and a datagram on a stream is a bad magic",
       Ending::Closed,
       {{}}},
      {"udp_set_get",
       "UDP is not offered: the port is closed, and a datagram on a stream is a bad magic",
       Ending::Closed,
       {{}, {}}},
      {"udp_two_requests",
       "UDP is not offered: the port is closed, and a datagram on a stream is a bad magic",
       Ending::Closed,
       {{}}},
      {"udp_total_2_dropped",
       "UDP is not offered: the port is closed, and a datagram on a stream is a bad magic",
       Ending::Closed,
       {{}}},
      {"udp_getq_miss",
       "UDP is not offered: the port is closed, and a datagram on a stream is a bad magic",
       Ending::Closed,
       {{}}},
  };
  return kRows;
}

}  // namespace mcbin::conformance
