// The servers a client command talks to, as one thing: which server keeps a key, a connection to
// each that is made when it is first needed, one time limit for all, and sentences about a server
// that cannot be reached or does not behave.
//
// One key:
//
//     auto fleet = ServerFleet::open(options.server);
//     if (!fleet) return tl::unexpected(fleet.error());
//     const auto answer = fleet->ask_for(key, [&](client::Client& client, Deadline deadline) {
//       return client.touch(key, expiry, deadline);
//     });
//     if (!answer) return tl::unexpected(answer.error());  // a sentence that names the server
//
// Every server, going on when one is dead:
//
//     Outcome outcome;
//     fleet->ask_each(outcome, [&](client::Client& client, Deadline deadline, std::size_t server) {
//       return client.noop(deadline).map([&](const client::Answer& answer) { ... });
//     });
//     return outcome.exit_code();
//
// Many keys: sort them by `server_of`, then `ask` each server for its own with `sharing` set to the
// number of servers still to be asked, and hand failures to `report`.
#pragma once

#include "cmd/fleet_options.hpp"
#include "cmd/fleet_settings.hpp"
#include "cmd/outcome.hpp"
#include "cmd/server_trace.hpp"
#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/client/client.hpp"
#include "mcbin/client/ring.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace mcbin::cmd {

/// A server that failed once (no connection, a time-out, an answer that is none) is dropped and
/// stays dropped: its connection is closed, and whoever asks it again gets the same error at once.
/// Not thread-safe.
class ServerFleet {
 public:
  /// Whether a connection is logged in as soon as it is made, where there is a user name.
  enum class Login : bool { No, Yes };

  /// Reads options, environment and client.conf; connects to nobody. The time limit starts now.
  /// @return Errc::BadConfiguration with a sentence, or Errc::WriteFailed for the trace file.
  [[nodiscard]] static Result<ServerFleet> open(const ServerOptions& options,
                                                Login login = Login::Yes);
  [[nodiscard]] static Result<ServerFleet> open(FleetSettings settings, Login login = Login::Yes);

  ServerFleet(ServerFleet&&) = default;
  ServerFleet& operator=(ServerFleet&&) = delete;  // the trace must outlive the streams
  ~ServerFleet() = default;

  [[nodiscard]] std::size_t size() const { return servers_.size(); }
  /// The server at `index` as people write it: "127.0.0.1:11211", "/run/memcached.sock".
  [[nodiscard]] const std::string& name(std::size_t index) const { return servers_[index].name; }
  /// Its address and the login that it gets.
  [[nodiscard]] const ServerAddress& address(std::size_t index) const {
    return servers_[index].address;
  }
  /// The index of the server that keeps `key`.
  [[nodiscard]] std::size_t server_of(std::string_view key) const { return ring_.server_of(key); }

  /// Calls `call(client::Client&, Deadline)`, which returns a Result of any kind, with the server's
  /// connection.
  /// @param sharing  how many servers, this one included, are still to be asked: this one gets an
  ///        equal part of the time left, so that a silent one leaves time for the others.
  /// @return the call's result. An error that made the connection unusable drops the server and
  ///         comes back as a sentence that names it; others (a key that cannot be sent) come back
  ///         as they are.
  template <typename Call>
  auto ask(std::size_t server, Call&& call, std::size_t sharing = 1)
      -> std::invoke_result_t<Call&, client::Client&, Deadline> {
    const Deadline deadline = start_share(sharing);
    const auto client = connected(server, deadline);
    if (!client) return tl::unexpected(client.error());
    auto answer = call(**client, deadline);
    if (!answer) return tl::unexpected(told_of(server, answer.error()));
    return answer;
  }

  /// `ask` for the server that keeps `key`.
  template <typename Call>
  auto ask_for(std::string_view key, Call&& call) {
    return ask(server_of(key), std::forward<Call>(call));
  }

  /// Calls `call(client::Client&, Deadline, std::size_t server)` for each server in order. Failures
  /// are said and noted in `outcome`; the other servers are asked all the same.
  template <typename Call>
  void ask_each(Outcome& outcome, Call&& call) {
    for (std::size_t server = 0; server < size(); ++server) {
      const auto one = [&](client::Client& client, Deadline deadline) {
        return call(client, deadline, server);
      };
      const auto answer = ask(server, one, size() - server);
      if (!answer) report(server, answer.error(), outcome);
    }
  }

  /// Says `error` of `server` on standard error, once for each server, and notes its exit code.
  void report(std::size_t server, const Error& error, Outcome& outcome);

  /// Whether `server` has failed.
  [[nodiscard]] bool failed(std::size_t server) const {
    return servers_[server].failure.has_value();
  }

  /// Starts the time limit anew: for commands that work in rounds or wait for a person.
  void restart_time();

 private:
  struct Server {
    ServerAddress address;
    std::string name;
    std::unique_ptr<ByteStream> stream;
    std::unique_ptr<client::Client> client;
    std::optional<Error> failure;
    bool reported = false;
  };

  ServerFleet(FleetSettings settings, Login login);

  /// The server's client, connected and logged in.
  [[nodiscard]] Result<client::Client*> connected(std::size_t server, Deadline deadline);
  [[nodiscard]] Result<void> connect(std::size_t index, Deadline deadline);
  [[nodiscard]] Result<void> log_in(Server& server, Deadline deadline) const;
  /// The moment until which the next server may take; remembers how long that is.
  Deadline start_share(std::size_t sharing);
  /// What to tell about `error` of a call; closes the connection if it has become unusable.
  Error told_of(std::size_t server, const Error& error);
  [[nodiscard]] Error explain(const Server& server, const Error& error) const;

  FleetSettings settings_;
  Login login_;
  std::optional<net::TlsContext> tls_;
  std::unique_ptr<ServerTrace> trace_;  // before the streams, which write to it
  std::vector<Server> servers_;
  client::Ring ring_;
  Deadline deadline_;
  std::chrono::milliseconds patience_{0};  // of the call under way, for messages
};

/// @return Errc::BadConfiguration with a sentence unless `key` has 1 to 250 bytes.
[[nodiscard]] Result<void> check_key(std::string_view key);

}  // namespace mcbin::cmd
