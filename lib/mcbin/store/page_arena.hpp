// Runs of whole pages for what is no segment: the index's tables and large items. Address space is
// plentiful and reserved once, so that a hundred thousand runs are still one mapping; memory is
// counted.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/store/mapped_memory.hpp"
#include "mcbin/store/memory_budget.hpp"

#include <cstddef>
#include <map>
#include <mutex>
#include <set>
#include <utility>

namespace mcbin::store {

/// Safe from any thread.
///
/// Invariants: a page of the address space is in exactly one run, taken or free; neighbouring free
/// runs are one; free pages hold no memory; taken pages are counted in budget().
class PageArena {
 public:
  PageArena(std::uint64_t limit_bytes, std::size_t address_bytes);
  ~PageArena();
  PageArena(const PageArena&) = delete;
  PageArena& operator=(const PageArena&) = delete;

  /// Whether the system gave the address space.
  [[nodiscard]] bool valid() const { return memory_.valid(); }

  /// The budget of the whole store. It lives here because a held value may outlive the store.
  [[nodiscard]] MemoryBudget& budget() { return budget_; }

  /// `pages` pages of zeroes, or nullptr when the budget or the address space has no such run.
  [[nodiscard]] Byte* take(std::size_t pages);

  /// Gives back what take() returned.
  void give(Byte* at, std::size_t pages);

 private:
  [[nodiscard]] Byte* place(std::size_t pages);

  MemoryBudget budget_;
  MappedMemory memory_;
  std::mutex mutex_;
  Byte* taken_end_ = nullptr;  // nothing behind it was ever taken
  std::map<Byte*, std::size_t> free_by_address_;
  std::set<std::pair<std::size_t, Byte*>> free_by_size_;
};

}  // namespace mcbin::store
