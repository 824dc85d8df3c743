// Splitting, URIs, weights. What an address itself may look like is net/endpoint's business.
#include "cmd/server_list.hpp"

#include "cmd/option_values.hpp"

#include <algorithm>
#include <optional>

namespace mcbin::cmd {
namespace {

constexpr std::string_view kSeparators = ", \t\r\n";
constexpr std::uint32_t kWeightMax = 65535;

tl::unexpected<Error> refuse(std::string_view server, std::string_view why) {
  return fail(Errc::BadConfiguration, 0, "'" + std::string(server) + "': " + std::string(why));
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Result<std::uint32_t> parse_weight(std::string_view server, std::string_view text) {
  const auto weight = parse_unsigned(text, kWeightMax);
  if (!weight || *weight == 0) {
    return refuse(server, "a weight is a number from 1 to " + std::to_string(kWeightMax));
  }
  return static_cast<std::uint32_t>(*weight);
}

std::optional<std::uint8_t> hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
  if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
  if (digit >= 'A' && digit <= 'F') return static_cast<std::uint8_t>(digit - 'A' + 10);
  return std::nullopt;
}

/// Undoes %XX; nothing when a percent sign is not followed by two hex digits.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      decoded += text[at];
      continue;
    }
    if (text.size() - at < 3) return std::nullopt;
    const auto high = hex_digit(text[at + 1]);
    const auto low = hex_digit(text[at + 2]);
    if (!high || !low) return std::nullopt;
    decoded += static_cast<char>(*high * 16 + *low);
    at += 2;
  }
  return decoded;
}

/// `text` with the password of a URI blotted out, for messages.
std::string without_password(std::string_view text) {
  const std::size_t at = text.rfind('@');
  const std::size_t scheme = text.find("://");
  if (at == std::string_view::npos || scheme == std::string_view::npos) return std::string(text);
  const std::size_t colon = text.find(':', scheme + 3);
  if (colon > at) return std::string(text);
  return std::string(text.substr(0, colon + 1)) + "..." + std::string(text.substr(at));
}

/// Takes USER[:PASSWORD]@ from the front of `rest`.
Result<void> take_login(std::string_view shown, std::string_view& rest, ListPlace place,
                        ServerAddress& server) {
  const std::size_t at = rest.rfind('@');
  if (at == std::string_view::npos) return {};
  const std::string_view login = rest.substr(0, at);
  rest.remove_prefix(at + 1);
  const std::size_t colon = login.find(':');
  if (colon != std::string_view::npos && place == ListPlace::CommandLine) {
    return refuse(shown,
                  "a password on the command line can be read by every user of this machine; give "
                  "it as MCBIN_PASSWORD, --password-file or --ask-password");
  }
  const auto username = percent_decoded(login.substr(0, colon));
  const auto password = colon == std::string_view::npos ? std::optional<std::string>("")
                                                        : percent_decoded(login.substr(colon + 1));
  if (!username || !password || username->empty()) {
    return refuse(shown, "a login is written USER@ or USER:PASSWORD@, with % as %25");
  }
  server.username = *username;
  server.password = *password;
  return {};
}

/// Takes ?weight=N from the end of `rest`.
Result<void> take_query(std::string_view shown, std::string_view& rest, ServerAddress& server) {
  constexpr std::string_view kWeight = "weight=";
  const std::size_t mark = rest.find('?');
  if (mark == std::string_view::npos) return {};
  const std::string_view query = rest.substr(mark + 1);
  rest = rest.substr(0, mark);
  if (!query.starts_with(kWeight)) return refuse(shown, "only ?weight=N may follow a server");
  const auto weight = parse_weight(shown, query.substr(kWeight.size()));
  if (!weight) return tl::unexpected(weight.error());
  server.weight = *weight;
  return {};
}

Result<ServerAddress> parse_place(std::string_view shown, std::string_view text,
                                  ServerAddress server) {
  const auto endpoint = net::parse_endpoint(text);
  if (!endpoint) return refuse(shown, endpoint.error().detail);
  server.endpoint = *endpoint;
  return server;
}

Result<ServerAddress> parse_uri(std::string_view text, std::size_t scheme_size, ListPlace place) {
  const std::string shown = without_password(text);
  const std::string_view scheme = text.substr(0, scheme_size);
  std::string_view rest = text.substr(scheme_size + 3);
  ServerAddress server;
  server.tls = scheme == "memcaches";
  if (scheme != "memcache" && scheme != "memcaches") {
    return refuse(shown, "a URI begins with memcache://, memcaches:// (TLS) or unix://");
  }
  if (auto login = take_login(shown, rest, place, server); !login) {
    return tl::unexpected(login.error());
  }
  if (auto query = take_query(shown, rest, server); !query) return tl::unexpected(query.error());
  if (rest.size() > 1 && rest.ends_with('/')) rest.remove_suffix(1);
  return parse_place(shown, rest, std::move(server));
}

/// host:port:WEIGHT, which no v6 address looks like: just two colons with something in between.
std::size_t weight_colon(std::string_view text) {
  if (std::count(text.begin(), text.end(), ':') != 2) return std::string_view::npos;
  const std::size_t last = text.rfind(':');
  const std::size_t first = text.find(':');
  const bool weight = first > 0 && all_digits(text.substr(first + 1, last - first - 1)) &&
                      all_digits(text.substr(last + 1));
  return weight ? last : std::string_view::npos;
}

Result<ServerAddress> parse_server(std::string_view text, ListPlace place) {
  const std::size_t scheme = text.find("://");
  if (scheme != std::string_view::npos && !text.starts_with("unix:") && !text.starts_with('/')) {
    return parse_uri(text, scheme, place);
  }
  ServerAddress server;
  if (const std::size_t colon = weight_colon(text); colon != std::string_view::npos) {
    const auto weight = parse_weight(text, text.substr(colon + 1));
    if (!weight) return tl::unexpected(weight.error());
    server.weight = *weight;
    return parse_place(text, text.substr(0, colon), std::move(server));
  }
  return parse_place(text, text, std::move(server));
}

}  // namespace

Result<std::vector<ServerAddress>> parse_server_list(std::string_view text, ListPlace place) {
  std::vector<ServerAddress> servers;
  std::size_t at = 0;
  bool after_blank = false;
  while (at < text.size()) {
    const std::size_t begin = std::min(text.find_first_not_of(kSeparators, at), text.size());
    const std::string_view gap = text.substr(at, begin - at);
    after_blank = gap.find(',') == std::string_view::npos && !gap.empty();
    at = std::min(text.find_first_of(kSeparators, begin), text.size());
    const std::string_view word = text.substr(begin, at - begin);
    if (word.empty()) break;
    if (after_blank && !servers.empty() && all_digits(word)) {
      const auto weight = parse_weight(net::endpoint_text(servers.back().endpoint), word);
      if (!weight) return tl::unexpected(weight.error());
      servers.back().weight = *weight;
      continue;
    }
    auto server = parse_server(word, place);
    if (!server) return tl::unexpected(server.error());
    servers.push_back(std::move(*server));
  }
  if (servers.empty()) return fail(Errc::BadConfiguration, 0, "an empty list of servers");
  return servers;
}

}  // namespace mcbin::cmd
