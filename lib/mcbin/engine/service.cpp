#include "mcbin/engine/service.hpp"

#include "mcbin/engine/workspace.hpp"

#include <utility>

namespace mcbin::engine {

Service::Service(store::Store& store, const Clock& clock, Settings settings, std::uint32_t workers,
                 ServerFactsSource facts)
    : store_(store),
      clock_(clock),
      settings_(std::move(settings)),
      facts_(std::move(facts)),
      started_(clock.now()),
      counters_(workers),
      tallies_(workers),
      workspaces_(std::make_unique<Workspace[]>(workers)),
      prefix_stats_(settings_.prefix_delimiter) {
  if (settings_.prefix_detail == Switch::On) prefix_stats_.enable();
}

Service::~Service() = default;

Workspace& Service::workspace(std::uint32_t worker) {
  return workspaces_[worker];
}

CountTotals Service::sum() const {
  CountTotals totals{};
  for (const Counters& counters : counters_) counters.add_to(totals);
  return totals;
}

CountTotals Service::totals() const {
  CountTotals totals = sum();
  const std::lock_guard lock(reset_mutex_);
  for (std::size_t at = 0; at < kCounts; ++at) totals[at] -= totals_at_reset_[at];
  return totals;
}

RequestTotals Service::request_sum() const {
  RequestTotals totals;
  for (const RequestTallies& tallies : tallies_) tallies.add_to(totals);
  return totals;
}

RequestTotals Service::request_totals() const {
  RequestTotals totals = request_sum();
  const std::lock_guard lock(reset_mutex_);
  totals.subtract(requests_at_reset_);
  return totals;
}

ServerFacts Service::facts() const {
  if (!facts_) return {};
  ServerFacts facts = facts_();
  const std::lock_guard lock(reset_mutex_);
  facts.connections_total -= facts_at_reset_.connections_total;
  facts.connections_rejected -= facts_at_reset_.connections_rejected;
  facts.bytes_read -= facts_at_reset_.bytes_read;
  facts.bytes_written -= facts_at_reset_.bytes_written;
  facts.accept_pauses -= facts_at_reset_.accept_pauses;
  facts.accept_paused_us -= facts_at_reset_.accept_paused_us;
  facts.yields -= facts_at_reset_.yields;
  facts.idle_kicks -= facts_at_reset_.idle_kicks;
  facts.overdue_closes -= facts_at_reset_.overdue_closes;
  facts.memory_waits -= facts_at_reset_.memory_waits;
  facts.memory_closes -= facts_at_reset_.memory_closes;
  facts.log_written -= facts_at_reset_.log_written;
  facts.log_dropped -= facts_at_reset_.log_dropped;
  return facts;
}

void Service::reset_counts() {
  const CountTotals totals = sum();
  RequestTotals requests = request_sum();
  const ServerFacts facts = facts_ ? facts_() : ServerFacts{};
  store_.reset_stats();
  prefix_stats_.clear();
  notable_.clear();
  const std::lock_guard lock(reset_mutex_);
  totals_at_reset_ = totals;
  requests_at_reset_ = std::move(requests);
  facts_at_reset_ = facts;
}

}  // namespace mcbin::engine
