#include "mcbin/auth/plain_message.hpp"

namespace mcbin::auth {

std::optional<PlainMessage> parse_plain(ByteView message) {
  const std::string_view text = as_text(message);
  const std::size_t first = text.find('\0');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find('\0', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view authorised = text.substr(0, first);
  const PlainMessage parts{.name = text.substr(first + 1, second - first - 1),
                           .password = text.substr(second + 1)};
  if (parts.name.empty() || parts.name.size() > kNameBytesMax) return std::nullopt;
  if (parts.password.empty() || parts.password.size() > kPasswordBytesMax) return std::nullopt;
  if (parts.password.find('\0') != std::string_view::npos) return std::nullopt;
  const bool own = authorised.empty() || authorised == parts.name || authorised == "memcached";
  if (!own) return std::nullopt;
  return parts;
}

}  // namespace mcbin::auth
