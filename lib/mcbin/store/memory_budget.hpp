// The one number that every part of the store asks before it takes memory.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace mcbin::store {

/// Bytes taken of a limit. Invariant: used() <= limit(), always. Safe from any thread.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::uint64_t limit_bytes) : limit_bytes_(limit_bytes) {}

  /// @return whether `bytes` were left, and are now taken.
  [[nodiscard]] bool take(std::uint64_t bytes) {
    std::uint64_t used = used_bytes_.load(std::memory_order_relaxed);
    do {
      if (bytes > limit_bytes_ - used) return false;
    } while (!used_bytes_.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
    return true;
  }

  void give(std::uint64_t bytes) { used_bytes_.fetch_sub(bytes, std::memory_order_relaxed); }

  [[nodiscard]] std::uint64_t used() const { return used_bytes_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t left() const { return limit_bytes_ - used(); }
  [[nodiscard]] std::uint64_t limit() const { return limit_bytes_; }

 private:
  const std::uint64_t limit_bytes_;
  std::atomic<std::uint64_t> used_bytes_{0};
};

}  // namespace mcbin::store
