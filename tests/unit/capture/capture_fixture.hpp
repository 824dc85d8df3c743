// Helpers for the capture tests: a decoder fed in pieces, and sources that misbehave on purpose.
#pragma once

#include "mcbin/capture/byte_source.hpp"
#include "mcbin/capture/text_decoder.hpp"
#include "support/exact_bytes.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace mcbin::test {

/// What came out of a text, and what stopped it.
struct Decoded {
  std::string hex;
  Result<void> result;
};

template <typename Decoder>
Decoded decode_pieces(std::string_view text, std::size_t piece_size) {
  Decoder decoder;
  ByteVector out;
  Result<void> result;
  for (std::size_t at = 0; at < text.size() && result; at += piece_size) {
    const ExactBytes piece(as_bytes(text.substr(at, piece_size)));
    result = decoder.feed(as_text(piece.view()), out);
  }
  if (result) result = decoder.finish(out);
  return {to_hex(out), result};
}

template <typename Decoder>
Decoded decode_whole(std::string_view text) {
  return decode_pieces<Decoder>(text, std::max<std::size_t>(text.size(), 1));
}

/// Hands out one byte a read, then fails.
class FailingSource final : public capture::ByteSource {
 public:
  explicit FailingSource(std::string_view text) : text_(text) {}
  Result<std::size_t> read(MutableByteView space) override {
    if (at_ == text_.size()) return fail(Errc::ReadFailed, at_, "the disk is gone");
    space[0] = static_cast<Byte>(text_[at_++]);
    return 1;
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

}  // namespace mcbin::test
