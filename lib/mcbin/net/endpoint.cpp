// Endpoint text, both ways. No look-ups here.
#include "mcbin/net/endpoint.hpp"

#include <arpa/inet.h>
#include <charconv>
#include <cstddef>
#include <netinet/in.h>

namespace mcbin::net {
namespace {

constexpr std::string_view kUnixPrefix = "unix:";

Result<std::uint16_t> parse_port(std::string_view text, std::size_t at_byte) {
  std::uint16_t port = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, port);
  if (text.empty() || problem != std::errc{} || stop != end) {
    return fail(Errc::BadText, at_byte, "the port must be a number from 0 to 65535");
  }
  return port;
}

Result<Endpoint> parse_unix(std::string_view path, std::size_t at_byte) {
  // unix:///path has an empty authority, as every URI with an absolute path.
  if (path.starts_with("//")) path.remove_prefix(2);
  if (!path.starts_with('/') || path.size() == 1) {
    return fail(Errc::BadText, at_byte, "a unix socket needs an absolute path");
  }
  return Endpoint{.host = {}, .port = 0, .unix_path = std::string(path)};
}

Result<Endpoint> parse_bracketed(std::string_view text, std::uint16_t default_port) {
  const std::size_t close = text.find(']');
  if (close == std::string_view::npos || close == 1) {
    return fail(Errc::BadText, 0, "an address in brackets looks like [::1] or [::1]:11211");
  }
  Endpoint endpoint{std::string(text.substr(1, close - 1)), default_port, {}};
  const std::string_view rest = text.substr(close + 1);
  if (rest.empty()) return endpoint;
  if (!rest.starts_with(':')) {
    return fail(Errc::BadText, close + 1, "only a colon and a port may follow the bracket");
  }
  return parse_port(rest.substr(1), close + 2).map([&](std::uint16_t port) {
    endpoint.port = port;
    return endpoint;
  });
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text, std::uint16_t default_port) {
  if (text.empty()) return fail(Errc::BadText, 0, "an empty address");
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return fail(Errc::BadText, nul, "an address cannot hold a NUL byte");
  }
  if (text.starts_with(kUnixPrefix)) {
    return parse_unix(text.substr(kUnixPrefix.size()), kUnixPrefix.size());
  }
  if (text.starts_with('/')) return parse_unix(text, 0);
  if (text.starts_with('[')) return parse_bracketed(text, default_port);

  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return Endpoint{std::string(text), default_port, {}};
  if (text.find(':', colon + 1) != std::string_view::npos) {
    // More than one colon without brackets can only be a v6 address without a port.
    return Endpoint{std::string(text), default_port, {}};
  }
  if (colon == 0) return fail(Errc::BadText, 0, "a host must stand before the colon");
  return parse_port(text.substr(colon + 1), colon + 1).map([&](std::uint16_t port) {
    return Endpoint{std::string(text.substr(0, colon)), port, {}};
  });
}

std::string endpoint_text(const Endpoint& endpoint) {
  if (!endpoint.unix_path.empty()) return endpoint.unix_path;
  const std::string port = std::to_string(endpoint.port);
  if (endpoint.host.find(':') == std::string::npos) return endpoint.host + ":" + port;
  return "[" + endpoint.host + "]:" + port;
}

bool is_local(const Endpoint& endpoint) {
  if (!endpoint.unix_path.empty()) return true;
  in_addr v4{};
  if (::inet_pton(AF_INET, endpoint.host.c_str(), &v4) == 1) {
    constexpr std::uint32_t kLoopbackNetwork = 127;
    return ntohl(v4.s_addr) >> 24U == kLoopbackNetwork;
  }
  in6_addr v6{};
  return ::inet_pton(AF_INET6, endpoint.host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6) != 0;
}

}  // namespace mcbin::net
