// The families, group by group; prometheus-cpp writes them.
#include "cmd/metrics_text.hpp"

#include "cmd/metrics_families.hpp"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <sstream>
#include <sys/resource.h>

namespace mcbin::cmd {
namespace {

using engine::Count;

constexpr double kMsPerSecond = 1000;
constexpr double kUsPerSecond = 1'000'000;

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / kUsPerSecond;
}

double count_of(const engine::CountTotals& totals, Count count) {
  return static_cast<double>(totals[static_cast<std::size_t>(count)]);
}

void add_process(Families& families, const MetricsContext& context) {
  const engine::Service& service = context.service;
  const Now now = service.clock().now();
  const auto uptime_ms = static_cast<double>(now.steady_ms - service.started().steady_ms);
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  families.gauge("memcached_up", "Whether the server answers: it does.", 1);
  families.counter("memcached_uptime_seconds", "How long the server has been running.",
                   uptime_ms / kMsPerSecond);
  families.gauge("memcached_time_seconds", "Unix time as the server sees it.",
                 static_cast<double>(now.wall_ms) / kMsPerSecond);
  families.family("memcached_version", "The version of the server.", Kind::Gauge)
      .add({{"version", service.settings().version}}, 1);
  families.counter("memcached_process_user_cpu_seconds_total", "CPU time spent in the server.",
                   seconds_of(usage.ru_utime));
  families.counter("memcached_process_system_cpu_seconds_total",
                   "CPU time spent in the system for the server.", seconds_of(usage.ru_stime));
  families.gauge("mcbin_ready",
                 "Whether connections are taken: 1, or 0 while starting or stopping.",
                 context.ready ? 1 : 0);
  families.gauge("mcbin_threads", "Worker threads.",
                 static_cast<double>(service.settings().threads));
}

void add_connections(Families& families, const engine::Service& service) {
  const engine::ServerFacts facts = service.facts();
  const auto number = [](std::uint64_t value) { return static_cast<double>(value); };
  families.gauge("memcached_current_connections", "Open connections.",
                 number(facts.connections_now));
  families.gauge("memcached_max_connections", "Most connections at a time.",
                 number(service.settings().connections_max));
  families.counter("memcached_connections_total", "Connections ever taken.",
                   number(facts.connections_total));
  families.counter("memcached_connections_rejected_total", "Connections over the limit.",
                   number(facts.connections_rejected));
  families.counter("memcached_connections_yielded_total",
                   "Times that a connection with work left let others go first.",
                   number(facts.yields));
  families.counter("memcached_connections_listener_disabled_total",
                   "Times that accepting paused for want of descriptors.",
                   number(facts.accept_pauses));
  families.gauge("memcached_accepting_connections", "Whether connections are accepted.",
                 facts.accepting ? 1 : 0);
  families.counter("memcached_read_bytes_total", "Bytes read from connections.",
                   number(facts.bytes_read));
  families.counter("memcached_written_bytes_total", "Bytes written to connections.",
                   number(facts.bytes_written));
  families.counter("mcbin_idle_closes_total", "Connections closed for being idle.",
                   number(facts.idle_kicks));
  families.counter("mcbin_overdue_closes_total",
                   "Connections closed as a request or a reader did not go on.",
                   number(facts.overdue_closes));
  families.gauge("mcbin_held_bytes",
                 "Bytes of incomplete requests and of answers that wait to be read.",
                 number(facts.held_bytes));
  families.counter("mcbin_memory_waits_total",
                   "Times that a connection was not read as too much was held.",
                   number(facts.memory_waits));
  families.counter("mcbin_memory_closes_total", "Connections closed for what they held.",
                   number(facts.memory_closes));
  families.counter("mcbin_log_lines_total", "Lines written to the log.", number(facts.log_written));
  families.counter("mcbin_log_dropped_lines_total", "Lines of the log that nobody read in time.",
                   number(facts.log_dropped));
}

void add_commands(Families& families, const engine::CountTotals& totals) {
  struct Row {
    Count count;
    const char* command;
    const char* status;
  };
  static constexpr Row kRows[] = {
      {Count::GetHits, "get", "hit"},        {Count::GetMisses, "get", "miss"},
      {Count::DeleteHits, "delete", "hit"},  {Count::DeleteMisses, "delete", "miss"},
      {Count::IncrHits, "incr", "hit"},      {Count::IncrMisses, "incr", "miss"},
      {Count::DecrHits, "decr", "hit"},      {Count::DecrMisses, "decr", "miss"},
      {Count::CasHits, "cas", "hit"},        {Count::CasMisses, "cas", "miss"},
      {Count::CasBadval, "cas", "badval"},   {Count::TouchHits, "touch", "hit"},
      {Count::TouchMisses, "touch", "miss"}, {Count::CmdFlush, "flush", "hit"},
  };
  auto commands = families.family("memcached_commands_total",
                                  "Requests by command and how they ended.", Kind::Counter);
  for (const Row& row : kRows) {
    commands.add({{"command", row.command}, {"status", row.status}}, count_of(totals, row.count));
  }
  // As the exporter counts: stores under a CAS are counted as cas.
  const double cas = count_of(totals, Count::CasHits) + count_of(totals, Count::CasMisses) +
                     count_of(totals, Count::CasBadval);
  commands.add({{"command", "set"}, {"status", "hit"}}, count_of(totals, Count::CmdSet) - cas);
  families.counter("memcached_item_too_large_total", "Stores over the item limit.",
                   count_of(totals, Count::StoreTooLarge));
  families.counter("memcached_item_no_memory_total", "Stores for which there was no memory.",
                   count_of(totals, Count::StoreNoMemory));
  families.counter("mcbin_malformed_requests_total",
                   "Requests that break the protocol or name no command.",
                   count_of(totals, Count::MalformedRequests));
  families.counter("mcbin_auth_total", "Logins that were tried.",
                   count_of(totals, Count::AuthCmds));
  families.counter("mcbin_auth_errors_total", "Logins that failed.",
                   count_of(totals, Count::AuthErrors));
}

void add_store(Families& families, const store::StoreStats& stats) {
  const auto number = [](std::uint64_t value) { return static_cast<double>(value); };
  families.gauge("memcached_current_bytes", "Bytes that items take.", number(stats.bytes));
  families.gauge("memcached_limit_bytes", "Bytes that the store may take.",
                 number(stats.limit_bytes));
  families.gauge("memcached_malloced_bytes", "Bytes that the store has taken.",
                 number(stats.memory_bytes));
  families.gauge("memcached_current_items", "Items in the store.", number(stats.items));
  families.counter("memcached_items_total", "Items ever stored.", number(stats.total_items));
  families.counter("memcached_items_evicted_total", "Items dropped for room.",
                   number(stats.counts.evictions()));
  families.counter("memcached_items_reclaimed_total",
                   "Expired or flushed items whose memory came back.",
                   number(stats.counts.reclaimed));
  families.counter("memcached_lru_crawler_reclaimed_total",
                   "Of those, found by the store's own upkeep.",
                   number(stats.counts.crawler_reclaimed));
  families.counter("mcbin_items_expired_unfetched_total", "Items that expired without being read.",
                   number(stats.counts.expired_unfetched));
  families.counter("mcbin_items_evicted_unfetched_total", "Items dropped without being read.",
                   number(stats.counts.evicted_unfetched));
  families.gauge("mcbin_index_slots", "Slots of the index of keys.", number(stats.index_slots));
  families.gauge("mcbin_index_bytes", "Bytes of the index of keys.", number(stats.index_bytes));
}

/// The bands of item sizes, in the place of memcached's slab classes.
void add_bands(Families& families, const store::StoreStats& stats) {
  struct Row {
    const char* name;
    const char* help;
    Kind kind;
    std::uint64_t (*value)(const store::BandStats& band);
  };
  using Band = const store::BandStats&;
  static constexpr Row kRows[] = {
      {"memcached_slab_current_items", "Items of this band of sizes.", Kind::Gauge,
       [](Band band) { return band.items(); }},
      {"memcached_slab_mem_requested_bytes", "Bytes that the band's items take.", Kind::Gauge,
       [](Band band) { return band.small.bytes + band.main.bytes; }},
      {"memcached_slab_current_pages", "Segments of the band.", Kind::Gauge,
       [](Band band) { return band.small.segments + band.main.segments; }},
      {"memcached_slab_items_evicted_total", "Items of the band dropped for room.", Kind::Counter,
       [](Band band) { return band.counts.evictions(); }},
      {"memcached_slab_items_evicted_unfetched_total", "Of those, never read.", Kind::Counter,
       [](Band band) { return band.counts.evicted_unfetched; }},
      {"memcached_slab_items_expired_unfetched_total",
       "Items of the band that expired without being read.", Kind::Counter,
       [](Band band) { return band.counts.expired_unfetched; }},
      {"memcached_slab_items_reclaimed_total",
       "Expired or flushed items of the band whose memory came back.", Kind::Counter,
       [](Band band) { return band.counts.reclaimed; }},
  };
  for (const Row& row : kRows) {
    auto family = families.family(row.name, row.help, row.kind);
    for (std::size_t at = 0; at < stats.bands.size(); ++at) {
      family.add({{"slab", std::to_string(at + 1)}},
                 static_cast<double>(row.value(stats.bands[at])));
    }
  }
}

/// What is kept on the disk; nothing where nothing is.
void add_keeping(Families& families, const MetricsContext& context) {
  const ChangeKeeper* const keeper = context.service.keeper();
  if (keeper == nullptr) return;
  const KeeperFacts facts = keeper->facts();
  const auto number = [](std::uint64_t value) { return static_cast<double>(value); };
  auto states = families.family("mcbin_durability_state",
                                "1 for the state of the log that it is in; writes are refused in "
                                "all but running.",
                                Kind::Gauge);
  for (const char* const state : {"running", "full", "refilling", "failed"}) {
    states.add({{"mode", facts.mode}, {"state", state}}, facts.state == state ? 1 : 0);
  }
  families.counter("mcbin_durability_recovered_records_total", "Records read at the start.",
                   number(context.records_recovered));
  families.counter("mcbin_durability_changes_total", "Changes that the log was told, ever.",
                   number(facts.told));
  families.gauge("mcbin_durability_unwritten_changes", "Changes that have not reached the system.",
                 number(facts.told - std::min(facts.told, facts.written)));
  families.gauge("mcbin_durability_unsynced_changes", "Changes that have not reached the disk.",
                 number(facts.told - std::min(facts.told, facts.on_disk)));
  families.gauge("mcbin_durability_queue_bytes", "Bytes that wait to be written.",
                 number(facts.queue_bytes));
  families.gauge("mcbin_durability_log_bytes", "Bytes of the log behind the latest snapshot.",
                 number(facts.log_bytes));
  families.counter("mcbin_durability_syncs_total", "Times that the log was brought to the disk.",
                   number(facts.syncs));
  families.gauge("mcbin_durability_sync_max_seconds", "The longest that took.",
                 number(facts.sync_us_max) / kUsPerSecond);
  families.gauge("mcbin_durability_write_delay_max_seconds",
                 "The longest that a change waited to be written.",
                 number(facts.written_late_ms_max) / kMsPerSecond);
  families.counter("mcbin_durability_snapshots_total", "Snapshots taken.", number(facts.snapshots));
  families.counter("mcbin_durability_snapshot_failures_total", "Snapshots that failed.",
                   number(facts.snapshot_failures));
}

}  // namespace

std::string metrics_text(const MetricsContext& context) {
  Families families;
  add_process(families, context);
  add_connections(families, context.service);
  add_commands(families, context.service.totals());
  const store::StoreStats stats = context.service.store().stats();
  add_store(families, stats);
  add_bands(families, stats);
  add_requests(families, context.service.request_totals());
  add_keeping(families, context);
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families.all());
  return out.str();
}

}  // namespace mcbin::cmd
