#include "cmd/record_reader.hpp"

namespace mcbin::cmd {
namespace {
constexpr std::size_t kPieceBytes = 64U << 10U;
}

Result<RecordReader> RecordReader::open(const std::string& path, RecordEnd end,
                                        std::size_t record_bytes_max) {
  auto source = capture::open_source(path);
  if (!source) return tl::unexpected(source.error());
  return RecordReader(*std::move(source), path == "-" ? "standard input" : path, end,
                      record_bytes_max);
}

Result<bool> RecordReader::read_piece() {
  buffer_.erase(0, begin_);
  scanned_ -= begin_;
  begin_ = 0;
  const std::size_t filled = buffer_.size();
  buffer_.resize(filled + kPieceBytes);
  const auto size = source_->read({reinterpret_cast<Byte*>(buffer_.data()) + filled, kPieceBytes});
  buffer_.resize(filled + size.value_or(0));
  if (!size) return tl::unexpected(size.error());
  return *size > 0;
}

Result<std::optional<std::string_view>> RecordReader::next() {
  for (;;) {
    const std::size_t found = buffer_.find(end_, scanned_);
    const std::size_t stop = found == std::string::npos ? buffer_.size() : found;
    if (stop - begin_ > record_bytes_max_) {
      return fail(Errc::TooLarge, 0,
                  name_ + ": record " + std::to_string(number_ + 1) + " has more than " +
                      std::to_string(record_bytes_max_) + " bytes");
    }
    const bool last = found == std::string::npos && at_end_;
    if (last && begin_ == buffer_.size()) return std::optional<std::string_view>();
    if (found != std::string::npos || last) {
      const std::string_view record = std::string_view(buffer_).substr(begin_, stop - begin_);
      begin_ = scanned_ = last ? stop : stop + 1;
      ++number_;
      return std::optional(record);
    }
    scanned_ = buffer_.size();
    const auto more = read_piece();
    if (!more) return tl::unexpected(more.error());
    at_end_ = !*more;
  }
}

}  // namespace mcbin::cmd
