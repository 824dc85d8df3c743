// The texts of the options. What the values mean together is fleet_settings.cpp's business.
#include "cmd/fleet_options.hpp"

#include "mcbin/client/key_hash.hpp"
#include "mcbin/client/ring.hpp"

#include <utility>

namespace mcbin::cmd {
namespace {

/// Keeps the option's value under its long name.
void keep(Command& command, ServerOptions& options, Option option) {
  std::string name = option.spellings().back().substr(2);
  command.option(std::move(option), [&options, name](std::string_view value) -> Result<void> {
    options.given[name] = value;
    return {};
  });
}

void keep_flag(Command& command, ServerOptions& options, Option option) {
  std::string name = option.spellings().back().substr(2);
  const auto take = [&options, name](std::string_view) -> Result<void> {
    options.given[name] = "yes";
    return {};
  };
  command.option(std::move(option), take, Arity::Flag);
}

}  // namespace

void add_login_options(Command& command, ServerOptions& options) {
  keep(command, options,
       {.names = "--username",
        .value = "NAME",
        .help = "Log in as NAME (SASL PLAIN); the password comes from MCBIN_PASSWORD or from one "
                "of the next two options"});
  keep(command, options,
       {.names = "--password-file",
        .value = "FILE",
        .help = "Take the password from FILE, which nobody else may be able to read",
        .completes = Completes::File});
  keep_flag(command, options,
            {.names = "--ask-password", .help = "Ask for the password on the terminal"});
}

void add_tls_options(Command& command, ServerOptions& options) {
  keep_flag(command, options,
            {.names = "--tls", .help = "Talk TLS to every server, as memcaches:// does to one"});
  keep(command, options,
       {.names = "--tls-ca",
        .value = "FILE",
        .help = "Trust the certificates in FILE (PEM), not those that the system trusts",
        .completes = Completes::File});
  keep(command, options,
       {.names = "--tls-cert",
        .value = "FILE",
        .help = "Show the server the certificate in FILE (PEM)",
        .completes = Completes::File});
  keep(command, options,
       {.names = "--tls-key",
        .value = "FILE",
        .help = "The key of --tls-cert, where it is not in the same file",
        .completes = Completes::File});
  keep_flag(command, options,
            {.names = "--tls-insecure",
             .help = "Take any certificate: whoever sits in between can read and change all"});
}

void add_ring_options(Command& command, ServerOptions& options) {
  keep(command, options,
       {.names = "--ring",
        .value = "MODE",
        .help = "How keys spread over several servers: as the client library of that name does it",
        .default_text = "ketama-weighted",
        .choices = client::ring_mode_names()});
  keep(command, options,
       {.names = "--hash",
        .value = "HASH",
        .help = "The hash of keys in the rings ketama, ketama-spy and modula",
        .default_text = "one-at-a-time",
        .choices = client::key_hash_names()});
}

void add_server_options(Command& command, ServerOptions& options) {
  command.option(
      {.names = "-s,--server",
       .value = "SERVER",
       .help = "A server, or several with commas between them; may be repeated. "
               "host, host:port, [v6]:port, the path of a unix socket, or "
               "memcache://USER@host:port",
       .default_text = "127.0.0.1:11211",
       .completes = Completes::Server},
      [&options](std::string_view value) -> Result<void> {
        options.servers.emplace_back(value);
        return {};
      },
      Arity::Many);
  const auto take_timeout = [&options](std::string_view value) -> Result<void> {
    const auto timeout = parse_timeout(value);
    if (!timeout) return tl::unexpected(timeout.error());
    options.given["timeout"] = value;
    return {};
  };
  command.option({.names = "-t,--timeout",
                  .value = "TIME",
                  .help = "Give up after TIME (500ms, 5s, 1m; bare digits are seconds); connecting "
                          "alone gets 1s at most",
                  .default_text = duration_text(kFleetTimeout)},
                 take_timeout);
  add_ring_options(command, options);
  add_login_options(command, options);
  add_tls_options(command, options);
  keep_flag(
      command, options,
      {.names = "--trace", .help = "Write each frame to standard error, as mcbin dump-frame does"});
  keep(command, options,
       {.names = "--trace-file",
        .value = "FILE",
        .help = "Write what goes over the wire to FILE, a capture (pcapng) for Wireshark",
        .completes = Completes::File});
}

std::string duration_text(std::chrono::milliseconds duration) {
  const auto count = duration.count();
  return count % 1000 == 0 ? std::to_string(count / 1000) + "s" : std::to_string(count) + "ms";
}

Result<std::chrono::milliseconds> parse_timeout(std::string_view text) {
  auto timeout = parse_duration(text);
  if (timeout && timeout->count() == 0) {
    return fail(Errc::BadText, 0, "the time-out must be longer than nothing");
  }
  return timeout;
}

}  // namespace mcbin::cmd
