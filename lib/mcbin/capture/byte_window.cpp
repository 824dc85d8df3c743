#include "mcbin/capture/byte_window.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::capture {

void ByteWindow::skip(std::uint64_t size) {
  const auto here = static_cast<std::size_t>(std::min<std::uint64_t>(size, to_ - from_));
  take(here);
  skip_ += size - here;
}

/// Moves what is left to the front, or grows when the front is where it stands.
void ByteWindow::make_room() {
  if (from_ > 0) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(from_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(to_), buffer_.begin());
    to_ -= from_;
    from_ = 0;
  }
  if (to_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
}

Result<ByteWindow::Fill> ByteWindow::refill(std::size_t size) {
  make_room();
  while (to_ - from_ < size) {
    if (to_ == buffer_.size()) make_room();
    const Result<std::size_t> got = source_->read(MutableByteView{buffer_}.subspan(to_));
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) return end_ == FileEnd::MayGrow ? Fill::Waiting : Fill::End;
    to_ += *got;
    const std::uint64_t dropped = std::min<std::uint64_t>(skip_, to_ - from_);
    skip_ -= dropped;
    take(static_cast<std::size_t>(dropped));
    if (from_ == to_) from_ = to_ = 0;
  }
  return Fill::Ready;
}

}  // namespace mcbin::capture
