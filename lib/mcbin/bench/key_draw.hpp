// Which request comes next: numbers at random, keys that are all as likely or follow Zipf's law,
// opcodes by their share of the mix.
#pragma once

#include "mcbin/bench/workload.hpp"

#include <cstdint>
#include <vector>

namespace mcbin::bench {

/// Bytes of a key in front of its number.
inline constexpr std::uint32_t kKeyPrefixBytes = 4;

/// `number` with its bits well mixed; different numbers stay different.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t number) {
  number += 0x9e3779b97f4a7c15U;
  number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
  number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
  return number ^ (number >> 31U);
}

/// Numbers that look random, the same for the same seed.
class RandomNumbers {
 public:
  explicit RandomNumbers(std::uint64_t seed) : state_(mixed(seed) | 1U) {}

  [[nodiscard]] std::uint64_t next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return state_;
  }
  /// At least 0, below 1.
  [[nodiscard]] double fraction() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

/// Ranks 1 to `count`; rank k comes in proportion to k^-exponent. In constant time and memory, by
/// the rejection-inversion of Hoermann and Derflinger (1996).
class ZipfRanks {
 public:
  /// @param exponent  above 0.
  ZipfRanks(std::uint64_t count, double exponent);
  [[nodiscard]] std::uint64_t next(RandomNumbers& random) const;

 private:
  [[nodiscard]] double density(double rank) const;
  [[nodiscard]] double area(double rank) const;
  [[nodiscard]] double rank_at(double area) const;

  double count_;
  double exponent_;
  double area_first_;
  double area_last_;
  double sure_distance_;
};

/// One request to be made.
struct Asked {
  std::uint64_t key = 0;
  codec::Opcode opcode = codec::Opcode::Get;
};

/// Draws the requests of a workload. One a thread.
class KeyDraw {
 public:
  KeyDraw(const Workload& workload, std::uint64_t seed);
  [[nodiscard]] Asked next();

 private:
  struct Share {
    std::uint64_t below = 0;  // of a number below total_
    codec::Opcode opcode = codec::Opcode::Get;
  };

  [[nodiscard]] std::uint64_t next_key();

  std::uint64_t keys_;
  bool zipf_;
  std::shared_ptr<const KeyTrace> trace_;  // nullptr: keys are drawn
  std::size_t trace_at_ = 0;
  RandomNumbers random_;
  ZipfRanks ranks_;
  std::vector<Share> shares_;
  std::uint64_t total_ = 0;
};

}  // namespace mcbin::bench
