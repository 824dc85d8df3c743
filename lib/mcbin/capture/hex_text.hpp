// Plain hex: pairs of digits; between bytes there may be blanks, line ends, colons, commas,
// semicolons, and each byte may be introduced by 0x or \x.
#pragma once

#include "mcbin/capture/text_decoder.hpp"

namespace mcbin::capture {

class HexTextDecoder final : public TextDecoder {
 public:
  [[nodiscard]] Result<void> feed(std::string_view text, ByteVector& out) override;
  [[nodiscard]] Result<void> finish(ByteVector& out) override;

 private:
  enum class State : std::uint8_t { Between, HalfByte, Backslash };

  State state_ = State::Between;
  std::uint8_t high_ = 0;       // HalfByte: the digit that waits for its second
  bool may_be_prefix_ = false;  // HalfByte: that digit is a 0 which an x may follow
  std::uint64_t at_ = 0;        // offset of the next letter
};

}  // namespace mcbin::capture
