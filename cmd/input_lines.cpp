#include "cmd/input_lines.hpp"

#include <algorithm>
#include <cstring>

namespace mcbin::cmd {
namespace {

constexpr std::size_t kPieceBytes = 256U << 10U;

}  // namespace

Result<std::unique_ptr<InputLines>> InputLines::open(const std::string& path) {
  auto source = capture::open_source(path);
  if (!source) return tl::unexpected(source.error());
  return std::make_unique<InputLines>(std::move(*source));
}

Result<bool> InputLines::next(std::string_view& line) {
  for (;;) {
    const auto found = std::find(held_.begin() + static_cast<std::ptrdiff_t>(searched_),
                                 held_.end(), static_cast<Byte>('\n'));
    const auto end = static_cast<std::size_t>(found - held_.begin());
    if (found != held_.end() || (ended_ && end > at_)) {
      line = as_text(ByteView{held_}.subspan(at_, end - at_));
      at_ = searched_ = std::min(end + 1, held_.size());
      ++number_;
      return true;
    }
    if (ended_) return false;
    held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(at_));
    at_ = 0;
    searched_ = held_.size();
    if (held_.size() > kLineBytesMax) return fail(Errc::TooLarge, 0, "a line is too long");
    const std::size_t size = held_.size();
    held_.resize(size + kPieceBytes);
    const auto read = source_->read(MutableByteView{held_}.subspan(size));
    held_.resize(size + (read ? *read : 0));
    if (!read) return tl::unexpected(read.error());
    ended_ = *read == 0;
    read_ += *read;
  }
}

std::string_view json_object_of(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  if (line == "[" || line == "]") return {};
  if (line.ends_with(',')) line.remove_suffix(1);
  return line;
}

}  // namespace mcbin::cmd
