// `mcbin get KEY...`: the values of keys on standard output, byte for byte.
#include "cmd/commands.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/terminal_text.hpp"

#include <memory>
#include <optional>
#include <span>

namespace mcbin::cmd {
namespace {

struct GetOptions {
  std::vector<std::string> keys;
  ServerOptions server;
};

/// Prints values in the order in which they are visited and remembers the worst outcome.
class ValuePrinter {
 public:
  ValuePrinter(std::span<const std::string> keys, Outcome& outcome)
      : keys_(keys), outcome_(&outcome) {}

  Result<void> print(const client::Lookup& lookup) {
    const std::string& key = keys_[lookup.index];
    if (lookup.status == codec::Status::KeyNotFound) {
      say("not found: " + quoted_key(key));
      outcome_->note(ExitCode::Miss);
      return {};
    }
    if (lookup.status != codec::Status::Ok) {
      say(refusal_sentence("get", key, lookup.status, lookup.message));
      outcome_->note(exit_code_for(lookup.status));
      return {};
    }
    auto written = for_terminal_ ? write_stdout(terminal_text(lookup.value))  //
                                 : write_stdout(lookup.value);
    if (!written) output_error_ = written.error();
    return written;
  }

  [[nodiscard]] const std::optional<Error>& output_error() const { return output_error_; }

 private:
  std::span<const std::string> keys_;
  Outcome* outcome_;
  bool for_terminal_ = stdout_is_terminal();
  std::optional<Error> output_error_;
};

/// The keys at the front of `keys` that one server keeps; `keys` is not empty.
std::span<const std::string> run_of_one_server(const ServerFleet& fleet,
                                               std::span<const std::string> keys) {
  const std::size_t server = fleet.server_of(keys.front());
  std::size_t count = 1;
  while (count < keys.size() && fleet.server_of(keys[count]) == server) ++count;
  return keys.first(count);
}

Result<ExitCode> print_all(ServerFleet& fleet, std::span<const std::string> keys) {
  Outcome outcome;
  while (!keys.empty()) {
    const auto run = run_of_one_server(fleet, keys);
    keys = keys.subspan(run.size());
    ValuePrinter printer(run, outcome);
    const auto print = [&](const client::Lookup& lookup) { return printer.print(lookup); };
    const std::size_t server = fleet.server_of(run.front());
    const auto answered = fleet.ask(server, [&](client::Client& client, Deadline deadline) {
      return client.get(run, print, deadline);
    });
    if (printer.output_error()) return tl::unexpected(*printer.output_error());
    if (!answered) fleet.report(server, answered.error(), outcome);
  }
  return outcome.exit_code();
}

Result<ExitCode> run(const GetOptions& options) {
  for (const std::string& key : options.keys) {
    if (auto checked = check_key(key); !checked) return tl::unexpected(checked.error());
  }
  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  return print_all(*fleet, options.keys);
}

}  // namespace

Command get_command() {
  auto options = std::make_shared<GetOptions>();
  Command command({
      .name = "get",
      .summary = "print the values of keys",
      .description =
          "Writes the values of the keys to standard output, in the order of the keys. To a pipe "
          "or a file they go byte for byte, with nothing between them and nothing added. On a "
          "terminal each value ends its line, and control bytes are shown as \\xNN.\n\n"
          "Keys that do not exist are named on standard error, and the exit code is 1.",
  });
  command.option(
      {.names = "KEY",
       .help = "A key: 1 to 250 bytes of any kind; one that begins with - goes behind --",
       .need = Need::Required},
      options->keys);
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
