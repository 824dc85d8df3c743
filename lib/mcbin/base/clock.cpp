#include "mcbin/base/clock.hpp"

#include <chrono>
#include <ctime>

namespace mcbin {

namespace {

constexpr std::int64_t kMsPerSecond = 1000;
constexpr std::int64_t kNsPerMs = 1'000'000;

/// The wall clock is read as of the last tick, at most 10 ms ago: that costs a tenth.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Now now() const override {
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    const auto steady = std::chrono::steady_clock::now().time_since_epoch();
    return {.steady_ms = duration_cast<milliseconds>(steady).count(), .wall_ms = wall_ms()};
  }

  [[nodiscard]] std::int64_t wall_ms() const override {
    timespec wall{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &wall);
    return wall.tv_sec * kMsPerSecond + wall.tv_nsec / kNsPerMs;
  }

  [[nodiscard]] std::int64_t steady_ns() const override {
    const auto steady = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(steady).count();
  }
};

}  // namespace

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace mcbin
