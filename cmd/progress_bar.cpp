#include "cmd/progress_bar.hpp"

#include "cmd/standard_streams.hpp"

#include <algorithm>
#include <string_view>

namespace mcbin::cmd {
namespace {

constexpr std::chrono::milliseconds kRedraw{100};
constexpr std::size_t kBarLetters = 30;

}  // namespace

std::string progress_text(std::string_view what, std::uint64_t done,
                          std::optional<std::uint64_t> total, std::chrono::milliseconds elapsed) {
  std::string text;
  if (total && *total > 0) {
    const auto filled = static_cast<std::size_t>(std::min(done, *total) * kBarLetters / *total);
    text += "[" + std::string(filled, '#') + std::string(kBarLetters - filled, '.') + "] ";
    text += std::to_string(done) + " of " + std::to_string(*total);
  } else {
    text += std::to_string(done);
  }
  text += " " + std::string(what);
  const auto ms = static_cast<std::uint64_t>(std::max<std::int64_t>(elapsed.count(), 1));
  return text + ", " + std::to_string(done * 1000 / ms) + "/s";
}

ProgressBar::ProgressBar(std::string what, std::optional<std::uint64_t> total)
    : what_(std::move(what)), total_(total), visible_(stderr_is_terminal()) {}

ProgressBar::~ProgressBar() {
  clear_for_now();
}

void ProgressBar::advance(std::uint64_t count) {
  done_ += count;
  if (!visible_) return;
  const auto now = Clock::now();
  if (now - drawn_at_ < kRedraw) return;
  drawn_at_ = now;
  draw();
}

void ProgressBar::draw() {
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(drawn_at_ - start_);
  show_for_now(progress_text(what_, done_, total_, elapsed));
}

}  // namespace mcbin::cmd
