#include "mcbin/capture/traffic.hpp"

#include <arpa/inet.h>
#include <charconv>

namespace mcbin::capture {

std::string endpoint_text(const Endpoint& endpoint) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool short_form = endpoint.address_size == 4;
  ::inet_ntop(short_form ? AF_INET : AF_INET6, endpoint.address.data(), text.data(), text.size());
  const std::string port = std::to_string(endpoint.port);
  if (short_form) return std::string(text.data()) + ":" + port;
  return "[" + std::string(text.data()) + "]:" + port;
}

std::optional<Endpoint> endpoint_from_text(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  Endpoint endpoint;
  const std::string_view digits = text.substr(colon + 1);
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, endpoint.port);
  if (error != std::errc{} || stop != end) return std::nullopt;
  std::string_view address = text.substr(0, colon);
  const bool brackets = address.size() > 2 && address.front() == '[' && address.back() == ']';
  if (brackets) address = address.substr(1, address.size() - 2);
  endpoint.address_size = brackets ? 16 : 4;
  const std::string named(address);
  const int read =
      ::inet_pton(brackets ? AF_INET6 : AF_INET, named.c_str(), endpoint.address.data());
  return read == 1 ? std::optional(endpoint) : std::nullopt;
}

std::string_view packet_note_name(PacketNote note) {
  switch (note) {
    case PacketNote::Fragment:
      return "fragment";
    case PacketNote::NotIp:
      return "not_ip";
    case PacketNote::NotTcpOrUdp:
      return "not_tcp_or_udp";
    case PacketNote::UnsupportedLink:
      return "unsupported_link";
    case PacketNote::CutHeader:
      return "cut_header";
    case PacketNote::BadHeader:
      return "bad_header";
    case PacketNote::Stray:
      return "stray";
  }
  return {};
}

}  // namespace mcbin::capture
