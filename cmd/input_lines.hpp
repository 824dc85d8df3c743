// Text read line by line from a file or standard input.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/capture/byte_source.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mcbin::cmd {

class InputLines {
 public:
  /// Longest line.
  static constexpr std::size_t kLineBytesMax = 1U << 30U;

  /// @return Errc::ReadFailed with a sentence.
  [[nodiscard]] static Result<std::unique_ptr<InputLines>> open(const std::string& path);
  /// The lines of a source that was opened elsewhere.
  explicit InputLines(std::unique_ptr<capture::ByteSource> source) : source_(std::move(source)) {}

  /// The next line without its end; valid until the next call. @return false at the end;
  /// Errc::ReadFailed, Errc::TooLarge.
  [[nodiscard]] Result<bool> next(std::string_view& line);

  /// The number of that line, from 1.
  [[nodiscard]] std::uint64_t number() const { return number_; }
  /// Bytes of the source up to the end of that line.
  [[nodiscard]] std::uint64_t position() const { return read_ - (held_.size() - at_); }

 private:
  std::unique_ptr<capture::ByteSource> source_;
  ByteVector held_;
  std::size_t at_ = 0;        // start of the next line in held_
  std::size_t searched_ = 0;  // no line end before it
  std::uint64_t number_ = 0;
  std::uint64_t read_ = 0;  // bytes of the source
  bool ended_ = false;
};

/// The JSON object of a line, also where the lines are the elements of an array; empty on lines
/// without one.
[[nodiscard]] std::string_view json_object_of(std::string_view line);

}  // namespace mcbin::cmd
