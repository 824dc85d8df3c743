// A password on its way through memory: owned once, wiped at the end, never printed.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <string_view>

namespace mcbin::auth {

/// Bytes that are wiped when they are no longer needed. Moves, does not copy.
class SecretText {
 public:
  SecretText() = default;
  explicit SecretText(std::string_view text);
  SecretText(SecretText&& other) noexcept;
  SecretText& operator=(SecretText&& other) noexcept;
  ~SecretText();

  /// Valid as long as the object stays where it is.
  [[nodiscard]] std::string_view view() const { return as_text(bytes_); }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

 private:
  void clear();

  ByteVector bytes_;
};

}  // namespace mcbin::auth
