// Connecting, sharing the time, and the wording of everything that can go wrong with a server.
#include "cmd/server_fleet.hpp"

#include "cmd/sentences.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/terminal_text.hpp"
#include "mcbin/codec/request.hpp"
#include "mcbin/net/connect.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::cmd {
namespace {

constexpr std::string_view kDefaultServer = "127.0.0.1:11211";

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

Result<std::vector<ServerAddress>> addresses_of(const ServerOptions& options) {
  if (options.servers.empty()) return parse_server_list(kDefaultServer, ListPlace::CommandLine);
  std::vector<ServerAddress> all;
  for (const std::string& list : options.servers) {
    auto servers = parse_server_list(list, ListPlace::CommandLine);
    if (!servers) {
      return fail(servers.error().code, 0, "--server: " + servers.error().detail);
    }
    all.insert(all.end(), servers->begin(), servers->end());
  }
  return all;
}

client::RingServer ring_server(const ServerAddress& address) {
  const net::Endpoint& endpoint = address.endpoint;
  const bool local = !endpoint.unix_path.empty();
  return {.host = local ? endpoint.unix_path : endpoint.host,
          .port = local ? std::uint16_t{0} : endpoint.port,
          .weight = address.weight,
          .username = address.username,
          .password = address.password};
}

}  // namespace

Result<ServerFleet> ServerFleet::open(const ServerOptions& options) {
  const auto addresses = addresses_of(options);
  if (!addresses) return tl::unexpected(addresses.error());
  const auto mode = client::ring_mode_from_name(options.ring);
  const auto hash = client::key_hash_from_name(options.hash);
  if (!mode || !hash) return fail(Errc::BadConfiguration, 0, "there is no such ring");
  std::vector<Server> servers;
  std::vector<client::RingServer> members;
  for (const ServerAddress& address : *addresses) {
    members.push_back(ring_server(address));
    Server server;
    server.address = address;
    server.name = net::endpoint_text(address.endpoint);
    servers.push_back(std::move(server));
  }
  return ServerFleet(options, std::move(servers), client::Ring(*mode, *hash, std::move(members)));
}

ServerFleet::ServerFleet(ServerOptions options, std::vector<Server> servers, client::Ring ring)
    : options_(std::move(options)), servers_(std::move(servers)), ring_(std::move(ring)) {
  restart_time();
}

void ServerFleet::restart_time() {
  deadline_ = Deadline::clock::now() + options_.timeout;
}

Deadline ServerFleet::share_of_time(std::size_t sharing) const {
  const Deadline now = Deadline::clock::now();
  return now + (deadline_ - now) / static_cast<std::int64_t>(std::max<std::size_t>(sharing, 1));
}

Result<client::Client*> ServerFleet::connected(std::size_t index, Deadline deadline) {
  Server& server = servers_[index];
  if (server.failure) return tl::unexpected(*server.failure);
  if (server.client) return server.client.get();
  if (auto done = connect(server, deadline); !done) {
    server.client.reset();
    server.stream.reset();
    server.failure = done.error();
    return tl::unexpected(done.error());
  }
  return server.client.get();
}

Result<void> ServerFleet::connect(Server& server, Deadline deadline) {
  const auto patience = std::min(kConnectTimeout, options_.timeout);
  const Deadline give_up = std::min(Deadline::clock::now() + patience, deadline);
  auto stream = net::connect(server.address.endpoint, give_up);
  if (!stream) return tl::unexpected(connect_error(stream.error(), server.name, patience));
  server.stream = std::move(*stream);
  server.client = std::make_unique<client::Client>(*server.stream);
  return {};
}

Error ServerFleet::told_of(std::size_t index, const Error& error) {
  Server& server = servers_[index];
  if (server.client->usable()) return error;
  Error told = explain(server, error);
  server.client.reset();
  server.stream.reset();
  server.failure = told;
  return told;
}

void ServerFleet::report(std::size_t server, const Error& error, Outcome& outcome) {
  outcome.note(exit_code_for(error.code));
  if (std::exchange(servers_[server].reported, true)) return;
  say(sentence_for(error));
}

Error ServerFleet::explain(const Server& server, const Error& error) const {
  switch (error.code) {
    case Errc::TimedOut:
      return {Errc::TimedOut, 0,
              server.name + " did not answer within " + duration_text(options_.timeout) +
                  " (is it a server of the memcache binary protocol?)"};
    case Errc::ConnectionClosed:
    case Errc::ReadFailed:
    case Errc::WriteFailed:
      return {Errc::ConnectionClosed, 0,
              "lost the connection to " + server.name + ": " + error.detail};
    case Errc::ProtocolViolated:
    case Errc::TooLarge:
      return {Errc::ProtocolViolated, 0, server.name + ": " + error.detail};
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
