// What all sessions of one server share: the store, the clock, the settings and the counters.
#pragma once

#include "mcbin/base/change_keeper.hpp"
#include "mcbin/base/clock.hpp"
#include "mcbin/engine/counters.hpp"
#include "mcbin/engine/login_desk.hpp"
#include "mcbin/engine/notable_requests.hpp"
#include "mcbin/engine/prefix_stats.hpp"
#include "mcbin/engine/request_tallies.hpp"
#include "mcbin/engine/server_facts.hpp"
#include "mcbin/engine/settings.hpp"
#include "mcbin/store/store.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace mcbin::engine {

struct Workspace;

/// Outlives its sessions; the store and the clock outlive the service. Thread-safe.
class Service {
 public:
  /// @param workers  how many threads will run sessions; each has counters of its own.
  /// @param facts    asked for the connection counts of STAT; may be empty: they are then 0.
  Service(store::Store& store, const Clock& clock, Settings settings, std::uint32_t workers,
          ServerFactsSource facts);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  [[nodiscard]] store::Store& store() const { return store_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] PrefixStats& prefix_stats() { return prefix_stats_; }
  [[nodiscard]] NotableRequests& notable() { return notable_; }
  [[nodiscard]] const NotableRequests& notable() const { return notable_; }
  [[nodiscard]] Counters& counters(std::uint32_t worker) { return counters_[worker]; }
  [[nodiscard]] RequestTallies& tallies(std::uint32_t worker) { return tallies_[worker]; }
  /// For sessions of that worker alone.
  [[nodiscard]] Workspace& workspace(std::uint32_t worker);

  /// From now on sessions ask for a login at `desk`, which outlives them. Before the first session.
  void require_logins(LoginDesk& desk) { login_desk_ = &desk; }
  /// nullptr where nobody has to log in.
  [[nodiscard]] LoginDesk* login_desk() const { return login_desk_; }

  /// From now on changes are made only as `keeper`, which outlives the sessions, lets them, and
  /// answers wait until what they acknowledge is safe. Before the first session.
  void keep_changes(ChangeKeeper& keeper) { keeper_.store(&keeper); }
  /// nullptr where changes are not kept.
  [[nodiscard]] ChangeKeeper* keeper() const { return keeper_.load(); }

  /// The moment the service was made.
  [[nodiscard]] Now started() const { return started_; }

  /// The sum over all workers since the start or the last reset.
  [[nodiscard]] CountTotals totals() const;
  [[nodiscard]] RequestTotals request_totals() const;

  /// The connections since the start or, for what only grows, since the last reset.
  [[nodiscard]] ServerFacts facts() const;

  /// From now on STAT "conns" asks `connections`. Before the first session.
  void show_connections(ConnectionFactsSource connections) {
    connections_ = std::move(connections);
  }
  /// At most `max` open connections; none where nobody was named to ask.
  [[nodiscard]] std::vector<ConnectionFacts> connections(std::size_t max) const {
    return connections_ ? connections_(max) : std::vector<ConnectionFacts>{};
  }

  /// Starts every count afresh; gauges stay (STAT reset).
  void reset_counts();

 private:
  [[nodiscard]] CountTotals sum() const;
  [[nodiscard]] RequestTotals request_sum() const;

  store::Store& store_;
  const Clock& clock_;
  const Settings settings_;
  const ServerFactsSource facts_;
  ConnectionFactsSource connections_;
  const Now started_;
  LoginDesk* login_desk_ = nullptr;
  std::atomic<ChangeKeeper*> keeper_{nullptr};  // set while the metrics may be asked for already
  std::vector<Counters> counters_;
  std::vector<RequestTallies> tallies_;
  std::unique_ptr<Workspace[]> workspaces_;
  NotableRequests notable_;
  PrefixStats prefix_stats_;

  // A reset remembers what the counts were instead of writing counters that others own.
  mutable std::mutex reset_mutex_;
  CountTotals totals_at_reset_{};
  RequestTotals requests_at_reset_;
  ServerFacts facts_at_reset_;
};

}  // namespace mcbin::engine
