#include "mcbin/codec/frame_buffer.hpp"

#include "mcbin/base/check.hpp"
#include "mcbin/base/wipe.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

namespace mcbin::codec {

namespace {

/// What is kept moves into scratch when it fills at most one by this of it.
constexpr std::size_t kRestDivisor = 4;

/// Memory of our own that is more than so many times what it keeps is given back.
constexpr std::size_t kWasteFactor = 4;

}  // namespace

MutableByteView FrameBuffer::space(MutableByteView scratch) {
  const std::size_t kept = readable().size();
  if (kept == 0) {
    space_ = scratch.data();
    begin_ = end_ = space_;
    return scratch;
  }
  // A short rest joins the next read in scratch: that read can be long, and nothing is held.
  if (kept <= scratch.size() / kRestDivisor) {
    std::memmove(scratch.data(), begin_, kept);
    free_own();
    begin_ = scratch.data();
    end_ = space_ = scratch.data() + kept;
    return scratch.subspan(kept);
  }
  // Doubling keeps the copying linear; twice the bytes received is the bound of the memory.
  if (!in_own()) move_to_own(kept + kReadBytesMin);
  const std::size_t behind = static_cast<std::size_t>(own_.get() + capacity_ - end_);
  if (behind < kReadBytesMin) {
    const bool front_is_free =
        static_cast<std::size_t>(begin_ - own_.get()) >= kept + kReadBytesMin;
    move_to_own(front_is_free ? capacity_ : 2 * kept + kReadBytesMin);
  }
  space_ = own_.get() + (end_ - own_.get());
  return {space_, static_cast<std::size_t>(own_.get() + capacity_ - space_)};
}

void FrameBuffer::commit(std::size_t size) {
  MCBIN_CHECK(end_ == space_);
  end_ += size;
  swallow();
}

void FrameBuffer::drop(std::uint64_t size) {
  swallowing_ += size;
  swallow();
}

void FrameBuffer::swallow() {
  const std::uint64_t now = std::min<std::uint64_t>(swallowing_, readable().size());
  begin_ += now;
  swallowing_ -= now;
}

void FrameBuffer::wipe_front(std::size_t size) {
  // Every byte here came through space(), so that it may be written to.
  wipe({const_cast<Byte*>(begin_), std::min(size, readable().size())});
}

void FrameBuffer::settle() {
  const std::size_t kept = readable().size();
  if (kept == 0) {
    begin_ = end_ = space_ = nullptr;
    free_own();
    return;
  }
  if (!in_own() || capacity_ > kWasteFactor * kept + kReadBytesMin) move_to_own(kept);
}

void FrameBuffer::free_own() {
  own_.reset();
  capacity_ = 0;
}

bool FrameBuffer::in_own() const {
  return own_ != nullptr && !std::less<>{}(begin_, own_.get()) &&
         std::less<>{}(begin_, own_.get() + capacity_);
}

void FrameBuffer::move_to_own(std::size_t capacity) {
  const std::size_t kept = readable().size();
  if (own_ != nullptr && capacity == capacity_) {
    std::memmove(own_.get(), begin_, kept);
  } else {
    auto larger = std::make_unique_for_overwrite<Byte[]>(capacity);
    std::memcpy(larger.get(), begin_, kept);
    own_ = std::move(larger);
    capacity_ = capacity;
  }
  begin_ = own_.get();
  end_ = begin_ + kept;
}

}  // namespace mcbin::codec
