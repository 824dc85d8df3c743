// The group "conns" of STAT, in memcached's form: each name begins with the number of a connection.
// memcached numbers them by descriptor; these numbers are never used twice.
#include "mcbin/engine/statistics.hpp"

#include <string>

namespace mcbin::engine {

void write_connection_statistics(StatWriter& writer, Context& context) {
  const std::vector<ConnectionFacts> all = context.service.connections(kConnectionsShown + 1);
  for (std::size_t at = 0; at < all.size() && at < kConnectionsShown; ++at) {
    const ConnectionFacts& connection = all[at];
    const std::string prefix = std::to_string(connection.number) + ":";
    writer.text(prefix + "addr", connection.address);
    writer.text(prefix + "state", connection.state);
    writer.number(prefix + "secs_since_last_cmd", connection.waited_s);
    writer.number(prefix + "secs_open", connection.age_s);
    writer.number(prefix + "worker", connection.worker);
  }
  if (all.size() > kConnectionsShown) writer.text("more", "yes");
}

}  // namespace mcbin::engine
