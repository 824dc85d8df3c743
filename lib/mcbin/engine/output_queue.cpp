#include "mcbin/engine/output_queue.hpp"

#include "mcbin/base/check.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace mcbin::engine {

namespace {
constexpr std::size_t kCapacityMin = 512;
}

Byte* OutputQueue::extend(std::size_t size) {
  if (capacity_ - end_ < size) grow(size);
  Byte* at = buffer_.get() + end_;
  end_ += size;
  size_ += size;
  return at;
}

void OutputQueue::grow(std::size_t size) {
  const std::size_t kept = end_ - begin_;
  const std::size_t capacity = std::max({kCapacityMin, 2 * kept + size, kept + 2 * size});
  auto larger = std::make_unique_for_overwrite<Byte[]>(capacity);
  if (kept > 0) std::memcpy(larger.get(), buffer_.get() + begin_, kept);
  if (held_ != nullptr) {
    for (HeldValue& value : *held_) value.buffer_end -= begin_;
  }
  buffer_ = std::move(larger);
  capacity_ = capacity;
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
      add({buffer_.get() + at, value.buffer_end - at});
      add(value.rest);
      at = value.buffer_end;
    }
  }
  add({buffer_.get() + at, end_ - at});
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
    buffer_.reset();
    held_.reset();
    capacity_ = begin_ = end_ = 0;
  }
}

}  // namespace mcbin::engine
