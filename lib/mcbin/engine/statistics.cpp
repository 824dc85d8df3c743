// STAT and its groups. Group names match exactly: memcached compares prefixes and reads past the
// key, which mcbin does not copy.
#include "mcbin/engine/statistics.hpp"

#include <array>
#include <charconv>
#include <string>

namespace mcbin::engine {

namespace {

using codec::Status;

// memcached shows statistics a slab class; the store has one kind of item memory, class 1.
void write_items(StatWriter& writer, Context& context) {
  const store::StoreStats stats = context.store().stats();
  if (stats.items == 0) return;
  writer.number("items:1:number", stats.items);
  writer.number("items:1:mem_requested", stats.bytes);
  writer.number("items:1:evicted", stats.counts.evictions());
  writer.number("items:1:outofmemory",
                context.service.totals()[static_cast<std::size_t>(Count::StoreNoMemory)]);
  writer.number("items:1:reclaimed", stats.counts.reclaimed);
  writer.number("items:1:expired_unfetched", stats.counts.expired_unfetched);
  writer.number("items:1:evicted_unfetched", stats.counts.evicted_unfetched);
  writer.number("items:1:crawler_reclaimed", stats.counts.crawler_reclaimed);
}

void write_slabs(StatWriter& writer, Context& context) {
  const store::StoreStats stats = context.store().stats();
  const CountTotals totals = context.service.totals();
  const auto total = [&](Count count) { return totals[static_cast<std::size_t>(count)]; };
  const bool empty = stats.items == 0;
  if (!empty) {
    writer.number("1:used_chunks", stats.items);
    writer.number("1:mem_requested", stats.bytes);
    writer.number("1:get_hits", total(Count::GetHits));
    writer.number("1:cmd_set", total(Count::CmdSet));
    writer.number("1:delete_hits", total(Count::DeleteHits));
    writer.number("1:incr_hits", total(Count::IncrHits));
    writer.number("1:decr_hits", total(Count::DecrHits));
    writer.number("1:cas_hits", total(Count::CasHits));
    writer.number("1:cas_badval", total(Count::CasBadval));
    writer.number("1:touch_hits", total(Count::TouchHits));
  }
  writer.number("active_slabs", empty ? 0 : 1);
  writer.number("total_malloced", stats.memory_bytes);
}

// The store keeps no histogram of sizes, which is what memcached says when its own is off.
void write_sizes(StatWriter& writer, Context&) {
  writer.text("sizes_status", "disabled");
}

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

struct Group {
  std::string_view name;
  void (*write)(StatWriter& writer, Context& context);
};

constexpr auto kGroups = std::to_array<Group>({
    {"", write_general_statistics},
    {"settings",
     [](StatWriter& writer, Context& context) { write_settings_statistics(writer, context); }},
    {"items", write_items},
    {"slabs", write_slabs},
    {"sizes", write_sizes},
    {"reset", write_reset},
    {"detail on", write_detail_on},
    {"detail off", write_detail_off},
    {"detail dump", write_detail_dump},
    {"ops", write_request_counts},
    {"latency", write_request_latency},
    {"notable", write_notable_requests},
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

bool write_statistics(std::string_view group, StatWriter& writer, Context& context) {
  for (const Group& row : kGroups) {
    if (row.name != group) continue;
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
