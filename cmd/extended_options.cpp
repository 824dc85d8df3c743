#include "cmd/extended_options.hpp"

#include "cmd/close_match.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace mcbin::cmd {
namespace {

enum class Treatment : std::uint8_t {
  Silent,   // what it asks for is how the server is
  Noted,    // tunes machinery that is not here
  Refused,  // somebody relies on it
};

struct Extended {
  std::string_view name;
  Treatment treatment;
  std::string_view why;
};

constexpr std::string_view kNoSlabs = "there are no slabs";
constexpr std::string_view kNoSegments = "the store has no segments of this kind";
constexpr std::string_view kBuffers = "buffers have bounds of their own";
constexpr std::string_view kIndex = "the index grows by itself";
constexpr std::string_view kNoDisk = "nothing is kept on disk";

// memcached 1.6's names; the prefixes ext_ and ssl_ stand for all that begin so.
constexpr auto kExtended = std::to_array<Extended>({
    {"maxconns_fast", Treatment::Silent, ""},
    {"hashpower", Treatment::Noted, kIndex},
    {"no_hashexpand", Treatment::Noted, kIndex},
    {"tail_repair_time", Treatment::Noted, "there is nothing to repair"},
    {"hash_algorithm", Treatment::Noted, "keys are hashed with a seeded XXH3"},
    {"lru_crawler", Treatment::Silent, ""},
    {"no_lru_crawler", Treatment::Noted, kNoSegments},
    {"lru_crawler_sleep", Treatment::Noted, kNoSegments},
    {"lru_crawler_tocrawl", Treatment::Noted, kNoSegments},
    {"lru_maintainer", Treatment::Silent, ""},
    {"no_lru_maintainer", Treatment::Noted, kNoSegments},
    {"hot_lru_pct", Treatment::Noted, kNoSegments},
    {"warm_lru_pct", Treatment::Noted, kNoSegments},
    {"hot_max_factor", Treatment::Noted, kNoSegments},
    {"warm_max_factor", Treatment::Noted, kNoSegments},
    {"temporary_ttl", Treatment::Noted, kNoSegments},
    {"slab_reassign", Treatment::Noted, kNoSlabs},
    {"no_slab_reassign", Treatment::Noted, kNoSlabs},
    {"slab_automove", Treatment::Noted, kNoSlabs},
    {"slab_automove_ratio", Treatment::Noted, kNoSlabs},
    {"slab_automove_window", Treatment::Noted, kNoSlabs},
    {"slab_automove_freeratio", Treatment::Noted, kNoSlabs},
    {"slab_chunk_max", Treatment::Noted, kNoSlabs},
    {"slab_sizes", Treatment::Noted, kNoSlabs},
    {"read_buf_mem_limit", Treatment::Noted, kBuffers},
    {"resp_obj_mem_limit", Treatment::Noted, kBuffers},
    {"watcher_logbuf_size", Treatment::Noted, kBuffers},
    {"worker_logbuf_size", Treatment::Noted, kBuffers},
    {"track_sizes", Treatment::Noted, "sizes are shown as the store knows them"},
    {"inline_ascii_resp", Treatment::Noted, "values are served in the binary protocol"},
    {"no_inline_ascii_resp", Treatment::Silent, ""},
    {"modern", Treatment::Silent, ""},
    {"no_modern", Treatment::Noted, "there are no defaults of earlier versions"},
    {"drop_privileges", Treatment::Noted, "use the sandbox of the service manager"},
    {"no_drop_privileges", Treatment::Silent, ""},
    {"sock_cookie_id", Treatment::Noted, "sockets carry no id"},
    {"no_maxconns_fast", Treatment::Noted, "a connection too many is closed at once"},
    {"idle_timeout", Treatment::Silent, ""},  // taken; stands here for the suggestions
    {"ext_", Treatment::Refused, kNoDisk},
    {"ssl_wbuf_size", Treatment::Noted, "answers are encrypted record by record"},
    {"ssl_session_cache", Treatment::Noted, "connections live long, so none is resumed"},
    {"ssl_kernel_tls", Treatment::Noted, "TLS is the program's own business"},
    {"ssl_", Treatment::Silent, ""},  // taken; stands here for the suggestions
});

const Extended* find_extended(std::string_view name) {
  const auto fits = [name](const Extended& row) {
    return row.name.ends_with('_') ? name.starts_with(row.name) : name == row.name;
  };
  const auto* const found = std::find_if(kExtended.begin(), kExtended.end(), fits);
  return found == kExtended.end() ? nullptr : found;
}

Result<void> take_one(std::string_view word, ServeOptions& options) {
  const std::size_t equals = std::min(word.find('='), word.size());
  const std::string name(word.substr(0, equals));
  if (name == "idle_timeout") {
    const auto seconds = parse_duration(word.substr(std::min(equals + 1, word.size())));
    if (!seconds) return tl::unexpected(seconds.error());
    options.idle_timeout = *seconds;
    return {};
  }
  const Extended* const row = find_extended(name);
  if (row != nullptr && row->name == "ssl_") {
    return take_tls_extended(name, word.substr(std::min(equals + 1, word.size())), options.tls);
  }
  if (row == nullptr) {
    std::vector<std::string> known;
    for (const Extended& each : kExtended) known.emplace_back(each.name);
    return fail(Errc::BadText, 0,
                "memcached has no option '" + name + "'" + did_you_mean(name, known));
  }
  const std::string why(row->why);
  if (row->treatment == Treatment::Refused) {
    return fail(Errc::BadText, 0, name + " is not offered: " + why);
  }
  if (row->treatment == Treatment::Noted) {
    options.notes.push_back("-o " + name + " changes nothing: " + why);
  }
  return {};
}

}  // namespace

Result<void> take_extended(std::string_view list, ServeOptions& options) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (comma > 0) {
      if (auto taken = take_one(list.substr(0, comma), options); !taken) return taken;
    }
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return {};
}

}  // namespace mcbin::cmd
