#include "mcbin/replay/trace_order.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace mcbin::replay {
namespace {

constexpr std::size_t kPieceBytes = 1U << 20U;
constexpr std::size_t kDigitsMax = 18;

/// Calls `visit` with each row of `bytes`, its line end included.
template <typename Visit>
void each_row(ByteView bytes, Visit visit) {
  const char* at = reinterpret_cast<const char*>(bytes.data());
  const char* const end = at + bytes.size();
  while (at < end) {
    const void* const found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    const char* const next = found == nullptr ? end : static_cast<const char*>(found) + 1;
    visit(std::string_view(at, static_cast<std::size_t>(next - at)));
    at = next;
  }
}

/// What stands in column `column` of `row`.
std::string_view field_of(std::string_view row, std::size_t column) {
  for (; column > 0; --column) {
    const std::size_t comma = row.find(',');
    if (comma == std::string_view::npos) return {};
    row.remove_prefix(comma + 1);
  }
  return row.substr(0, row.find_first_of(",\r\n"));
}

}  // namespace

std::uint64_t RowTimes::of(std::string_view row) {
  if (format_ == TraceFormat::CacheBench && !heading_read_) {
    heading_read_ = true;
    const auto heading = read_trace_heading(row);
    const auto column = heading ? (*heading)[static_cast<std::size_t>(TraceColumn::Time)]
                                : std::optional<std::uint8_t>();
    timed_ = column.has_value();
    column_ = column.value_or(0);
    return time_;
  }
  if (!timed_) return time_;
  // Most rows have the moment of the row before.
  if (column_ == 0 && !text_.empty() && row.starts_with(text_)) return time_;
  const std::string_view field = field_of(row, column_);
  text_ = take(field) && column_ == 0 ? row.substr(0, field.size() + 1) : std::string_view();
  return time_;
}

/// @return whether `text` is a moment.
bool RowTimes::take(std::string_view text) {
  if (text.empty() || text.size() > kDigitsMax) return false;
  std::uint64_t time = 0;
  for (const char letter : text) {
    const auto digit = static_cast<unsigned>(letter - '0');
    if (digit > 9) return false;
    time = time * 10 + digit;
  }
  time_ = time;
  return true;
}

Result<std::size_t> TraceOrder::read(MutableByteView space) {
  while (at_ == front_.bytes.size()) {
    if (ended_ && held_.bytes.empty()) return 0;
    if (auto advanced = advance(); !advanced) return tl::unexpected(advanced.error());
  }
  const std::size_t size = std::min(space.size(), front_.bytes.size() - at_);
  copy_bytes(ByteView(front_.bytes).subspan(at_, size), space);
  at_ += size;
  return size;
}

/// Reads whole rows: up to the last line end, or to the end of the trace.
Result<void> TraceOrder::fill(ByteVector& block) {
  block.swap(rest_);
  rest_.clear();
  while (block.size() < block_bytes_ && !ended_) {
    const std::size_t before = block.size();
    block.resize(std::min(block_bytes_, before + kPieceBytes));
    const auto size = trace_->read(MutableByteView(block).subspan(before));
    block.resize(before + (size ? *size : 0));
    if (!size) return tl::unexpected(size.error());
    ended_ = *size == 0;
  }
  if (ended_) return {};
  const std::size_t end = as_text(block).rfind('\n');
  if (end == std::string_view::npos) return {};  // whoever reads it will say that it is too long
  rest_.assign(block.begin() + static_cast<std::ptrdiff_t>(end) + 1, block.end());
  block.resize(end + 1);
  return {};
}

/// Whether the rows of `block` may follow those before; notes the last moment.
bool TraceOrder::in_order(Block& block) {
  const std::uint64_t before = out_of_order_;
  each_row(block.bytes, [this](std::string_view row) {
    const std::uint64_t time = times_.of(row);
    if (time < newest_) ++out_of_order_;
    newest_ = std::max(newest_, time);
  });
  times_.forget_row();
  block.last = newest_;
  return out_of_order_ == before;
}

/// The first line of a trace that names its columns stays the first.
ByteVector TraceOrder::take_heading(ByteVector& block) {
  if (begun_ || !times_.has_heading()) return {};
  const std::size_t size = std::min(as_text(block).find('\n'), block.size() - 1) + 1;
  const auto end = block.begin() + static_cast<std::ptrdiff_t>(size);
  ByteVector heading(block.begin(), end);
  block.erase(block.begin(), end);
  static_cast<void>(times_.of(as_text(heading)));
  return heading;
}

Result<void> TraceOrder::advance() {
  Block next{.bytes = std::move(spare_), .last = 0};
  next.bytes.clear();
  if (!ended_) {
    if (auto filled = fill(next.bytes); !filled) return filled;
  }
  const ByteVector heading = next.bytes.empty() ? ByteVector() : take_heading(next.bytes);
  begun_ = true;
  at_ = 0;
  if (in_order(next)) {
    std::swap(front_, held_);
    std::swap(held_, next);
  } else {
    sort_in(next.bytes);
  }
  spare_ = std::move(next.bytes);
  front_.bytes.insert(front_.bytes.begin(), heading.begin(), heading.end());
  return {};
}

/// Sorts `rows` into what is held; the last block of all is held again.
void TraceOrder::sort_in(const ByteVector& rows) {
  struct Row {
    std::uint64_t time;
    std::string_view text;
  };
  ByteVector all = std::move(held_.bytes);
  append(all, rows);
  if (!all.empty() && all.back() != '\n') all.push_back('\n');
  std::vector<Row> sorted;
  RowTimes times = times_;
  each_row(all, [&](std::string_view row) { sorted.push_back({times.of(row), row}); });
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Row& left, const Row& right) { return left.time < right.time; });
  const std::uint64_t handed_out = front_.last;
  front_.bytes.clear();
  held_ = {};
  std::size_t left = all.size();
  for (const Row& row : sorted) {
    if (row.time < handed_out) ++too_late_;
    Block& block = left > block_bytes_ ? front_ : held_;
    append(block.bytes, as_bytes(row.text));
    block.last = std::max(block.last, row.time);
    left -= row.text.size();
  }
}

}  // namespace mcbin::replay
