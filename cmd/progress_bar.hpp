// How far bulk work has come, on one line of standard error that is drawn over and over; nothing at
// all unless standard error is a terminal. Whatever is said takes its place.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace mcbin::cmd {

class ProgressBar {
 public:
  /// @param what  "keys", "values".
  /// @param total  how many there are, when that is known.
  ProgressBar(std::string what, std::optional<std::uint64_t> total);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// `count` more are done. Draws a few times a second.
  void advance(std::uint64_t count);

 private:
  using Clock = std::chrono::steady_clock;

  void draw();

  std::string what_;
  std::optional<std::uint64_t> total_;
  std::uint64_t done_ = 0;
  Clock::time_point start_ = Clock::now();
  Clock::time_point drawn_at_ = start_;
  bool visible_;
};

/// The text of the line: "[#####.....] 500 of 1000 keys, 5000/s", or "500 keys, 5000/s".
[[nodiscard]] std::string progress_text(std::string_view what, std::uint64_t done,
                                        std::optional<std::uint64_t> total,
                                        std::chrono::milliseconds elapsed);

}  // namespace mcbin::cmd
