// Bytes as a string literal of C spells them, or Python's and a debugger's `print`: letters as they
// are and escapes, \x80 \200 \n. With quotes what stands between literals is ignored; without them
// only line ends are.
#pragma once

#include "mcbin/capture/text_decoder.hpp"

namespace mcbin::capture {

/// Does `text` begin like such a literal, with an escape for its first byte? Text that has nothing
/// but \xHH is plain hex, too, and says the same there: that is not looked at.
[[nodiscard]] bool looks_like_escaped_text(std::string_view text);

class EscapedTextDecoder final : public TextDecoder {
 public:
  [[nodiscard]] Result<void> feed(std::string_view text, ByteVector& out) override;
  [[nodiscard]] Result<void> finish(ByteVector& out) override;

 private:
  enum class State : std::uint8_t {
    Front,    // nothing but blanks and a prefix so far
    Plain,    // letters without quotes around them
    Quoted,   // between the quotes
    Between,  // behind a literal
    Escape,   // behind a backslash
    Hex,      // behind \x
    Octal,    // inside \ooo
  };

  Result<void> take(char letter, ByteVector& out);
  Result<void> take_outside(char letter, ByteVector& out);
  Result<void> take_escape(char letter, ByteVector& out);
  bool take_digit(char letter, ByteVector& out);
  void end_number(ByteVector& out);

  State state_ = State::Front;
  State around_ = State::Plain;  // where an escape returns to
  char quote_ = '"';
  unsigned number_ = 0;   // of a numeric escape
  unsigned digits_ = 0;   // that it has so far
  std::uint64_t at_ = 0;  // offset of the next letter
};

}  // namespace mcbin::capture
