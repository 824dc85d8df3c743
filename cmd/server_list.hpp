// Lists of servers as people, URIs and other clients' environment variables write them.
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/net/endpoint.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::cmd {

/// One server to talk to.
struct ServerAddress {
  net::Endpoint endpoint;
  std::uint32_t weight = 1;  // its share of the keys, for rings that know weights
  bool tls = false;          // memcaches://
  std::string username{};    // empty: log in as the options say, if at all
  std::string password{};    // only with a user name
};

/// Who can read a list: every user of the machine sees a command line.
enum class ListPlace : std::uint8_t { CommandLine, Environment };

/// Reads servers separated by commas or white space. Each is `host`, `host:port`, `[v6]:port`, a
/// bare v6 address, `host:port:WEIGHT` (as Dalli has it), `/path`, `unix:/path`, or a URI
/// `memcache://[USER[:PASSWORD]@]host[:port][?weight=N]`, with `memcaches` for TLS. A number behind
/// white space is the weight of the server before it, as libmemcached has it.
/// @return at least one server; Errc::BadConfiguration with a sentence, also for a password in a
///         list that stands on the command line.
[[nodiscard]] Result<std::vector<ServerAddress>> parse_server_list(std::string_view text,
                                                                   ListPlace place);

}  // namespace mcbin::cmd
