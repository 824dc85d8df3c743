// The most frequent of many names in bounded memory (the space-saving algorithm of Metwally and
// others): every name that makes up more than 1/capacity of all that was counted is there, and each
// count is too large by at most its own error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mcbin::render {

class TopCounter {
 public:
  struct Entry {
    std::string name;
    std::uint64_t count = 0;
    std::uint64_t error = 0;  // count - error is the least it can be
  };

  /// Names counted at once.
  static constexpr std::size_t kCapacity = 2048;
  /// Longer names count as their first bytes.
  static constexpr std::size_t kNameBytesMax = 250;

  void add(std::string_view name, std::uint64_t weight);

  /// The `count` largest, the largest first; equals in the order of their names.
  [[nodiscard]] std::vector<Entry> top(std::size_t count) const;
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  struct Slot {
    Entry entry;
    std::size_t heap_at = 0;
  };

  void sift_down(std::size_t at);
  void sift_up(std::size_t at);
  void place(std::size_t at, std::size_t slot);
  [[nodiscard]] std::uint64_t count_at(std::size_t at) const {
    return slots_[heap_[at]].entry.count;
  }

  std::deque<Slot> slots_;         // never move: the table's views point into them
  std::vector<std::size_t> heap_;  // slots, the smallest count first
  std::unordered_map<std::string_view, std::size_t> by_name_;
  std::uint64_t total_ = 0;
};

}  // namespace mcbin::render
