#include "cmd/replay_play.hpp"

#include "cmd/progress_bar.hpp"
#include "mcbin/replay/in_process_run.hpp"

namespace mcbin::cmd {
namespace {

constexpr std::int64_t kMillisecondNs = 1'000'000;
constexpr std::int64_t kSecondMs = 1000;

Result<Played> play_in_process(const ReplayOptions& options, const replay::ReplayPlan& plan,
                               const replay::RunOptions& run, replay::OnProgress on_progress) {
  auto result = replay::run_in_process(plan,
                                       {.memory_bytes = options.memory_bytes,
                                        .rewrite = run.rewrite,
                                        .warm = run.warm,
                                        .shown_max = run.shown_max,
                                        .heard = run.heard},
                                       system_clock(), on_progress);
  if (!result) return tl::unexpected(result.error());
  return Played{.run = std::move(result->run), .store = result->store};
}

}  // namespace

Result<Played> play_plan(const ReplayOptions& options, const ReplayTarget& target,
                         const replay::ReplayPlan& plan, replay::HeardAnswers* heard) {
  const Clock& clock = system_clock();
  replay::RunOptions run = options.run;
  run.rewrite.flushes_left_out = plan.flushes_left_out;
  run.heard = heard;
  ProgressBar bar("requests",
                  plan.requests() * (options.run.play_for.count() > 0 ? 1 : options.run.rounds));
  std::uint64_t shown = 0;
  const auto on_progress = [&](const replay::ReplayCounts& counts) {
    bar.advance(counts.requests_sent - shown);
    shown = counts.requests_sent;
  };
  if (target.in_process()) return play_in_process(options, plan, run, on_progress);
  run.rewrite.shift_seconds = (clock.wall_ms() - plan.start_wall_ns / kMillisecondNs) / kSecondMs;
  if (target.ring != nullptr) {
    run.server_of = [ring = target.ring](std::string_view key) { return ring->server_of(key); };
  }
  auto result = replay::run_over_sockets(plan, run, target.servers, clock, on_progress);
  if (!result) return tl::unexpected(result.error());
  return Played{.run = std::move(*result), .store = {}};
}

}  // namespace mcbin::cmd
