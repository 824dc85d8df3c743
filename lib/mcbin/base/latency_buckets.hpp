// Which bucket of a latency histogram a value falls in: exact for small values, then a fixed number
// of buckets for each doubling, so that the relative error is the same everywhere.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace mcbin {

/// Buckets for values of any unit below 2^kValueBits; larger ones count as the largest. Each bucket
/// is at most 2^-kStepBits of its values wide.
template <unsigned kStepBits, unsigned kValueBits>
struct LatencyBuckets {
  static_assert(kStepBits + 1 < kValueBits && kValueBits < 64);

  static constexpr unsigned kValues = kValueBits;
  static constexpr unsigned kStepsOfDoubling = 1U << kStepBits;
  static constexpr std::size_t kCount = std::size_t{kValueBits - kStepBits + 1} << kStepBits;

  [[nodiscard]] static constexpr std::size_t of(std::uint64_t value) {
    value = std::min(value, kLargest);
    if (value < kExactBelow) return value;
    const unsigned shift = static_cast<unsigned>(std::bit_width(value)) - kStepBits - 1;
    return ((std::size_t{shift} + 1) << kStepBits) + ((value >> shift) & (kSteps - 1));
  }

  /// The largest value in `bucket`.
  [[nodiscard]] static constexpr std::uint64_t largest_in(std::size_t bucket) {
    if (bucket < kExactBelow) return bucket;
    const std::size_t shift = (bucket >> kStepBits) - 1;
    return ((kSteps + (bucket & (kSteps - 1)) + 1) << shift) - 1;
  }

 private:
  static constexpr std::uint64_t kSteps = std::uint64_t{1} << kStepBits;
  static constexpr std::uint64_t kExactBelow = 2 * kSteps;
  static constexpr std::uint64_t kLargest = (std::uint64_t{1} << kValueBits) - 1;
};

/// The value that `fraction` (0 to 1) of all counted values do not exceed, as the largest value of
/// its bucket; 0 when nothing was counted. `counts` holds kCount numbers.
template <typename Buckets, typename Counts>
[[nodiscard]] std::uint64_t latency_percentile(const Counts& counts, double fraction) {
  std::uint64_t total = 0;
  for (const auto count : counts) total += count;
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < Buckets::kCount && total > 0; ++bucket) {
    seen += counts[bucket];
    if (static_cast<double>(seen) >= fraction * static_cast<double>(total) && seen > 0) {
      return Buckets::largest_in(bucket);
    }
  }
  return 0;
}

}  // namespace mcbin
