// Counts per key prefix (the part before the first delimiter), switched on and off by STAT
// "detail on" and "detail off". Off costs one relaxed load a request; the table is bounded.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace mcbin::engine {

class PrefixStats {
 public:
  /// Prefixes beyond this many are not counted, so that no client can fill the memory.
  static constexpr std::size_t kPrefixesMax = 4096;

  explicit PrefixStats(char delimiter = ':') : delimiter_(delimiter) {}

  [[nodiscard]] char delimiter() const { return delimiter_; }
  void enable() { enabled_.store(true, std::memory_order_relaxed); }
  void disable() { enabled_.store(false, std::memory_order_relaxed); }
  [[nodiscard]] bool enabled() const { return enabled_.load(std::memory_order_relaxed); }

  /// Count one command on `key`; nothing happens while disabled or for a key without delimiter.
  /// Safe from any thread.
  void get_hit(ByteView key);
  void get_miss(ByteView key);
  void set(ByteView key);
  void remove(ByteView key);

  /// "PREFIX p get g hit h set s del d\r\n" for each prefix in byte order, then "END\r\n".
  [[nodiscard]] std::string dump() const;

  /// Forgets all prefixes.
  void clear();

 private:
  struct Counts {
    std::uint64_t gets = 0;
    std::uint64_t hits = 0;
    std::uint64_t sets = 0;
    std::uint64_t deletes = 0;
  };
  Counts* find(ByteView key);

  const char delimiter_;
  std::atomic<bool> enabled_{false};
  mutable std::mutex mutex_;
  std::map<std::string, Counts, std::less<>> prefixes_;
};

}  // namespace mcbin::engine
