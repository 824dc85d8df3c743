#include "mcbin/store/page_arena.hpp"

#include "mcbin/store/memory_poison.hpp"

#include <algorithm>
#include <iterator>

namespace mcbin::store {

PageArena::PageArena(std::uint64_t limit_bytes, std::size_t address_bytes)
    : budget_(limit_bytes), memory_(address_bytes, PageSize::Small) {
  const std::size_t pages = address_bytes / kPageBytes;
  free_by_address_.emplace(memory_.begin(), pages);
  free_by_size_.emplace(pages, memory_.begin());
}

PageArena::~PageArena() {
  for (const auto& [at, pages] : free_by_address_) {
    if (at < taken_end_) unpoison(at, static_cast<std::size_t>(taken_end_ - at));
  }
}

Byte* PageArena::take(std::size_t pages) {
  if (!budget_.take(pages * kPageBytes)) return nullptr;
  Byte* const at = place(pages);
  if (at == nullptr) {
    budget_.give(pages * kPageBytes);
    return nullptr;
  }
  MappedMemory::fill_ahead(at, pages * kPageBytes);
  return at;
}

/// The smallest free run that is large enough, cut to size.
Byte* PageArena::place(std::size_t pages) {
  const std::lock_guard lock(mutex_);
  const auto smallest = free_by_size_.lower_bound({pages, nullptr});
  if (smallest == free_by_size_.end()) return nullptr;
  const auto [size, at] = *smallest;
  free_by_size_.erase(smallest);
  free_by_address_.erase(at);
  if (size > pages) {
    Byte* const rest = at + pages * kPageBytes;
    free_by_address_.emplace(rest, size - pages);
    free_by_size_.emplace(size - pages, rest);
  }
  unpoison(at, pages * kPageBytes);
  taken_end_ = std::max(taken_end_, at + pages * kPageBytes);
  return at;
}

void PageArena::give(Byte* at, std::size_t pages) {
  MappedMemory::forget(at, pages * kPageBytes);
  poison(at, pages * kPageBytes);
  budget_.give(pages * kPageBytes);
  const std::lock_guard lock(mutex_);
  auto next = free_by_address_.lower_bound(at);
  if (next != free_by_address_.begin()) {
    const auto before = std::prev(next);
    if (before->first + before->second * kPageBytes == at) {
      at = before->first;
      pages += before->second;
      free_by_size_.erase({before->second, before->first});
      free_by_address_.erase(before);
    }
  }
  if (next != free_by_address_.end() && at + pages * kPageBytes == next->first) {
    pages += next->second;
    free_by_size_.erase({next->second, next->first});
    free_by_address_.erase(next);
  }
  free_by_address_.emplace(at, pages);
  free_by_size_.emplace(pages, at);
}

}  // namespace mcbin::store
