#include "mcbin/base/clock.hpp"

#include <chrono>

namespace mcbin {

namespace {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Now now() const override {
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    const auto steady = std::chrono::steady_clock::now().time_since_epoch();
    return {.steady_ms = duration_cast<milliseconds>(steady).count(), .wall_ms = wall_ms()};
  }

  [[nodiscard]] std::int64_t wall_ms() const override {
    const auto wall = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(wall).count();
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
