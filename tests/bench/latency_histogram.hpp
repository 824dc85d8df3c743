// Counts of latencies in buckets that widen with the value: exact below 64, then 32 buckets for
// each doubling (at most 3 % off).
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace mcbin::bench {

class LatencyHistogram {
 public:
  void add(std::uint64_t value) { ++counts_[bucket_of(value)], ++total_; }

  /// The upper end of the bucket in which `fraction` of all values is reached; 0 without values.
  [[nodiscard]] std::uint64_t percentile(double fraction) const {
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket < counts_.size(); ++bucket) {
      seen += counts_[bucket];
      if (total_ > 0 && static_cast<double>(seen) >= fraction * static_cast<double>(total_)) {
        return value_of(bucket);
      }
    }
    return 0;
  }

 private:
  static constexpr unsigned kStepBits = 5;
  static constexpr std::uint64_t kExactBelow = std::uint64_t{1} << (kStepBits + 1);

  static std::size_t bucket_of(std::uint64_t value) {
    if (value < kExactBelow) return value;
    const unsigned shift = static_cast<unsigned>(std::bit_width(value)) - kStepBits - 1;
    return ((std::size_t{shift} + 1) << kStepBits) + ((value >> shift) & (kExactBelow / 2 - 1));
  }
  static std::uint64_t value_of(std::size_t bucket) {
    if (bucket < kExactBelow) return bucket;
    const std::size_t shift = (bucket >> kStepBits) - 1;
    return ((kExactBelow / 2 + (bucket & (kExactBelow / 2 - 1))) + 1) << shift;
  }

  std::array<std::uint64_t, 64U << kStepBits> counts_{};
  std::uint64_t total_ = 0;
};

}  // namespace mcbin::bench
