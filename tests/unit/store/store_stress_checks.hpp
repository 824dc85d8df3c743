// What the stress program knows of each key, and how a value says what it is.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/store/store.hpp"

#include <array>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <string>

namespace mcbin::store::test {

/// Counts mistakes by class.
class Mistakes {
 public:
  void expect(bool right, const char* mistake) {
    if (right) return;
    const std::lock_guard lock(mutex_);
    ++counts_[mistake];
  }
  /// @return the exit status.
  int report() {
    const std::lock_guard lock(mutex_);
    for (const auto& [mistake, count] : counts_) {
      std::printf("%llu times: %s\n", static_cast<unsigned long long>(count), mistake.c_str());
    }
    return counts_.empty() ? 0 : 1;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::uint64_t> counts_;
};

class KeyText {
 public:
  explicit KeyText(std::uint32_t number) {
    size_ = static_cast<std::size_t>(
        std::snprintf(text_.data(), text_.size(), "key%u", static_cast<unsigned>(number)));
  }
  [[nodiscard]] ByteView bytes() const { return as_bytes({text_.data(), size_}); }

 private:
  std::array<char, 24> text_{};
  std::size_t size_ = 0;
};

inline std::uint32_t key_number(ByteView key) {
  return static_cast<std::uint32_t>(std::stoul(std::string(as_text(key.subspan(3)))));
}

/// How many flushes were begun, and how many are over.
class FlushHistory {
 public:
  std::uint64_t begin() { return begun_.fetch_add(1) + 1; }
  void finish(std::uint64_t number) { finished_.store(number); }
  [[nodiscard]] std::uint64_t begun() const { return begun_.load(); }
  [[nodiscard]] std::uint64_t finished() const { return finished_.load(); }

 private:
  std::atomic<std::uint64_t> begun_{0};
  std::atomic<std::uint64_t> finished_{0};
};

enum class Ending : std::uint8_t { Stored, Removed, Refused };

/// The oldest version that a get may see.
struct Bounds {
  std::uint64_t sequence_min = 0;
};

/// The operations of a key's only writer, numbered from 1.
class KeyHistory {
 public:
  std::uint64_t begin() { return begun_.fetch_add(1) + 1; }

  void finish(std::uint64_t sequence, Ending ending, const FlushHistory& flushes) {
    if (ending == Ending::Refused) return;
    const std::uint64_t removed = ending == Ending::Removed ? 1 : 0;
    finished_.store(sequence << kSequenceShift | flushes.begun() << 1U | removed);
  }

  [[nodiscard]] Bounds before_read(const FlushHistory& flushes) const {
    const std::uint64_t flushed = flushes.finished();
    const std::uint64_t finished = finished_.load();
    const std::uint64_t sequence = finished >> kSequenceShift;
    const std::uint64_t flushes_at_end = (finished & kFlushMask) >> 1U;
    // A flush that was begun after the write had ended, and is over, has taken it away.
    const bool gone = (finished & 1U) != 0 || flushes_at_end < flushed;
    return {gone ? sequence + 1 : sequence};
  }
  [[nodiscard]] std::uint64_t begun() const { return begun_.load(); }

 private:
  static constexpr unsigned kSequenceShift = 24;
  static constexpr std::uint64_t kFlushMask = (1ULL << kSequenceShift) - 1;

  std::atomic<std::uint64_t> begun_{0};
  std::atomic<std::uint64_t> finished_{0};  // sequence | flushes begun:23 | removed:1
};

struct SeenValue {
  std::uint64_t sequence = 0;
  Expiry expiry;
};

/// The front of each value; the rest is made from it.
struct ValueHead {
  std::uint64_t sequence;
  std::int64_t expiry_ms;
  std::uint32_t key;
  std::uint32_t bytes;
};

inline Byte fill_byte(const ValueHead& head, std::size_t at) {
  return static_cast<Byte>(head.key * 7U + head.sequence * 31U + at);
}

inline ByteVector make_value(std::uint32_t key, std::uint64_t sequence, Expiry expiry,
                             std::size_t more_bytes) {
  const ValueHead head{sequence, expiry.steady_ms, key,
                       static_cast<std::uint32_t>(sizeof(ValueHead) + more_bytes)};
  ByteVector value(head.bytes);
  std::memcpy(value.data(), &head, sizeof head);
  for (std::size_t at = sizeof head; at < value.size(); ++at) value[at] = fill_byte(head, at);
  return value;
}

/// Whether the value is exactly one that was written for `key`.
inline ValueHead check_whole(ByteView value, std::uint32_t key, Mistakes& mistakes) {
  ValueHead head{};
  mistakes.expect(value.size() >= sizeof head, "a value is too short");
  if (value.size() < sizeof head) return head;
  std::memcpy(&head, value.data(), sizeof head);
  mistakes.expect(head.key == key, "a value of another key");
  mistakes.expect(head.bytes == value.size(), "a value of the wrong size");
  bool whole = true;
  for (std::size_t at = sizeof head; at < value.size(); ++at) {
    whole = whole && value[at] == fill_byte(head, at);
  }
  mistakes.expect(whole, "a torn value");
  return head;
}

inline SeenValue read_value(const ItemView& item, std::uint32_t key, Mistakes& mistakes) {
  const ValueHead head = check_whole(item.value, key, mistakes);
  mistakes.expect(item.flags == key % 3, "the wrong flags");
  mistakes.expect(item.expiry.steady_ms == head.expiry_ms, "the wrong expiry");
  mistakes.expect(same_bytes(item.key, KeyText(key).bytes()), "the wrong key");
  return {head.sequence, {head.expiry_ms}};
}

inline void check_seen(const SeenValue& seen, Bounds bounds, std::uint64_t begun_after, Now at,
                       Mistakes& mistakes) {
  mistakes.expect(seen.sequence >= bounds.sequence_min,
                  "a version that was overwritten, removed or flushed before");
  mistakes.expect(seen.sequence <= begun_after, "a version of the future");
  mistakes.expect(!seen.expiry.passed(at), "an expired version");
}

}  // namespace mcbin::store::test
