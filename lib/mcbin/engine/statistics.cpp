// STAT and its groups. Group names match exactly: memcached compares prefixes and reads past the
// key, which mcbin does not copy.
#include "mcbin/engine/statistics.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace mcbin::engine {

namespace {

using codec::Status;

void write_reset(StatWriter&, Context& context) {
  context.service.reset_counts();
}

void write_detail_on(StatWriter&, Context& context) {
  context.service.prefix_stats().enable();
}

void write_detail_off(StatWriter&, Context& context) {
  context.service.prefix_stats().disable();
}

void write_detail_dump(StatWriter& writer, Context& context) {
  writer.text("detailed", context.service.prefix_stats().dump());
}

/// What a group shows. Groups that show keys, or parts of them, can be switched off (-X).
enum class Shows : std::uint8_t { Counts, Keys };

struct Group {
  std::string_view name;
  void (*write)(StatWriter& writer, Context& context);
  Shows shows = Shows::Counts;
};

constexpr auto kGroups = std::to_array<Group>({
    {"", write_general_statistics},
    {"settings",
     [](StatWriter& writer, Context& context) { write_settings_statistics(writer, context); }},
    {"items", write_band_items},
    {"slabs", write_band_memory},
    {"sizes", write_band_sizes},
    {"reset", write_reset},
    {"detail on", write_detail_on, Shows::Keys},
    {"detail off", write_detail_off, Shows::Keys},
    {"detail dump", write_detail_dump, Shows::Keys},
    {"conns", write_connection_statistics},
    {"ops", write_request_counts},
    {"latency", write_request_latency},
    {"notable", write_notable_requests, Shows::Keys},
    {"slow", write_slow_requests, Shows::Keys},
    {"large", write_large_requests, Shows::Keys},
});

}  // namespace

void StatWriter::number(std::string_view name, std::uint64_t value) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  text(name, {digits.data(), static_cast<std::size_t>(end.ptr - digits.data())});
}

void StatWriter::seconds(std::string_view name, std::uint64_t microseconds) {
  constexpr std::uint64_t kPerSecond = 1'000'000;
  constexpr std::size_t kDecimals = 6;
  const std::string fraction = std::to_string(microseconds % kPerSecond);
  text(name, std::to_string(microseconds / kPerSecond) + "." +
                 std::string(kDecimals - fraction.size(), '0') + fraction);
}

bool is_for_admins(std::string_view group) {
  constexpr auto kForEverybody =
      std::to_array<std::string_view>({"", "items", "slabs", "sizes", "ops", "latency"});
  return std::find(kForEverybody.begin(), kForEverybody.end(), group) == kForEverybody.end();
}

bool write_statistics(std::string_view group, StatWriter& writer, Context& context) {
  const bool no_keys = context.service.settings().key_statistics == Switch::Off;
  for (const Group& row : kGroups) {
    if (row.name != group || (no_keys && row.shows == Shows::Keys)) continue;
    row.write(writer, context);
    return true;
  }
  return false;
}

Status handle_stat(Context& context, const Request& request) {
  const Echo echo(request.header);
  const auto put = [&](std::string_view name, std::string_view value) {
    answer_stat(context.out, echo, name, value);
  };
  StatWriter writer(put);
  if (!write_statistics(as_text(request.key), writer, context)) {
    answer_error(context.out, echo, Status::KeyNotFound);
    return Status::KeyNotFound;
  }
  put({}, {});  // ends the series
  return Status::Ok;
}

}  // namespace mcbin::engine
