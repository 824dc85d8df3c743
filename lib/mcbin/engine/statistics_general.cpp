// The general group of STAT: process, connections, commands, memory.
#include "mcbin/engine/statistics.hpp"

#include <array>
#include <sys/resource.h>
#include <unistd.h>

namespace mcbin::engine {

namespace {

constexpr std::int64_t kMsPerSecond = 1000;
constexpr std::uint64_t kPointerBits = 8 * sizeof(void*);

std::uint64_t microseconds(const timeval& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000U +
         static_cast<std::uint64_t>(time.tv_usec);
}

void write_process(StatWriter& writer, const Context& context) {
  const Service& service = context.service;
  const std::int64_t uptime_ms = context.now.steady_ms - service.started().steady_ms;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  writer.number("pid", static_cast<std::uint64_t>(getpid()));
  writer.number("uptime", static_cast<std::uint64_t>(uptime_ms / kMsPerSecond));
  writer.number("time", static_cast<std::uint64_t>(context.now.wall_ms / kMsPerSecond));
  writer.text("version", service.settings().version);
  writer.number("pointer_size", kPointerBits);
  writer.seconds("rusage_user", microseconds(usage.ru_utime));
  writer.seconds("rusage_system", microseconds(usage.ru_stime));
}

void write_connections(StatWriter& writer, const Context& context, const ServerFacts& facts) {
  writer.number("max_connections", context.service.settings().connections_max);
  writer.number("curr_connections", facts.connections_now);
  writer.number("total_connections", facts.connections_total);
  writer.number("rejected_connections", facts.connections_rejected);
  writer.number("connection_structures", facts.connections_now);
  writer.number("reserved_fds", facts.reserved_descriptors);
}

void write_commands(StatWriter& writer, const Context& context) {
  const CountTotals totals = context.service.totals();
  for (std::size_t at = 0; at < kCounts; ++at) {
    writer.number(count_name(static_cast<Count>(at)), totals[at]);
  }
}

void write_traffic(StatWriter& writer, const Context& context, const ServerFacts& facts) {
  const Settings& settings = context.service.settings();
  if (settings.idle_timeout_s > 0) writer.number("idle_kicks", facts.idle_kicks);
  writer.number("bytes_read", facts.bytes_read);
  writer.number("bytes_written", facts.bytes_written);
  writer.number("limit_maxbytes", settings.memory_bytes);
  writer.number("accepting_conns", facts.accepting ? 1 : 0);
  writer.number("listen_disabled_num", facts.accept_pauses);
  writer.number("time_in_listen_disabled_us", facts.accept_paused_us);
  writer.number("threads", settings.threads);
  writer.number("conn_yields", facts.yields);
  writer.number("overdue_closes", facts.overdue_closes);
  writer.number("held_bytes", facts.held_bytes);
  writer.number("memory_waits", facts.memory_waits);
  writer.number("memory_closes", facts.memory_closes);
  writer.number("log_worker_written", facts.log_written);
  writer.number("log_worker_dropped", facts.log_dropped);
}

void write_store(StatWriter& writer, const store::StoreStats& stats) {
  writer.number("hash_bytes", stats.index_bytes);
  writer.number("hash_slots", stats.index_slots);
  writer.number("bytes", stats.bytes);
  writer.number("memory_bytes", stats.memory_bytes);
  writer.number("curr_items", stats.items);
  writer.number("total_items", stats.total_items);
  writer.number("expired_unfetched", stats.counts.expired_unfetched);
  writer.number("evicted_unfetched", stats.counts.evicted_unfetched);
  writer.number("evictions", stats.counts.evictions());
  writer.number("reclaimed", stats.counts.reclaimed);
  writer.number("crawler_reclaimed", stats.counts.crawler_reclaimed);
}

/// Nothing where nothing is kept.
void write_keeping(StatWriter& writer, const Service& service) {
  if (service.keeper() == nullptr) return;
  const KeeperFacts facts = service.keeper()->facts();
  writer.text("durability", facts.mode);
  writer.text("durability_state", facts.state);
  if (!facts.trouble.empty()) writer.text("durability_trouble", facts.trouble);
  writer.number("durability_changes", facts.told);
  writer.number("durability_written", facts.written);
  writer.number("durability_on_disk", facts.on_disk);
  writer.number("durability_queue_bytes", facts.queue_bytes);
  writer.number("durability_log_bytes", facts.log_bytes);
  writer.number("durability_syncs", facts.syncs);
  writer.number("durability_sync_us_max", facts.sync_us_max);
  writer.number("durability_write_delay_ms_max", facts.written_late_ms_max);
  writer.number("durability_snapshots", facts.snapshots);
  writer.number("durability_snapshot_bytes", facts.snapshot_bytes);
  writer.number("durability_snapshot_failures", facts.snapshot_failures);
}

}  // namespace

void write_general_statistics(StatWriter& writer, Context& context) {
  const ServerFacts facts = context.service.facts();
  write_process(writer, context);
  write_connections(writer, context, facts);
  write_commands(writer, context);
  write_traffic(writer, context, facts);
  write_store(writer, context.store().stats());
  write_keeping(writer, context.service);
}

}  // namespace mcbin::engine
