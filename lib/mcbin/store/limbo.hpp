// Where memory waits that is out of every index but may still be looked at by readers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>

namespace mcbin::store {

/// Things to be released, in the order of their epochs. Safe from any thread.
///
/// Its mutex is innermost: releasing happens outside of it.
class Limbo {
 public:
  using Release = void (*)(void* owner, void* thing, std::size_t size);

  /// To be called after `thing` has been taken out of everything that readers search.
  /// `release(owner, thing, size)` runs later, on whatever thread calls collect().
  void add(Release release, void* owner, void* thing, std::size_t size);

  /// Releases what nobody can see any more, up to a bounded number of things.
  void collect();

  [[nodiscard]] bool empty() const;

 private:
  struct Entry {
    std::uint64_t epoch;
    Release release;
    void* owner;
    void* thing;
    std::size_t size;
  };

  mutable std::mutex mutex_;
  std::deque<Entry> entries_;
};

}  // namespace mcbin::store
