#include "mcbin/bench/load_run.hpp"

#include "mcbin/bench/load_thread.hpp"

#include <algorithm>
#include <ctime>
#include <memory>
#include <thread>

namespace mcbin::bench {
namespace {

/// Threads begin together so long after they were made.
constexpr std::int64_t kStartDelayNs = 2'000'000;
constexpr std::uint32_t kFillDepthMax = 64;
constexpr std::uint64_t kFillBytesMax = 1U << 20U;

using Threads = std::vector<std::unique_ptr<LoadThread>>;

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Result<Threads> connect_all(const LoadOptions& options, const RequestForm& form,
                            const net::Target& server, std::uint32_t round, const Clock& clock) {
  Threads threads;
  const std::uint32_t count = std::min(options.threads, options.connections);
  for (std::uint32_t at = 0; at < count; ++at) {
    const std::uint64_t seed = options.workload.seed + std::uint64_t{round} * kThreadsMax + at;
    threads.push_back(
        std::make_unique<LoadThread>(options.workload, form, seed, options.timeout, clock));
  }
  const Deadline deadline = later(std::chrono::steady_clock::now(), options.timeout);
  for (std::uint32_t at = 0; at < options.connections; ++at) {
    auto connected = threads[at % count]->connect(server, deadline);
    if (!connected) {
      if (connected.error().code == Errc::LoginRefused) return tl::unexpected(connected.error());
      return fail(
          connected.error().code, 0,
          "cannot reach " + net::endpoint_text(server.endpoint) + ": " + connected.error().detail);
    }
  }
  return threads;
}

/// Runs `play` for each thread at once.
template <typename Play>
void run_together(Threads& threads, Play play) {
  std::vector<std::thread> running;
  for (std::size_t at = 1; at < threads.size(); ++at) {
    running.emplace_back([&, at] { play(*threads[at], at); });
  }
  play(*threads.front(), 0);
  for (std::thread& thread : running) thread.join();
}

/// Stores every key; refusals and wrong answers count as the server's.
Result<void> fill(const LoadOptions& options, const net::Target& target, ServerLoad& server,
                  const Clock& clock) {
  LoadOptions filling = options;
  const std::uint64_t fitting =
      kFillBytesMax / std::max<std::uint64_t>(options.workload.value_bytes_max, 1);
  filling.workload.depth =
      static_cast<std::uint32_t>(std::clamp<std::uint64_t>(fitting, 1, kFillDepthMax));
  filling.workload.delivery = Delivery::Quiet;
  filling.connections = std::min<std::uint32_t>(options.connections, 4 * options.threads);
  const RequestForm form(filling.workload);
  auto threads = connect_all(filling, form, target, 0, clock);
  if (!threads) return tl::unexpected(threads.error());
  const std::uint64_t share = options.workload.keys / threads->size() + 1;
  run_together(*threads, [&](LoadThread& thread, std::size_t at) {
    const std::uint64_t first = std::min(options.workload.keys, at * share);
    thread.fill(first, std::min(options.workload.keys, first + share));
  });
  LoadCounts counts;
  for (const auto& thread : *threads) {
    counts.merge(thread->counts());
    if (!server.trouble) server.trouble = thread->trouble();
  }
  server.filled += counts.done;
  server.counts.refused += counts.refused;
  server.counts.wrong += counts.wrong;
  server.counts.lost_connections += counts.lost_connections;
  server.counts.shown = counts.shown;
  return {};
}

Result<void> play_round(const LoadOptions& options, const RequestForm& form, std::uint32_t round,
                        const net::Target& target, ServerLoad& server, const Clock& clock) {
  auto threads = connect_all(options, form, target, round, clock);
  if (!threads) return tl::unexpected(threads.error());
  const double cpu_before = cpu_seconds();
  const auto ns = [](std::chrono::milliseconds time) {
    return std::chrono::nanoseconds(time).count();
  };
  Schedule schedule;
  schedule.start_ns = clock.steady_ns() + kStartDelayNs;
  schedule.measure_ns = schedule.start_ns + ns(options.warm_up);
  schedule.end_ns = schedule.measure_ns + ns(options.duration) / options.rounds;
  if (options.rate > 0) {
    schedule.interval_ns =
        1e9 * options.workload.depth * static_cast<double>(threads->size()) / options.rate;
  }
  run_together(*threads, [&](LoadThread& thread, std::size_t at) {
    Schedule own = schedule;  // threads with a schedule take turns
    own.start_ns += static_cast<std::int64_t>(schedule.interval_ns * static_cast<double>(at) /
                                              static_cast<double>(threads->size()));
    thread.run(own);
  });
  server.client_cpu_s += cpu_seconds() - cpu_before;
  std::int64_t finished_ns = schedule.measure_ns;
  for (const auto& thread : *threads) {
    server.counts.merge(thread->counts());
    finished_ns = std::max(finished_ns, thread->finished_ns());
    if (!server.trouble) server.trouble = thread->trouble();
  }
  server.seconds += static_cast<double>(finished_ns - schedule.measure_ns) / 1e9;
  return {};
}

}  // namespace

Result<std::vector<ServerLoad>> run_load(const LoadOptions& options,
                                         const std::vector<net::Target>& targets,
                                         const Clock& clock) {
  if (auto checked = check_workload(options.workload); !checked) {
    return tl::unexpected(checked.error());
  }
  std::vector<ServerLoad> servers;
  for (const net::Target& target : targets) servers.push_back({.endpoint = target.endpoint});
  if (options.fill) {
    for (std::size_t at = 0; at < servers.size(); ++at) {
      auto filled = fill(options, targets[at], servers[at], clock);
      if (!filled) return tl::unexpected(filled.error());
    }
  }
  const RequestForm form(options.workload);
  for (std::uint32_t round = 0; round < options.rounds; ++round) {
    for (std::size_t at = 0; at < servers.size(); ++at) {
      auto played = play_round(options, form, round, targets[at], servers[at], clock);
      if (!played) return tl::unexpected(played.error());
    }
  }
  return servers;
}

}  // namespace mcbin::bench
