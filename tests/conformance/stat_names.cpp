#include "conformance/stat_names.hpp"

#include "conformance/wire_pattern.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/response.hpp"

#include <array>
#include <set>
#include <span>

namespace mcbin::conformance {

namespace {

// Monitoring agents, and libmemcached's memcached_stat_st, read these by name.
constexpr auto kGeneralNames =
    std::to_array<std::string_view>({"pid",           "uptime",       "time",
                                     "version",       "pointer_size", "rusage_user",
                                     "rusage_system", "curr_items",   "total_items",
                                     "bytes",         "threads",      "limit_maxbytes",
                                     "cmd_get",       "cmd_set",      "cmd_flush",
                                     "get_hits",      "get_misses",   "evictions",
                                     "bytes_read",    "cmd_touch",    "curr_connections",
                                     "bytes_written", "touch_hits",   "total_connections",
                                     "delete_hits",   "incr_hits",    "connection_structures"});

// t/binary.t reads the first five.
constexpr auto kSettingsNames = std::to_array<std::string_view>(
    {"maxconns", "domain_socket", "evictions", "cas_enabled", "flush_enabled", "maxbytes",
     "item_size_max", "num_threads", "tcpport", "verbosity"});

constexpr auto kSlabsNames = std::to_array<std::string_view>({"active_slabs", "total_malloced"});

std::span<const std::string_view> names_of_group(std::string_view group) {
  if (group.empty()) return kGeneralNames;
  if (group == "settings") return kSettingsNames;
  if (group == "slabs") return kSlabsNames;
  return {};
}

bool is_statistic(const codec::Header& header, std::uint32_t opaque) {
  return codec::matches(header, codec::Opcode::Stat, opaque) &&
         header.status() == codec::Status::Ok && header.extras_length == 0 && header.cas == 0 &&
         header.datatype == 0 && header.lengths_agree();
}

}  // namespace

std::string complaint_of_stat_series(FrameReader& reader, std::string_view request) {
  const ByteVector sent = from_hex(request);
  codec::Frame asked;
  if (codec::next_frame(sent, asked) != codec::FrameStep::Whole) return "no whole STAT was sent";
  std::set<std::string, std::less<>> names;
  while (true) {
    ByteVector bytes;
    if (reader.next(bytes) != Received::Bytes) return "the series of STAT answers is cut";
    codec::Frame frame;
    const bool whole = codec::next_frame(bytes, frame) == codec::FrameStep::Whole;
    if (!whole || !is_statistic(frame.header, asked.header.opaque)) {
      return to_hex(bytes) + " is no statistic";
    }
    if (frame.key.empty()) {
      if (!frame.value.empty()) return "the last frame has a value";
      break;
    }
    if (!names.emplace(as_text(frame.key)).second) {
      return "twice: " + std::string(as_text(frame.key));
    }
  }
  for (const std::string_view name : names_of_group(as_text(asked.key))) {
    if (names.find(name) == names.end()) return "no statistic " + std::string(name);
  }
  return {};
}

}  // namespace mcbin::conformance
