#include "mcbin/engine/output_queue.hpp"

#include "mcbin/base/check.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace mcbin::engine {

namespace {

/// A queue that has to wait gives back a buffer more than so many times what it holds.
constexpr std::size_t kWasteFactor = 2;

}  // namespace

Byte* OutputQueue::extend(std::size_t size) {
  if (buffer_.capacity - end_ < size) grow(size);
  Byte* at = buffer_.bytes.get() + end_;
  end_ += size;
  size_ += size;
  return at;
}

void OutputQueue::grow(std::size_t size) {
  const std::size_t kept = end_ - begin_;
  if (buffer_.capacity == 0) {
    buffer_ = spare_.take(2 * size);
    return;
  }
  move_to(spare_.take(std::max(2 * kept + size, kept + 2 * size)));
}

void OutputQueue::settle() {
  const std::size_t kept = end_ - begin_;
  if (buffer_.capacity <= kWasteFactor * kept) return;
  move_to({std::make_unique_for_overwrite<Byte[]>(kept), kept});
}

/// Moves what is unsent into `buffer`, which has room for it.
void OutputQueue::move_to(SpareBuffer::Buffer buffer) {
  const std::size_t kept = end_ - begin_;
  if (kept > 0) std::memcpy(buffer.bytes.get(), buffer_.bytes.get() + begin_, kept);
  if (held_ != nullptr) {
    for (HeldValue& value : *held_) value.buffer_end -= begin_;
  }
  spare_.give(std::exchange(buffer_, std::move(buffer)));
  begin_ = 0;
  end_ = kept;
}

void OutputQueue::append_held(ByteView value, store::ValueHold hold) {
  if (held_ == nullptr) held_ = std::make_unique<std::deque<HeldValue>>();
  held_->push_back({.buffer_end = end_, .rest = value, .hold = std::move(hold)});
  size_ += value.size();
}

std::size_t OutputQueue::pieces(std::span<ByteView> pieces) const {
  std::size_t count = 0;
  std::size_t at = begin_;
  const auto add = [&](ByteView piece) {
    if (!piece.empty() && count < pieces.size()) pieces[count++] = piece;
  };
  if (held_ != nullptr) {
    for (const HeldValue& value : *held_) {
      if (count == pieces.size()) return count;
      add({buffer_.bytes.get() + at, value.buffer_end - at});
      add(value.rest);
      at = value.buffer_end;
    }
  }
  add({buffer_.bytes.get() + at, end_ - at});
  return count;
}

void OutputQueue::drop(std::size_t size) {
  MCBIN_CHECK(size <= size_);
  size_ -= size;
  while (held_ != nullptr && !held_->empty()) {
    HeldValue& value = held_->front();
    const std::size_t before = std::min(size, value.buffer_end - begin_);
    begin_ += before;
    size -= before;
    const std::size_t inside = std::min(size, value.rest.size());
    value.rest = value.rest.subspan(inside);
    size -= inside;
    if (begin_ != value.buffer_end || !value.rest.empty()) break;
    held_->pop_front();
  }
  begin_ += size;
  if (size_ == 0) {
    spare_.give(std::exchange(buffer_, {}));
    held_.reset();
    begin_ = end_ = 0;
  }
}

}  // namespace mcbin::engine
