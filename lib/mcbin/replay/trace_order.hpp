// The rows of a cache trace in the order of their moments: traces that were put together from
// several machines or files are not quite in order.
#pragma once

#include "mcbin/capture/byte_source.hpp"
#include "mcbin/replay/trace_format.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

namespace mcbin::replay {

/// Tells the moment of one row after the other.
class RowTimes {
 public:
  explicit RowTimes(TraceFormat format) : format_(format) {}

  /// The moment of `row`, in the trace's seconds; a row without one, or that cannot be read, has
  /// that of the row before. `row` has to stay where it is until the next call.
  [[nodiscard]] std::uint64_t of(std::string_view row);

  /// Whether a first line names the columns.
  [[nodiscard]] bool has_heading() const { return format_ == TraceFormat::CacheBench; }
  /// The rows before are about to go.
  void forget_row() { text_ = {}; }

 private:
  bool take(std::string_view text);

  TraceFormat format_;
  bool heading_read_ = false;
  std::size_t column_ = 0;  // of the moment
  bool timed_ = true;       // there is such a column
  std::string_view text_;   // of the moment before, with its comma
  std::uint64_t time_ = 0;
};

/// A source of the same rows, sorted; rows of one moment stay as they were. Rows that come less
/// than kBlockBytes late find their place; those that come later are handed out as soon as they
/// come, and counted. Memory: five blocks at most.
class TraceOrder final : public capture::ByteSource {
 public:
  static constexpr std::size_t kBlockBytes = 4U << 20U;

  /// @param trace  unpacked.
  TraceOrder(std::unique_ptr<capture::ByteSource> trace, TraceFormat format,
             std::size_t block_bytes = kBlockBytes)
      : trace_(std::move(trace)), times_(format), block_bytes_(block_bytes) {}

  /// Whole rows, in order. @return what the trace's source returns.
  [[nodiscard]] Result<std::size_t> read(MutableByteView space) override;

  /// Rows that stood behind a later one.
  [[nodiscard]] std::uint64_t out_of_order() const { return out_of_order_; }
  /// Of those, the ones that came too late to be sorted.
  [[nodiscard]] std::uint64_t too_late() const { return too_late_; }

 private:
  /// Rows that are in order.
  struct Block {
    ByteVector bytes;
    std::uint64_t last = 0;  // moment
  };

  [[nodiscard]] Result<void> advance();
  [[nodiscard]] Result<void> fill(ByteVector& block);
  [[nodiscard]] ByteVector take_heading(ByteVector& block);
  [[nodiscard]] bool in_order(Block& block);
  void sort_in(const ByteVector& rows);

  std::unique_ptr<capture::ByteSource> trace_;
  RowTimes times_;
  const std::size_t block_bytes_;
  bool begun_ = false;
  Block front_;  // is handed out
  std::size_t at_ = 0;
  Block held_;        // may still get rows from the block behind it
  ByteVector spare_;  // for the block behind it
  ByteVector rest_;   // the beginning of a row
  bool ended_ = false;
  std::uint64_t newest_ = 0;  // moment up to now
  std::uint64_t out_of_order_ = 0;
  std::uint64_t too_late_ = 0;
};

}  // namespace mcbin::replay
