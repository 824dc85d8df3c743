// The last requests that took long or moved much: a bounded ring that STAT "notable" shows.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/codec/opcode.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace mcbin::engine {

struct NotableRequest {
  enum class Reason : std::uint8_t { Slow, Large };

  Reason reason = Reason::Slow;
  std::uint64_t number = 0;  // counts all notable requests, also those no longer kept
  std::int64_t wall_ms = 0;
  codec::Opcode opcode = codec::Opcode::Get;
  std::string key;
  std::uint64_t bytes = 0;         // Large: the request or its answer, whichever is longer
  std::uint64_t microseconds = 0;  // Slow: the turn it was part of
  std::uint32_t requests = 1;      // Slow: how many requests that turn held
};

/// Thread-safe; keeps the last kKept. Recording is rare, so one lock is enough.
class NotableRequests {
 public:
  static constexpr std::size_t kKept = 128;

  /// Keeps `request` with the next number.
  void record(NotableRequest request);

  /// From the oldest to the newest.
  [[nodiscard]] std::vector<NotableRequest> list() const;

  void clear();

 private:
  mutable std::mutex mutex_;
  std::deque<NotableRequest> kept_;
  std::uint64_t recorded_ = 0;
};

}  // namespace mcbin::engine
