// `mcbin incr KEY [NUMBER]` and `mcbin decr KEY [NUMBER]`: counters that are stored as text.
#include "cmd/commands.hpp"
#include "cmd/key_options.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/base/clock.hpp"
#include "mcbin/codec/extras.hpp"

#include <memory>
#include <optional>

namespace mcbin::cmd {
namespace {

using client::CountDirection;

struct CountOptions {
  CountDirection direction = CountDirection::Up;
  KeyOptions key;
  std::uint64_t delta = 1;
  std::optional<std::uint64_t> initial;
  bool no_create = false;
  Expiry expiry;
  ServerOptions server;
};

/// What to ask for. A counter that is not there is made as if it had been 0, unless --initial or
/// --no-create say otherwise.
Result<codec::CounterExtras> extras_of(const CountOptions& options) {
  codec::CounterExtras extras{.delta = options.delta};
  if (options.no_create) {
    if (options.initial || options.expiry.kind != Expiry::Kind::Never) {
      return fail(Errc::BadConfiguration, 0,
                  "--initial and --expire are about new counters, which --no-create forbids");
    }
    extras.expiry_seconds = codec::CounterExtras::kDoNotCreate;
    return extras;
  }
  const auto expiry = wire_expiry(options.expiry, system_clock().now().wall_ms / 1000);
  if (!expiry) return tl::unexpected(expiry.error());
  if (*expiry == codec::CounterExtras::kDoNotCreate) {
    return fail(Errc::BadConfiguration, 0,
                "this very moment means 'do not create' to servers; choose another second");
  }
  const bool up = options.direction == CountDirection::Up;
  extras.initial = options.initial.value_or(up ? options.delta : 0);
  extras.expiry_seconds = *expiry;
  return extras;
}

Result<ExitCode> run(const CountOptions& options) {
  const auto key = read_key(options.key.words.front(), options.key);
  if (!key) return tl::unexpected(key.error());
  const auto extras = extras_of(options);
  if (!extras) return tl::unexpected(extras.error());
  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  const auto counted = fleet->ask_for(*key, [&](client::Client& client, Deadline deadline) {
    return client.count(options.direction, *key, *extras, deadline);
  });
  if (!counted) return tl::unexpected(counted.error());
  const client::Answer& answer = counted->answer;
  if (answer.status != codec::Status::Ok) {
    say(refusal_sentence("count", *key, answer.status, answer.message));
    return exit_code_for(answer.status);
  }
  const auto written = write_stdout(std::to_string(counted->number) + "\n");
  if (!written) return tl::unexpected(written.error());
  return ExitCode::Ok;
}

Command counter_command(CountDirection direction, Command::Text text) {
  auto options = std::make_shared<CountOptions>();
  options->direction = direction;
  Command command(std::move(text));
  add_one_key(command, options->key);
  command.option({.names = "NUMBER", .help = "By how much", .default_text = "1"},
                 number_into(options->delta));
  command.option({.names = "--initial",
                  .value = "NUMBER",
                  .help = "What a counter that does not exist starts with; without it, what "
                          "counting from 0 gives"},
                 [options](std::string_view value) -> Result<void> {
                   return number_into(options->initial.emplace())(value);
                 });
  command.flag({.names = "--no-create", .help = "A counter that does not exist is a failure"},
               options->no_create);
  command.option({.names = "-e,--expire",
                  .value = "TTL",
                  .help = "Forget a new counter after 30s, 5m, 1h30m, 7d, or at a @DATE; one that "
                          "exists keeps its expiry",
                  .default_text = "0"},
                 expiry_into(options->expiry));
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace

Command incr_command() {
  return counter_command(
      CountDirection::Up,
      {.name = "incr",
       .summary = "add to a counter",
       .description =
           "Adds NUMBER to the counter under KEY and prints the new number. A counter is a value "
           "of decimal digits; it has 64 bits and begins at 0 again behind the largest. Many may "
           "count at once, none is lost.",
       .examples = {"mcbin incr visits", "mcbin incr --initial 1000 next-number"}});
}

Command decr_command() {
  return counter_command(
      CountDirection::Down,
      {.name = "decr",
       .summary = "take from a counter",
       .description = "Takes NUMBER from the counter under KEY and prints the new number, which is "
                      "never below 0. A counter is a value of decimal digits.",
       .examples = {"mcbin decr --no-create tickets"}});
}

}  // namespace mcbin::cmd
