// Connecting, and the wording of everything that can go wrong with a server.
#include "cmd/server_connection.hpp"

#include "cmd/terminal_text.hpp"
#include "mcbin/codec/request.hpp"
#include "mcbin/net/connect.hpp"
#include "mcbin/net/endpoint.hpp"

#include <algorithm>

namespace mcbin::cmd {
namespace {

std::string duration_text(std::chrono::milliseconds duration) {
  const auto count = duration.count();
  return count % 1000 == 0 ? std::to_string(count / 1000) + "s" : std::to_string(count) + "ms";
}

/// What to do about a failed attempt, in brackets; empty when nothing is known.
std::string connect_hint(std::string_view reason) {
  const auto names = [&](std::string_view words) { return reason.find(words) != reason.npos; };
  if (names("refused") || names("no such file")) {
    return " (nothing listens there; start one with: mcbin serve)";
  }
  if (names("permission")) return " (the socket's owner and mode decide who may connect)";
  return {};
}

Error connect_error(const Error& error, const std::string& server,
                    std::chrono::milliseconds waited) {
  if (error.code == Errc::TimedOut) {
    return {Errc::TimedOut, 0,
            "cannot connect to " + server + ": no answer within " + duration_text(waited)};
  }
  return {error.code, 0,
          "cannot connect to " + server + ": " + error.detail + connect_hint(error.detail)};
}

}  // namespace

void add_server_options(Command& command, ServerOptions& options) {
  command.option({.names = "-s,--server",
                  .value = "ADDRESS",
                  .help = "The server: host, host:port, [v6]:port or the path of a unix socket",
                  .default_text = options.server},
                 options.server);
  const auto take_timeout = [&options](std::string_view value) -> Result<void> {
    auto taken = duration_into(options.timeout)(value);
    if (taken && options.timeout.count() == 0) {
      return fail(Errc::BadText, 0, "the time-out must be longer than nothing");
    }
    return taken;
  };
  command.option({.names = "-t,--timeout",
                  .value = "TIME",
                  .help = "Give up after TIME (500ms, 5s, 1m; bare digits are seconds); connecting "
                          "alone gets 1s at most",
                  .default_text = duration_text(options.timeout)},
                 take_timeout);
}

Result<ServerConnection> ServerConnection::open(const ServerOptions& options) {
  const auto endpoint = net::parse_endpoint(options.server);
  if (!endpoint) {
    return fail(Errc::BadConfiguration, endpoint.error().at_byte,
                "--server: '" + options.server + "': " + endpoint.error().detail);
  }
  ServerOptions named = options;
  named.server = net::endpoint_text(*endpoint);
  const Deadline start = Deadline::clock::now();
  const auto connect_timeout = std::min(kConnectTimeout, options.timeout);
  auto stream = net::connect(*endpoint, start + connect_timeout);
  if (!stream) {
    return tl::unexpected(connect_error(stream.error(), named.server, connect_timeout));
  }
  return ServerConnection(std::move(*stream), std::move(named), start + options.timeout);
}

Error ServerConnection::explain(const Error& error) const {
  const std::string& server = options_.server;
  switch (error.code) {
    case Errc::TimedOut:
      return {Errc::TimedOut, 0,
              server + " did not answer within " + duration_text(options_.timeout) +
                  " (is it a server of the memcache binary protocol?)"};
    case Errc::ConnectionClosed:
    case Errc::ReadFailed:
    case Errc::WriteFailed:
      return {Errc::ConnectionClosed, 0, "lost the connection to " + server + ": " + error.detail};
    case Errc::ProtocolViolated:
    case Errc::TooLarge:
      return {Errc::ProtocolViolated, 0, server + ": " + error.detail};
    default:
      return error;
  }
}

Result<void> check_key(std::string_view key) {
  if (!key.empty() && key.size() <= codec::kKeyLengthMax) return {};
  return fail(Errc::BadConfiguration, 0,
              key.empty()
                  ? "a key cannot be empty"
                  : "the key " + quoted_key(key) + " has " + std::to_string(key.size()) +
                        " bytes; at most " + std::to_string(codec::kKeyLengthMax) + " are allowed");
}

}  // namespace mcbin::cmd
