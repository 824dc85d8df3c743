#include "mcbin/render/top_counter.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::render {

void TopCounter::add(std::string_view name, std::uint64_t weight) {
  if (weight == 0) return;
  total_ += weight;
  name = name.substr(0, kNameBytesMax);
  const auto found = by_name_.find(name);
  if (found != by_name_.end()) {
    Slot& slot = slots_[found->second];
    slot.entry.count += weight;
    sift_down(slot.heap_at);
    return;
  }
  if (slots_.size() < kCapacity) {
    slots_.push_back({.entry = {.name = std::string(name), .count = weight}});
    heap_.push_back(slots_.size() - 1);
    slots_.back().heap_at = heap_.size() - 1;
    by_name_.emplace(slots_.back().entry.name, slots_.size() - 1);
    sift_up(heap_.size() - 1);
    return;
  }
  // The smallest makes room; the newcomer may have been counted with it before.
  const std::size_t smallest = heap_.front();
  Entry& entry = slots_[smallest].entry;
  by_name_.erase(entry.name);
  entry.name = name;
  entry.error = entry.count;
  entry.count += weight;
  by_name_.emplace(entry.name, smallest);
  sift_down(0);
}

std::vector<TopCounter::Entry> TopCounter::top(std::size_t count) const {
  std::vector<Entry> all;
  all.reserve(slots_.size());
  for (const Slot& slot : slots_) all.push_back(slot.entry);
  std::sort(all.begin(), all.end(), [](const Entry& left, const Entry& right) {
    return left.count != right.count ? left.count > right.count : left.name < right.name;
  });
  all.resize(std::min(count, all.size()));
  return all;
}

void TopCounter::sift_down(std::size_t at) {
  const std::size_t slot = heap_[at];
  const std::uint64_t count = slots_[slot].entry.count;
  for (;;) {
    std::size_t child = 2 * at + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && count_at(child + 1) < count_at(child)) ++child;
    if (count_at(child) >= count) break;
    place(at, heap_[child]);
    at = child;
  }
  place(at, slot);
}

void TopCounter::sift_up(std::size_t at) {
  const std::size_t slot = heap_[at];
  const std::uint64_t count = slots_[slot].entry.count;
  while (at > 0 && count_at((at - 1) / 2) > count) {
    place(at, heap_[(at - 1) / 2]);
    at = (at - 1) / 2;
  }
  place(at, slot);
}

void TopCounter::place(std::size_t at, std::size_t slot) {
  heap_[at] = slot;
  slots_[slot].heap_at = at;
}

}  // namespace mcbin::render
