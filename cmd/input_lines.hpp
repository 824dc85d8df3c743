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

  /// The next line without its end; valid until the next call. @return false at the end;
  /// Errc::ReadFailed, Errc::TooLarge.
  [[nodiscard]] Result<bool> next(std::string_view& line);

  /// The number of that line, from 1.
  [[nodiscard]] std::uint64_t number() const { return number_; }

 private:
  explicit InputLines(std::unique_ptr<capture::ByteSource> source) : source_(std::move(source)) {}

  std::unique_ptr<capture::ByteSource> source_;
  ByteVector held_;
  std::size_t at_ = 0;        // start of the next line in held_
  std::size_t searched_ = 0;  // no line end before it
  std::uint64_t number_ = 0;
  bool ended_ = false;
};

}  // namespace mcbin::cmd
