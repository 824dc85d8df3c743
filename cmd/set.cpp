// `mcbin set KEY [VALUE]`: stores one value, byte for byte.
#include "cmd/commands.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/value_source.hpp"
#include "mcbin/base/clock.hpp"

#include <memory>
#include <optional>

namespace mcbin::cmd {
namespace {

constexpr std::string_view kStdin = "-";

struct SetOptions {
  std::string key;
  std::optional<std::string> value;
  std::optional<std::string> file;
  Expiry expiry;
  std::uint32_t flags = 0;
  ServerOptions server;
};

Result<ByteVector> read_value(const SetOptions& options) {
  if (options.value && options.file) {
    return fail(Errc::BadConfiguration, 0, "a value and --file exclude each other");
  }
  if (options.file && *options.file != kStdin) return read_value_file(*options.file);
  if (options.value && *options.value != kStdin) {
    return ByteVector(options.value->begin(), options.value->end());
  }
  return read_value_stdin();
}

Result<ExitCode> run(const SetOptions& options) {
  if (auto checked = check_key(options.key); !checked) return tl::unexpected(checked.error());
  const auto value = read_value(options);
  if (!value) return tl::unexpected(value.error());
  const auto expiry = wire_expiry(options.expiry, system_clock().now().wall_ms / 1000);
  if (!expiry) return tl::unexpected(expiry.error());

  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  const client::StoreOptions stored{.flags = options.flags, .expiry_seconds = *expiry};
  const auto answer = fleet->ask_for(options.key, [&](client::Client& client, Deadline deadline) {
    return client.store(client::StoreMode::Set, options.key, *value, stored, deadline);
  });
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != codec::Status::Ok) {
    say(refusal_sentence("store", options.key, answer->status, answer->message));
  }
  return exit_code_for(answer->status);
}

}  // namespace

Command set_command() {
  auto options = std::make_shared<SetOptions>();
  Command command({
      .name = "set",
      .summary = "store a value under a key",
      .description =
          "Stores VALUE under KEY, whether the key exists or not. Without VALUE, or with -, the "
          "value is standard input to its end; with --file it is a file's content. The bytes are "
          "stored as they are.\n\n"
          "An expiry of more than 30 days is sent as a date, because servers read large numbers "
          "as dates.",
  });
  command.option({.names = "KEY",
                  .help = "The key: 1 to 250 bytes of any kind; one that begins with - goes "
                          "behind --",
                  .need = Need::Required},
                 options->key);
  command.option({.names = "VALUE", .help = "The value; - or nothing reads standard input"},
                 options->value);
  command.option({.names = "-e,--expire",
                  .value = "TTL",
                  .help = "Forget the value after 30s, 5m, 1h30m, 7d, or at @2030-12-31T23:59Z or "
                          "@UNIXTIME; 0 is never, bare digits are seconds",
                  .default_text = "0"},
                 expiry_into(options->expiry));
  command.option({.names = "-F,--flags",
                  .value = "NUMBER",
                  .help = "The 32-bit number stored beside the value, which client libraries use "
                          "to mark its type; decimal or 0x hex",
                  .default_text = "0"},
                 number_into(options->flags));
  command.option({.names = "-f,--file",
                  .value = "FILE",
                  .help = "Take the value from FILE; - is standard input",
                  .completes = Completes::File},
                 options->file);
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
