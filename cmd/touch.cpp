// `mcbin touch KEY... -e TTL`: gives keys a new expiry.
#include "cmd/commands.hpp"
#include "cmd/key_batches.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/terminal_text.hpp"
#include "mcbin/base/clock.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

struct TouchOptions {
  KeyOptions keys;
  Reach reach = Reach::Keeper;
  Expiry expiry;
  bool ok_missing = false;
  bool nul = false;
  ServerOptions server;
};

void tell(const TouchOptions& options, std::string_view key, std::string_view at,
          const client::Answer& answer, Outcome& outcome) {
  if (answer.status == codec::Status::Ok) return;
  if (answer.status == codec::Status::KeyNotFound) {
    if (options.ok_missing) return;
    say("not found" + (at.empty() ? "" : " at " + std::string(at)) + ": " + quoted_key(key));
  } else {
    const std::string place = at.empty() ? "" : std::string(at) + ": ";
    say(place + refusal_sentence("touch", key, answer.status, answer.message));
  }
  outcome.note(exit_code_for(answer.status));
}

Result<ExitCode> run(const TouchOptions& options) {
  const auto expiry = wire_expiry(options.expiry, system_clock().now().wall_ms / 1000);
  if (!expiry) return tl::unexpected(expiry.error());
  auto source = KeySource::open(options.keys, options.nul ? RecordEnd::Nul : RecordEnd::Line);
  if (!source) return tl::unexpected(source.error());
  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  Outcome outcome;
  // The protocol has no quiet TOUCH: one round trip a key.
  const auto work = [&](client::Client& client, Deadline deadline,
                        std::span<const std::string> keys, std::string_view at) -> Result<void> {
    for (const std::string& key : keys) {
      const auto answer = client.touch(key, *expiry, deadline);
      if (!answer) return tl::unexpected(answer.error());
      tell(options, key, at, *answer, outcome);
    }
    return {};
  };
  const auto done = for_keys_of_servers(*source, *fleet, options.reach, outcome, work);
  if (!done) return tl::unexpected(done.error());
  return outcome.exit_code();
}

}  // namespace

Command touch_command() {
  auto options = std::make_shared<TouchOptions>();
  Command command({
      .name = "touch",
      .summary = "give keys a new expiry",
      .description = "Gives the keys a new expiry and leaves their values alone. Keys that do not "
                     "exist are named on standard error, and the exit code is 1.",
      .examples = {"mcbin touch -e 30m session.17"},
  });
  add_many_keys(command, options->keys);
  command.option({.names = "-e,--expire",
                  .value = "TTL",
                  .help = "Forget the values after 30s, 5m, 1h30m, 7d, or at @2030-12-31T23:59Z or "
                          "@UNIXTIME; 0 is never, bare digits are seconds",
                  .need = Need::Required},
                 expiry_into(options->expiry));
  command.flag({.names = "-0,--null", .help = "The keys of --keys-from end with NUL bytes"},
               options->nul);
  command.flag({.names = "--ok-missing", .help = "Pass over missing keys: no word, and code 0"},
               options->ok_missing);
  add_reach(command, options->reach);
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
