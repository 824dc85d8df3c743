// Rows of a cache trace to operations: a block of the file at a time, nothing allocated per row.
#pragma once

#include "mcbin/capture/byte_source.hpp"
#include "mcbin/replay/trace_format.hpp"
#include "mcbin/replay/trace_operation.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace mcbin::replay {

/// Rows that cannot be read are skipped and counted. Keys get the recorded size: shorter ones are
/// followed by dots. Not for two threads at once.
class TraceScanner {
 public:
  /// @param source  the trace, unpacked.
  TraceScanner(std::unique_ptr<capture::ByteSource> source, TraceFormat format);

  /// The next operations, at most kTraceBatch, none at the end. They and their keys are valid until
  /// the next call.
  /// @return Errc::BadText for a first line that names no columns (CacheBench), Errc::TooLarge for
  /// a
  ///         line without an end (at_byte: where it starts); and what the source returns.
  [[nodiscard]] Result<std::span<const TraceOperation>> next();

  [[nodiscard]] std::uint64_t skipped(TraceSkip why) const {
    return skipped_[static_cast<std::size_t>(why)];
  }

 private:
  static constexpr std::size_t kBlockBytes = 1U << 20U;
  static constexpr std::size_t kLineBytesMax = 64U << 10U;

  /// @return whether there is a line; nothing at the end.
  [[nodiscard]] Result<bool> next_line(std::string_view& line);
  [[nodiscard]] Result<void> refill();
  void take_line(std::string_view line);
  void take_twitter(std::string_view line);
  void take_cachebench(std::string_view line);
  void take(std::string_view key, std::uint64_t key_bytes, std::string_view operation,
            TraceOperation made);
  void skip(TraceSkip why) { ++skipped_[static_cast<std::size_t>(why)]; }

  std::unique_ptr<capture::ByteSource> source_;
  TraceFormat format_;
  bool heading_read_ = false;
  TraceHeading heading_;

  ByteVector block_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::uint64_t block_offset_ = 0;  // of block_'s first byte in the trace
  bool ended_ = false;

  std::array<TraceOperation, kTraceBatch> operations_;
  std::size_t count_ = 0;
  std::array<Byte, kTraceBatch * kTraceKeyBytesMax> keys_;
  std::size_t keys_used_ = 0;
  std::array<std::uint64_t, kTraceSkipNames.size()> skipped_{};
};

}  // namespace mcbin::replay
