// Time as the rooms see it: one reading holds both clocks, so that nobody mixes two moments.
// Real programs use system_clock(); tests hand in a ManualClock and never sleep.
#pragma once

#include <atomic>
#include <cstdint>

namespace mcbin {

/// One moment on both clocks, in milliseconds.
struct Now {
  std::int64_t steady_ms = 0;  // never jumps; counts from an arbitrary start
  std::int64_t wall_ms = 0;    // Unix time; may jump when somebody sets the clock
};

/// A source of moments. Implementations are safe to call from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Now now() const = 0;
  /// The steady clock in nanoseconds, for measuring how long something took.
  [[nodiscard]] virtual std::int64_t steady_ns() const = 0;
  /// The wall clock alone.
  [[nodiscard]] virtual std::int64_t wall_ms() const = 0;
};

/// The machine's own clocks (CLOCK_MONOTONIC and CLOCK_REALTIME). Lives as long as the program.
[[nodiscard]] const Clock& system_clock();

/// A clock that stands still until told otherwise; for tests and for in-process replay.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Now start = {.steady_ms = 1'000'000, .wall_ms = 1'700'000'000'000})
      : steady_ms_(start.steady_ms), wall_ms_(start.wall_ms) {}

  [[nodiscard]] Now now() const override { return {steady_ms_.load(), wall_ms_.load()}; }
  [[nodiscard]] std::int64_t steady_ns() const override { return steady_ms_.load() * 1'000'000; }
  [[nodiscard]] std::int64_t wall_ms() const override { return wall_ms_.load(); }

  /// Moves both clocks forward.
  void advance_ms(std::int64_t milliseconds) {
    steady_ms_ += milliseconds;
    wall_ms_ += milliseconds;
  }

  /// Moves the wall clock alone, as an operator or NTP would.
  void jump_wall_ms(std::int64_t milliseconds) { wall_ms_ += milliseconds; }

 private:
  std::atomic<std::int64_t> steady_ms_;
  std::atomic<std::int64_t> wall_ms_;
};

}  // namespace mcbin
