// Bytes for tests: hex text to bytes and back, and a heap block of exactly the size of its bytes,
// so that a sanitizer sees a read of even one byte beyond the input.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace mcbin::test {

inline Byte hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<Byte>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<Byte>(digit - 'a' + 10);
  throw std::invalid_argument(std::string("not a hex digit: ") + digit);
}

/// The bytes that `text` spells in lower-case hex; blanks between bytes are for the reader.
inline ByteVector from_hex(std::string_view text) {
  ByteVector bytes;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    while (at < text.size() && text[at] == ' ') ++at;
    if (at == text.size()) break;
    bytes.push_back(static_cast<Byte>(hex_digit(text.at(at)) * 16 + hex_digit(text.at(at + 1))));
  }
  return bytes;
}

inline std::string to_hex(ByteView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const Byte byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

/// A copy of `bytes` with not one byte of memory behind it.
class ExactBytes {
 public:
  explicit ExactBytes(ByteView bytes) : size_(bytes.size()) {
    if (size_ == 0) return;
    block_ = std::make_unique<Byte[]>(size_);
    copy_bytes(bytes, {block_.get(), size_});
  }
  explicit ExactBytes(std::string_view hex) : ExactBytes(ByteView{from_hex(hex)}) {}

  [[nodiscard]] ByteView view() const { return {block_.get(), size_}; }

 private:
  std::size_t size_;
  std::unique_ptr<Byte[]> block_;
};

}  // namespace mcbin::test
