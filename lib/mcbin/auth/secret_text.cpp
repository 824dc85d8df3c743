#include "mcbin/auth/secret_text.hpp"

#include "mcbin/base/wipe.hpp"

#include <utility>

namespace mcbin::auth {

SecretText::SecretText(std::string_view text) : bytes_(text.begin(), text.end()) {}

SecretText::SecretText(SecretText&& other) noexcept : bytes_(std::move(other.bytes_)) {
  other.bytes_.clear();
}

SecretText& SecretText::operator=(SecretText&& other) noexcept {
  if (this != &other) {
    clear();
    bytes_ = std::exchange(other.bytes_, {});
  }
  return *this;
}

SecretText::~SecretText() {
  clear();
}

void SecretText::clear() {
  wipe(bytes_);
  bytes_.clear();
}

}  // namespace mcbin::auth
