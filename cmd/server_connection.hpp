// What every client command shares: which server, how long to wait, and sentences about a server
// that cannot be reached or does not behave.
#pragma once

#include "cmd/command.hpp"
#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/client/client.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace mcbin::cmd {

/// Connecting gets this long, or the whole time-out when that is shorter.
inline constexpr std::chrono::milliseconds kConnectTimeout{1000};

struct ServerOptions {
  std::string server = "127.0.0.1:11211";
  std::chrono::milliseconds timeout{5000};  // for everything: connecting, asking, answering
};

/// Adds -s,--server and -t,--timeout, which read into `options`.
void add_server_options(Command& command, ServerOptions& options);

/// A connected client; every call made through it shares one deadline.
class ServerConnection {
 public:
  /// Connects as `options` say.
  /// @return Errc::BadConfiguration for an address that cannot be read; Errc::ConnectFailed or
  ///         Errc::TimedOut with a sentence.
  [[nodiscard]] static Result<ServerConnection> open(const ServerOptions& options);

  [[nodiscard]] client::Client& client() { return *client_; }
  [[nodiscard]] Deadline deadline() const { return deadline_; }

  /// `error` of a call, as a sentence that names the server. Lost connections of every kind become
  /// Errc::ConnectionClosed.
  [[nodiscard]] Error explain(const Error& error) const;

 private:
  ServerConnection(std::unique_ptr<ByteStream> stream, ServerOptions options, Deadline deadline)
      : stream_(std::move(stream)),
        client_(std::make_unique<client::Client>(*stream_)),
        options_(std::move(options)),
        deadline_(deadline) {}

  std::unique_ptr<ByteStream> stream_;
  std::unique_ptr<client::Client> client_;
  ServerOptions options_;
  Deadline deadline_;
};

/// @return Errc::BadConfiguration with a sentence unless `key` has 1 to 250 bytes.
[[nodiscard]] Result<void> check_key(std::string_view key);

}  // namespace mcbin::cmd
