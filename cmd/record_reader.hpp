// A file in records: lines, or pieces between NUL bytes. Reads in pieces, so that a file of any
// length costs no more memory than its longest record.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/capture/byte_source.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::cmd {

/// What ends a record.
enum class RecordEnd : char { Line = '\n', Nul = '\0' };

class RecordReader {
 public:
  /// Opens the file `path`; "-" is standard input.
  /// @return Errc::ReadFailed with a sentence.
  [[nodiscard]] static Result<RecordReader> open(const std::string& path, RecordEnd end,
                                                 std::size_t record_bytes_max);

  /// The next record without its end; nothing behind the last one. The last needs no end. The view
  /// is valid until the next call.
  /// @return Errc::ReadFailed; Errc::TooLarge for a record that is longer than allowed.
  [[nodiscard]] Result<std::optional<std::string_view>> next();

  /// Counts the records that `next` returned.
  [[nodiscard]] std::uint64_t number() const { return number_; }

 private:
  RecordReader(std::unique_ptr<capture::ByteSource> source, std::string name, RecordEnd end,
               std::size_t record_bytes_max)
      : source_(std::move(source)),
        name_(std::move(name)),
        end_(static_cast<char>(end)),
        record_bytes_max_(record_bytes_max) {}

  /// Reads one more piece; false at the end of the file.
  [[nodiscard]] Result<bool> read_piece();

  std::unique_ptr<capture::ByteSource> source_;
  std::string name_;
  char end_;
  std::size_t record_bytes_max_;
  std::string buffer_;
  std::size_t begin_ = 0;    // of what has not been handed out
  std::size_t scanned_ = 0;  // up to here there is no end of a record
  bool at_end_ = false;
  std::uint64_t number_ = 0;
};

}  // namespace mcbin::cmd
