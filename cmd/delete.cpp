// `mcbin delete KEY...`: removes keys.
#include "cmd/commands.hpp"
#include "cmd/key_batches.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/terminal_text.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

struct DeleteOptions {
  KeyOptions keys;
  Reach reach = Reach::Keeper;
  std::uint64_t cas = 0;
  bool ok_missing = false;
  bool nul = false;
  ServerOptions server;
};

void tell(const DeleteOptions& options, std::string_view key, std::string_view at,
          const client::Answer& answer, Outcome& outcome) {
  if (answer.status == codec::Status::KeyNotFound) {
    if (options.ok_missing) return;
    say("not found" + (at.empty() ? "" : " at " + std::string(at)) + ": " + quoted_key(key));
  } else {
    const std::string place = at.empty() ? "" : std::string(at) + ": ";
    say(place + refusal_sentence("delete", key, answer.status, answer.message));
  }
  outcome.note(exit_code_for(answer.status));
}

/// With a CAS there is one key, and the loud request, as the quiet one is the same otherwise.
Result<void> delete_if_unchanged(const DeleteOptions& options, client::Client& client,
                                 Deadline deadline, const std::string& key, Outcome& outcome) {
  const auto answer = client.remove(key, options.cas, deadline);
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != codec::Status::Ok) tell(options, key, {}, *answer, outcome);
  return {};
}

Result<ExitCode> run(const DeleteOptions& options) {
  if (options.cas != 0 && (options.keys.file || options.keys.words.size() != 1)) {
    return fail(Errc::BadConfiguration, 0, "--cas is about one key");
  }
  if (options.cas != 0 && options.reach == Reach::Everybody) {
    return fail(Errc::BadConfiguration, 0,
                "--cas and --all exclude each other: each server has a "
                "CAS of its own");
  }
  auto source = KeySource::open(options.keys, options.nul ? RecordEnd::Nul : RecordEnd::Line);
  if (!source) return tl::unexpected(source.error());
  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  Outcome outcome;
  const auto work = [&](client::Client& client, Deadline deadline,
                        std::span<const std::string> keys, std::string_view at) -> Result<void> {
    if (options.cas != 0) {
      return delete_if_unchanged(options, client, deadline, keys.front(), outcome);
    }
    const auto on_refusal = [&](std::size_t index, const client::Answer& answer) -> Result<void> {
      tell(options, keys[index], at, answer, outcome);
      return {};
    };
    return client.remove_all(keys, on_refusal, deadline);
  };
  const auto done = for_keys_of_servers(*source, *fleet, options.reach, outcome, work);
  if (!done) return tl::unexpected(done.error());
  return outcome.exit_code();
}

}  // namespace

Command delete_command() {
  auto options = std::make_shared<DeleteOptions>();
  Command command({
      .name = "delete",
      .summary = "remove keys",
      .description = "Removes the keys and their values. Keys that do not exist are named on "
                     "standard error, and the exit code is 1; the others are removed all the same.",
      .examples = {"mcbin delete session.17 session.18"},
  });
  add_many_keys(command, options->keys);
  command.flag({.names = "-0,--null", .help = "The keys of --keys-from end with NUL bytes"},
               options->nul);
  command.option({.names = "--cas",
                  .value = "NUMBER",
                  .help = "Remove only if the value is still the one with this CAS, as get --json "
                          "shows it"},
                 number_into(options->cas));
  command.flag({.names = "--ok-missing", .help = "Pass over missing keys: no word, and code 0"},
               options->ok_missing);
  add_reach(command, options->reach);
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
