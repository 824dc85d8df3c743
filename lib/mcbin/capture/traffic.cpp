#include "mcbin/capture/traffic.hpp"

#include <arpa/inet.h>

namespace mcbin::capture {

std::string endpoint_text(const Endpoint& endpoint) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool short_form = endpoint.address_size == 4;
  ::inet_ntop(short_form ? AF_INET : AF_INET6, endpoint.address.data(), text.data(), text.size());
  const std::string port = std::to_string(endpoint.port);
  if (short_form) return std::string(text.data()) + ":" + port;
  return "[" + std::string(text.data()) + "]:" + port;
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
