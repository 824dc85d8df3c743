// Hex dumps, as xxd, hexdump -C, od -A x -t x1z and a debugger's x/xb print them: lines of an
// offset, hex digits, and perhaps the bytes as characters, which are ignored. Offsets must go on
// where the last line ended, so that a lost line is an error and not a hole; a line of "*" stands
// for repetitions of the line before.
#pragma once

#include "mcbin/capture/text_decoder.hpp"

namespace mcbin::capture {

/// Whether the first line of `text` that is not blank belongs to a dump.
[[nodiscard]] bool looks_like_hex_dump(std::string_view text);

class HexDumpDecoder final : public TextDecoder {
 public:
  /// Longest line; a longer one is Errc::BadText.
  static constexpr std::size_t kLineLettersMax = 1024;
  /// Most bytes that "*" may stand for; more is Errc::TooLarge.
  static constexpr std::uint64_t kRepeatBytesMax = 16U << 20U;

  [[nodiscard]] Result<void> feed(std::string_view text, ByteVector& out) override;
  [[nodiscard]] Result<void> finish(ByteVector& out) override;

 private:
  [[nodiscard]] Result<void> take_line(ByteVector& out);
  [[nodiscard]] Result<void> repeat_up_to(std::uint64_t offset, ByteVector& out);

  std::string line_;
  std::uint64_t line_at_ = 0;                 // where line_ starts in the text
  std::optional<std::uint64_t> next_offset_;  // that the next line must have
  ByteVector last_bytes_;                     // of the last line
  bool repeats_ = false;                      // a "*" came after it
};

}  // namespace mcbin::capture
