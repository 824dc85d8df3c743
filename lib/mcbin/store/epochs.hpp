// When memory that readers may still look at can be used again: quiescent states of threads, in
// place of counts on what they read. A reader writes only to a line of its own, once a turn.
#pragma once

#include <cstdint>
#include <limits>

/// One clock for the process, since threads belong to it and not to a store.
///
/// A thread inside a turn may follow pointers that it found in an index. Who takes something out of
/// an index calls advance() afterwards and gets a number; once that number is <= oldest(), every
/// thread has been outside a turn, or between two operations, since: nobody sees the thing any
/// more.
namespace mcbin::store::epochs {

inline constexpr std::uint64_t kNobody = std::numeric_limits<std::uint64_t>::max();

/// Begins and ends a turn of the calling thread. Turns may nest; the outermost counts.
void enter();
void leave();

/// Whether the calling thread is inside a turn.
[[nodiscard]] bool inside();

/// Inside a turn, between two operations: the thread holds no pointer, so it lets go of the past.
void refresh();

/// A new epoch, greater than what any thread is in.
[[nodiscard]] std::uint64_t advance();

/// The oldest epoch that some thread is in, or kNobody.
[[nodiscard]] std::uint64_t oldest();

/// Puts the calling thread outside its turn while it waits for others. It must hold no pointer.
class Pause {
 public:
  Pause();
  ~Pause();
  Pause(const Pause&) = delete;
  Pause& operator=(const Pause&) = delete;

 private:
  bool was_inside_;
};

}  // namespace mcbin::store::epochs
