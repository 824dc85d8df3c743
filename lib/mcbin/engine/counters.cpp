#include "mcbin/engine/counters.hpp"

namespace mcbin::engine {

std::string_view count_name(Count count) {
  static constexpr std::array<std::string_view, kCounts> kNames = {
      "cmd_get",           "cmd_set",     "cmd_flush",   "cmd_touch",     "get_hits",
      "get_misses",        "get_expired", "get_flushed", "delete_misses", "delete_hits",
      "incr_misses",       "incr_hits",   "decr_misses", "decr_hits",     "cas_misses",
      "cas_hits",          "cas_badval",  "touch_hits",  "touch_misses",  "store_too_large",
      "store_no_memory",   "auth_cmds",   "auth_errors", "auth_denied",   "auth_busy",
      "malformed_requests"};
  return kNames[static_cast<std::size_t>(count)];
}

}  // namespace mcbin::engine
