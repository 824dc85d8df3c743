// The message of SASL PLAIN, taken apart.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <optional>
#include <string_view>

namespace mcbin::auth {

/// Longest name and password that are looked at.
inline constexpr std::size_t kNameBytesMax = 255;
inline constexpr std::size_t kPasswordBytesMax = 511;

/// Longest message that can be good: authzid, NUL, name, NUL, password.
inline constexpr std::size_t kPlainMessageBytesMax =
    kNameBytesMax + 1 + kNameBytesMax + 1 + kPasswordBytesMax;

/// Views the message.
struct PlainMessage {
  std::string_view name;
  std::string_view password;
};

/// Takes `message` apart: authzid NUL name NUL password.
///
/// Spec: RFC 4616 section 2. The authzid may be empty, the name, or "memcached", which some clients
/// send; nobody acts for somebody else.
/// @return nothing unless all of that holds: two NULs exactly, neither name nor password empty or
///         longer than its limit.
[[nodiscard]] std::optional<PlainMessage> parse_plain(ByteView message);

}  // namespace mcbin::auth
