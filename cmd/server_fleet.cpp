// Connecting, sharing the time, and the wording of everything that can go wrong with a server.
#include "cmd/server_fleet.hpp"

#include "cmd/fleet_ring.hpp"
#include "cmd/sentences.hpp"
#include "cmd/server_login.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/terminal_text.hpp"
#include "mcbin/codec/request.hpp"
#include "mcbin/net/connect.hpp"
#include "mcbin/net/tls_stream.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::cmd {
namespace {

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

Result<ServerFleet> ServerFleet::open(const ServerOptions& options, Login login) {
  auto settings = read_fleet_settings(options, process_variables(),
                                      login == Login::Yes ? Passwords::Find  //
                                                          : Passwords::LeaveOut);
  if (!settings) return tl::unexpected(settings.error());
  return open(std::move(*settings), login);
}

Result<ServerFleet> ServerFleet::open(FleetSettings settings, Login login) {
  if (auto fits = check_ring(settings); !fits) return tl::unexpected(fits.error());
  ServerFleet fleet(std::move(settings), login);
  const FleetSettings& read = fleet.settings_;
  const bool tls = std::any_of(read.servers.begin(), read.servers.end(),
                               [](const ServerAddress& server) { return server.tls; });
  if (tls) {
    auto context = net::TlsContext::for_client(read.tls_files, read.tls_peer);
    if (!context) return tl::unexpected(context.error());
    fleet.tls_.emplace(std::move(*context));
  }
  const auto lines = read.trace ? ServerTrace::Lines::Yes : ServerTrace::Lines::No;
  auto trace = ServerTrace::open(lines, read.trace_file);
  if (!trace) return tl::unexpected(trace.error());
  fleet.trace_ = std::move(*trace);
  fleet.restart_time();
  return fleet;
}

ServerFleet::ServerFleet(FleetSettings settings, Login login)
    : settings_(std::move(settings)), login_(login), ring_(make_ring(settings_)) {
  for (const ServerAddress& address : settings_.servers) {
    Server server;
    server.address = address;
    server.name = net::endpoint_text(address.endpoint);
    servers_.push_back(std::move(server));
  }
}

void ServerFleet::restart_time() {
  deadline_ = later(Deadline::clock::now(), settings_.timeout);
}

Deadline ServerFleet::start_share(std::size_t sharing) {
  const Deadline now = Deadline::clock::now();
  const auto share =
      (deadline_ - now) / static_cast<std::int64_t>(std::max<std::size_t>(sharing, 1));
  patience_ = sharing <= 1 ? settings_.timeout
                           : std::chrono::duration_cast<std::chrono::milliseconds>(share);
  return later(now, share);
}

Result<client::Client*> ServerFleet::connected(std::size_t index, Deadline deadline) {
  Server& server = servers_[index];
  if (server.failure) return tl::unexpected(*server.failure);
  if (server.client) return server.client.get();
  if (auto done = connect(index, deadline); !done) {
    server.client.reset();
    server.stream.reset();
    server.failure = done.error();
    return tl::unexpected(done.error());
  }
  return server.client.get();
}

Result<void> ServerFleet::connect(std::size_t index, Deadline deadline) {
  Server& server = servers_[index];
  const auto patience = std::min(kConnectTimeout, patience_);
  const Deadline give_up = std::min(later(Deadline::clock::now(), patience), deadline);
  auto stream = net::connect(server.address.endpoint, give_up);
  if (!stream) return tl::unexpected(connect_error(stream.error(), server.name, patience));
  server.stream = std::move(*stream);
  if (server.address.tls) {
    const std::string& host = server.address.endpoint.host;
    auto encrypted = net::start_tls(std::move(server.stream), *tls_, host, deadline);
    if (!encrypted) {
      return tl::unexpected(connect_error(encrypted.error(), server.name, patience_));
    }
    server.stream = std::move(*encrypted);
  }
  if (trace_)
    server.stream = trace_->wrap(std::move(server.stream), server.address.endpoint, index);
  server.client = std::make_unique<client::Client>(*server.stream);
  if (login_ == Login::No || server.address.username.empty()) return {};
  return log_in(server, deadline);
}

Result<void> ServerFleet::log_in(Server& server, Deadline deadline) const {
  auto done = cmd::log_in(*server.client, server.address, deadline);
  if (done || done.error().code == Errc::LoginRefused) return done;
  return tl::unexpected(explain(server, done.error()));
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
              server.name + " did not answer within " + duration_text(patience_) +
                  " (is it a server of the memcache binary protocol?)"};
    case Errc::ConnectionClosed:
    case Errc::ReadFailed:
    case Errc::WriteFailed:
      return {Errc::ConnectionClosed, 0,
              "lost the connection to " + server.name + ": " + error.detail};
    case Errc::ProtocolViolated:
    case Errc::TooLarge:
      return {Errc::ProtocolViolated, 0, server.name + ": " + error.detail};
    case Errc::LoginRefused:
      return {Errc::LoginRefused, 0,
              server.name +
                  " serves nobody without a login (give --username NAME, and the password as "
                  "MCBIN_PASSWORD or with --password-file)"};
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
