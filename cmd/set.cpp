// `mcbin set KEY [VALUE]`: stores one value, byte for byte, or many from a file (bulk_set.hpp).
#include "cmd/bulk_set.hpp"
#include "cmd/commands.hpp"
#include "cmd/key_options.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/store_options.hpp"
#include "cmd/value_source.hpp"
#include "mcbin/base/clock.hpp"

#include <memory>
#include <optional>

namespace mcbin::cmd {
namespace {

constexpr std::string_view kStdin = "-";

struct SetOptions {
  KeyOptions key;
  Reach reach = Reach::Keeper;
  std::optional<std::string> value;
  std::optional<std::string> file;
  std::uint64_t cas = 0;
  bool print_cas = false;
  StoreSettings store;
  BulkOptions bulk;
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

/// Stores one value at every server.
Result<ExitCode> set_everywhere(const SetOptions& options, ServerFleet& fleet,
                                const std::string& key, const values::WrittenValue& value,
                                const client::StoreOptions& stored) {
  if (options.cas != 0 || options.print_cas) {
    return fail(Errc::BadConfiguration, 0,
                "--all goes with neither --cas nor --print-cas: each server has a CAS of its own");
  }
  Outcome outcome;
  fleet.ask_each(outcome, [&](client::Client& client, Deadline deadline, std::size_t server) {
    const auto mode = options.store.mode();
    const auto note = [&](const client::Answer& answer) {
      if (answer.status == codec::Status::Ok) return;
      say(fleet.name(server) + ": " +
          refusal_sentence("store", key, answer.status, answer.message));
      outcome.note(exit_code_for(answer.status));
    };
    return client.store(mode, key, value.bytes, stored, deadline).map(note);
  });
  return outcome.exit_code();
}

Result<ExitCode> set_one(const SetOptions& options) {
  if (options.key.words.empty()) {
    return fail(Errc::BadConfiguration, 0, "KEY is missing, and there is no --from");
  }
  const auto key = read_key(options.key.words.front(), options.key);
  if (!key) return tl::unexpected(key.error());
  auto value = read_value(options);
  if (!value) return tl::unexpected(value.error());
  const auto form = form_value(options.store, *std::move(value));
  if (!form) return tl::unexpected(form.error());
  const auto expiry = wire_expiry(options.store.expiry, system_clock().now().wall_ms / 1000);
  if (!expiry) return tl::unexpected(expiry.error());

  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  const client::StoreOptions stored{
      .flags = form->flags, .expiry_seconds = *expiry, .cas = options.cas};
  if (options.reach == Reach::Everybody)
    return set_everywhere(options, *fleet, *key, *form, stored);
  const auto answer = fleet->ask_for(*key, [&](client::Client& client, Deadline deadline) {
    return client.store(options.store.mode(), *key, form->bytes, stored, deadline);
  });
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != codec::Status::Ok) {
    say(refusal_sentence("store", *key, answer->status, answer->message));
  } else if (options.print_cas) {
    const auto written = write_stdout(std::to_string(answer->cas) + "\n");
    if (!written) return tl::unexpected(written.error());
  }
  return exit_code_for(answer->status);
}

Result<ExitCode> run(const SetOptions& options) {
  if (auto checked = check_store(options.store); !checked) return tl::unexpected(checked.error());
  if (!options.bulk.file) return set_one(options);
  const bool one =
      !options.key.words.empty() || options.file || options.cas != 0 || options.print_cas;
  if (one) {
    return fail(Errc::BadConfiguration, 0,
                "--from stores many values; KEY, VALUE, --file, --cas and --print-cas are about "
                "one");
  }
  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  return set_many(options.bulk, options.store, options.reach, *fleet);
}

void add_one_value(Command& command, SetOptions& options) {
  const auto take_key = [&options](std::string_view value) -> Result<void> {
    options.key.words.assign(1, std::string(value));
    return {};
  };
  command.option({.names = "KEY",
                  .help = "The key: 1 to 250 bytes of any kind; one that begins with - goes "
                          "behind --"},
                 take_key);
  command.option({.names = "VALUE", .help = "The value; - or nothing reads standard input"},
                 options.value);
  add_key_spellings(command, options.key);
  command.option({.names = "-f,--file",
                  .value = "FILE",
                  .help = "Take the value from FILE; - is standard input",
                  .completes = Completes::File},
                 options.file);
  command.option({.names = "--cas",
                  .value = "NUMBER",
                  .help = "Store only if the value is still the one with this CAS, as get --json "
                          "shows it"},
                 [&options](std::string_view value) -> Result<void> {
                   auto taken = number_into(options.cas)(value);
                   if (taken && options.cas == 0) {
                     return fail(Errc::BadText, 0, "no value has the CAS 0");
                   }
                   return taken;
                 });
  command.flag({.names = "--print-cas", .help = "Print the CAS of what was stored"},
               options.print_cas);
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
          "as dates.\n\n"
          "With --from many values are stored in one pipeline. Each that is refused is named with "
          "its record; the others are stored all the same.",
      .examples = {"mcbin set greeting hello", "mcbin set -e 1h -f photo.jpg photo",
                   "mcbin set --from values.jsonl"},
  });
  add_one_value(command, *options);
  add_store_options(command, options->store);
  add_bulk_options(command, options->bulk);
  add_reach(command, options->reach);
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
