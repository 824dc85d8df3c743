// What each worker counts while it serves. One worker writes its own counters, anybody reads them;
// a sum over the workers is what STAT shows.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mcbin::engine {

/// In the order in which STAT shows them. The names are memcached's: see count_name.
enum class Count : std::uint8_t {
  CmdGet,
  CmdSet,
  CmdFlush,
  CmdTouch,
  GetHits,
  GetMisses,
  GetExpired,
  GetFlushed,
  DeleteMisses,
  DeleteHits,
  IncrMisses,
  IncrHits,
  DecrMisses,
  DecrHits,
  CasMisses,
  CasHits,
  CasBadval,
  TouchHits,
  TouchMisses,
  StoreTooLarge,
  StoreNoMemory,
  AuthCmds,
  AuthErrors,
  AuthDenied,
  AuthBusy,
  MalformedRequests,
};
inline constexpr std::size_t kCounts = static_cast<std::size_t>(Count::MalformedRequests) + 1;

/// The STAT name: "cmd_get", "get_hits", ...
[[nodiscard]] std::string_view count_name(Count count);

using CountTotals = std::array<std::uint64_t, kCounts>;

/// The counters of one worker, on cache lines of their own.
class alignas(64) Counters {
 public:
  /// Adds one. Only from the worker that owns these counters.
  void add(Count count) {
    std::atomic<std::uint64_t>& counter = values_[static_cast<std::size_t>(count)];
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }

  /// Adds these counters to `totals`. From any thread.
  void add_to(CountTotals& totals) const {
    for (std::size_t at = 0; at < kCounts; ++at) {
      totals[at] += values_[at].load(std::memory_order_relaxed);
    }
  }

 private:
  std::array<std::atomic<std::uint64_t>, kCounts> values_{};
};

}  // namespace mcbin::engine
