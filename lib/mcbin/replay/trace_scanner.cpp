#include "mcbin/replay/trace_scanner.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace mcbin::replay {
namespace {

constexpr std::size_t kDigitsMax = 18;
/// Not a digit: key 1 and key 10 shall stay two keys.
constexpr Byte kKeyFiller = '.';

/// Reads decimal digits. @return whether `text` is nothing else, and not too many.
bool read_number(std::string_view text, std::uint64_t& number) {
  if (text.empty() || text.size() > kDigitsMax) return false;
  number = 0;
  for (const char letter : text) {
    const auto digit = static_cast<unsigned>(letter - '0');
    if (digit > 9) return false;
    number = number * 10 + digit;
  }
  return true;
}

/// Takes what is behind the last comma off the end of `line`; all of it without a comma.
std::string_view take_back(std::string_view& line) {
  std::size_t at = line.size();
  while (at > 0 && line[at - 1] != ',') --at;
  const std::string_view field = line.substr(at);
  line = line.substr(0, at > 0 ? at - 1 : 0);
  return field;
}

std::uint32_t clipped(std::uint64_t number) {
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::min(number, kMax));
}

}  // namespace

TraceScanner::TraceScanner(std::unique_ptr<capture::ByteSource> source, TraceFormat format)
    : source_(std::move(source)), format_(format), block_(kBlockBytes) {}

Result<void> TraceScanner::refill() {
  const std::size_t rest = end_ - at_;
  if (rest == block_.size() || rest > kLineBytesMax) {
    return fail(Errc::TooLarge, block_offset_ + at_,
                "a line of the trace is longer than any can be");
  }
  std::memmove(block_.data(), block_.data() + at_, rest);
  block_offset_ += at_;
  at_ = 0;
  end_ = rest;
  const auto got = source_->read(MutableByteView(block_).subspan(end_));
  if (!got) return tl::unexpected(got.error());
  end_ += *got;
  ended_ = *got == 0;
  return {};
}

Result<bool> TraceScanner::next_line(std::string_view& line) {
  for (;;) {
    const char* const start = reinterpret_cast<const char*>(block_.data()) + at_;
    const std::size_t rest = end_ - at_;
    const void* const found = rest > 0 ? std::memchr(start, '\n', rest) : nullptr;
    if (found != nullptr) {
      const auto size = static_cast<std::size_t>(static_cast<const char*>(found) - start);
      line = {start, size};
      at_ += size + 1;
      break;
    }
    if (ended_) {
      line = {start, rest};
      at_ = end_;
      if (rest == 0) return false;
      break;
    }
    if (auto filled = refill(); !filled) return tl::unexpected(filled.error());
  }
  if (line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

Result<std::span<const TraceOperation>> TraceScanner::next() {
  count_ = 0;
  keys_used_ = 0;
  std::string_view line;
  while (count_ < kTraceBatch) {
    const auto there = next_line(line);
    if (!there) return tl::unexpected(there.error());
    if (!*there) break;
    if (format_ == TraceFormat::CacheBench && !heading_read_) {
      const auto heading = read_trace_heading(line);
      if (!heading) return tl::unexpected(heading.error());
      heading_ = *heading;
      heading_read_ = true;
    } else if (!line.empty()) {
      take_line(line);
    }
  }
  return std::span<const TraceOperation>(operations_).first(count_);
}

void TraceScanner::take_line(std::string_view line) {
  if (format_ == TraceFormat::Twitter) {
    take_twitter(line);
  } else {
    take_cachebench(line);
  }
}

/// Keys may have commas in them: the fields behind them are counted from the end.
void TraceScanner::take_twitter(std::string_view line) {
  const std::string_view ttl_text = take_back(line);
  const std::string_view operation = take_back(line);
  take_back(line);  // the client's number
  const std::string_view value_text = take_back(line);
  const std::string_view key_size_text = take_back(line);
  const std::size_t comma = line.find(',');
  std::uint64_t time = 0;
  std::uint64_t key_bytes = 0;
  std::uint64_t value_bytes = 0;
  std::uint64_t ttl = 0;
  if (comma == std::string_view::npos || !read_number(line.substr(0, comma), time) ||
      !read_number(key_size_text, key_bytes) || !read_number(value_text, value_bytes) ||
      !read_number(ttl_text, ttl)) {
    skip(TraceSkip::Malformed);
    return;
  }
  take(line.substr(comma + 1), key_bytes, operation,
       {.value_bytes = clipped(value_bytes),
        .ttl_seconds = clipped(ttl),
        .time_seconds = static_cast<std::int64_t>(time)});
}

void TraceScanner::take_cachebench(std::string_view line) {
  std::array<std::string_view, kTraceFieldsMax> fields;
  std::size_t count = 0;
  for (; count < kTraceFieldsMax; ++count) {
    const std::size_t comma = line.find(',');
    fields[count] = line.substr(0, comma);
    if (comma == std::string_view::npos) break;
    line.remove_prefix(comma + 1);
  }
  bool readable = true;
  const auto text_of = [&](TraceColumn column) {
    const auto field = heading_[static_cast<std::size_t>(column)];
    if (!field) return std::string_view();
    readable = readable && *field <= count && count < kTraceFieldsMax;
    return fields[*field];
  };
  const auto number_of = [&](TraceColumn column, std::uint64_t missing) {
    std::uint64_t number = missing;
    const std::string_view text = text_of(column);
    if (!text.empty()) readable = read_number(text, number) && readable;
    return number;
  };
  const std::string_view key = text_of(TraceColumn::Key);
  const std::string_view operation = text_of(TraceColumn::Operation);
  const std::uint64_t key_bytes = number_of(TraceColumn::KeySize, 0);
  const std::uint64_t repeat = number_of(TraceColumn::Count, 1);
  const TraceOperation made = {
      .value_bytes = clipped(number_of(TraceColumn::Size, 0)),
      .ttl_seconds = clipped(number_of(TraceColumn::Ttl, 0)),
      .repeat = clipped(repeat),
      .time_seconds = static_cast<std::int64_t>(number_of(TraceColumn::Time, 0))};
  if (!readable || repeat == 0 || repeat > kTraceRepeatMax) {
    skip(TraceSkip::Malformed);
    return;
  }
  take(key, key_bytes, operation, made);
}

void TraceScanner::take(std::string_view key, std::uint64_t key_bytes, std::string_view operation,
                        TraceOperation made) {
  const auto opcode = trace_opcode(operation);
  if (!opcode) {
    skip(TraceSkip::UnknownOperation);
    return;
  }
  if (key.empty() || key.size() > kTraceKeyBytesMax) {
    skip(TraceSkip::BadKey);
    return;
  }
  if (made.value_bytes > kTraceValueBytesMax) {
    skip(TraceSkip::ValueTooLarge);
    return;
  }
  const std::size_t size = std::clamp<std::uint64_t>(key_bytes, key.size(), kTraceKeyBytesMax);
  Byte* const to = keys_.data() + keys_used_;
  std::memcpy(to, key.data(), key.size());
  std::memset(to + key.size(), kKeyFiller, size - key.size());
  keys_used_ += size;
  made.opcode = *opcode;
  made.key = {to, size};
  operations_[count_++] = made;
}

}  // namespace mcbin::replay
