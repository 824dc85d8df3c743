#include "cmd/replay_shrink.hpp"

#include "cmd/plan_file.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/replay/shrink_plan.hpp"

#include <algorithm>
#include <chrono>

namespace mcbin::cmd {
namespace {

using replay::ReplayPlan;

constexpr std::size_t kTriesMax = 500;
constexpr std::chrono::seconds kTimeMax{60};
constexpr std::int64_t kPauseNs = 1'000'000;
/// A difference behind so many others is not found again.
constexpr std::uint32_t kShownMax = 10'000;

/// Plays parts of a plan and looks for one difference.
class Trial {
 public:
  Trial(const ReplayOptions& options, const ReplayTarget& target,
        const replay::ShownDifference& wanted)
      : options_(options), target_(target), wanted_(wanted) {
    options_.run.model = replay::Model::Captured;
    options_.run.speed = 1;
    options_.run.rounds = 1;
    options_.run.play_for = {};
    options_.run.shown_max = kShownMax;
  }

  Result<bool> fails(const ReplayPlan& part) {
    if (std::chrono::steady_clock::now() > end_) return false;
    ReplayPlan hurried = part;
    replay::shorten_pauses(hurried, kPauseNs);
    // Keys of its own, so that nothing is left of the trial before.
    const auto own = std::chrono::steady_clock::now().time_since_epoch().count();
    options_.run.rewrite.keys.prefix = prefix_ + std::to_string(own) + ":";
    auto played = play_plan(options_, target_, hurried, nullptr);
    if (!played) return tl::unexpected(played.error());
    const auto& shown = played->run.counts.shown;
    return std::any_of(shown.begin(), shown.end(), [this](const auto& difference) {
      return difference.request == wanted_.request && difference.difference == wanted_.difference;
    });
  }
  [[nodiscard]] bool out_of_time() const { return std::chrono::steady_clock::now() > end_; }

 private:
  ReplayOptions options_;
  const ReplayTarget& target_;
  const replay::ShownDifference& wanted_;
  const std::string prefix_ = options_.run.rewrite.keys.prefix;
  const std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + kTimeMax;
};

}  // namespace

Result<void> shrink_to_file(const ReplayOptions& options, const ReplayTarget& target,
                            const ReplayPlan& plan, const replay::ReplayCounts& counts) {
  if (counts.shown.empty()) return {};
  Trial trial(options, target, counts.shown.front());
  const auto fails = [&trial](const ReplayPlan& part) { return trial.fails(part); };
  const auto again = fails(plan);
  if (!again) return tl::unexpected(again.error());
  if (!*again) {
    say("nothing was shrunk: with keys of its own the recording does not fail any more");
    return {};
  }
  const auto shrunk = replay::shrink_plan(plan, kTriesMax, fails);
  if (!shrunk) return tl::unexpected(shrunk.error());
  if (auto written = write_plan(*options.shrink_file, shrunk->plan); !written) return written;
  const bool smallest = shrunk->smallest && !trial.out_of_time();
  say(std::to_string(shrunk->plan.requests()) + " of " + std::to_string(plan.requests()) +
      " requests still fail, see " + *options.shrink_file +
      (smallest ? std::string(": none of them can be left out")
                : " (there may be fewer; it took too long to try them all)"));
  return {};
}

}  // namespace mcbin::cmd
