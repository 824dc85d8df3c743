#include "mcbin/store/epochs.hpp"

#include "mcbin/base/check.hpp"

#include <algorithm>
#include <atomic>

namespace mcbin::store::epochs {

namespace {

constexpr std::uint64_t kOutside = 0;

/// A thread's own line. Written by that thread alone (but for `taken`), read by who reclaims.
/// Never freed: a thread that ends leaves it to the next one.
struct alignas(64) ThreadLine {
  std::atomic<std::uint64_t> epoch{kOutside};
  std::uint32_t depth = 0;  // of nested turns
  std::atomic<bool> taken{true};
  ThreadLine* next = nullptr;
};

constinit std::atomic<std::uint64_t> now_epoch{1};
constinit std::atomic<ThreadLine*> lines{nullptr};

ThreadLine* take_line() {
  for (ThreadLine* line = lines.load(std::memory_order_acquire); line; line = line->next) {
    bool free = false;
    if (line->taken.compare_exchange_strong(free, true, std::memory_order_acquire)) return line;
  }
  auto* const line = new ThreadLine;
  line->next = lines.load(std::memory_order_relaxed);
  while (!lines.compare_exchange_weak(line->next, line, std::memory_order_release)) {
  }
  return line;
}

constinit thread_local ThreadLine* own_line = nullptr;

/// Leaves the line to others when the thread ends.
struct LineOwner {
  LineOwner() { own_line = take_line(); }
  ~LineOwner() {
    own_line->taken.store(false, std::memory_order_release);
    own_line = nullptr;
  }
  LineOwner(const LineOwner&) = delete;
  LineOwner& operator=(const LineOwner&) = delete;
};

ThreadLine& line_of_thread() {
  if (own_line == nullptr) static_cast<void>([] { static thread_local LineOwner owner; }());
  return *own_line;
}

/// The line must be visible before anything is read from an index: hence the fence.
void come_in(ThreadLine& line) {
  line.epoch.store(now_epoch.load(std::memory_order_acquire), std::memory_order_relaxed);
  std::atomic_thread_fence(std::memory_order_seq_cst);
}

}  // namespace

void enter() {
  ThreadLine& line = line_of_thread();
  if (line.depth++ == 0) come_in(line);
}

void leave() {
  ThreadLine& line = *own_line;
  if (--line.depth == 0) line.epoch.store(kOutside, std::memory_order_release);
}

bool inside() {
  return own_line != nullptr && own_line->depth > 0;
}

void refresh() {
  MCBIN_CHECK(inside());
  const std::uint64_t now = now_epoch.load(std::memory_order_acquire);
  std::atomic<std::uint64_t>& epoch = own_line->epoch;
  if (epoch.load(std::memory_order_relaxed) != now) epoch.store(now, std::memory_order_release);
}

std::uint64_t advance() {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  return now_epoch.fetch_add(1) + 1;
}

std::uint64_t oldest() {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  std::uint64_t oldest = kNobody;
  for (ThreadLine* line = lines.load(std::memory_order_acquire); line; line = line->next) {
    const std::uint64_t epoch = line->epoch.load();
    if (epoch != kOutside) oldest = std::min(oldest, epoch);
  }
  return oldest;
}

Pause::Pause() : was_inside_(inside()) {
  if (was_inside_) own_line->epoch.store(kOutside, std::memory_order_release);
}

Pause::~Pause() {
  if (was_inside_) come_in(*own_line);
}

}  // namespace mcbin::store::epochs
