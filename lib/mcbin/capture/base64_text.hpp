// Base64 in both alphabets (+/ and -_), with or without padding, in lines of any length. Texts
// that were encoded one by one and put together are fine, too.
#pragma once

#include "mcbin/capture/text_decoder.hpp"

namespace mcbin::capture {

class Base64TextDecoder final : public TextDecoder {
 public:
  [[nodiscard]] Result<void> feed(std::string_view text, ByteVector& out) override;
  [[nodiscard]] Result<void> finish(ByteVector& out) override;

 private:
  void flush_group(ByteVector& out);

  std::uint32_t bits_ = 0;    // of the group so far, six a letter
  unsigned letters_ = 0;      // of the group so far, without padding
  unsigned padding_due_ = 0;  // '=' that the group still needs
  std::uint64_t at_ = 0;      // offset of the next letter
};

}  // namespace mcbin::capture
