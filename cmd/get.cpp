// `mcbin get KEY...`: the values of keys on standard output, byte for byte.
#include "cmd/commands.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_connection.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/terminal_text.hpp"

#include <memory>
#include <optional>

namespace mcbin::cmd {
namespace {

struct GetOptions {
  std::vector<std::string> keys;
  ServerOptions server;
};

/// Prints values in the order in which they are visited and remembers the worst outcome.
class ValuePrinter {
 public:
  explicit ValuePrinter(const std::vector<std::string>& keys) : keys_(&keys) {}

  Result<void> print(const client::Lookup& lookup) {
    const std::string& key = (*keys_)[lookup.index];
    if (lookup.status == codec::Status::KeyNotFound) {
      say("not found: " + quoted_key(key));
      remember(ExitCode::Miss);
      return {};
    }
    if (lookup.status != codec::Status::Ok) {
      say(refusal_sentence("get", key, lookup.status, lookup.message));
      remember(exit_code_for(lookup.status));
      return {};
    }
    auto written = for_terminal_ ? write_stdout(terminal_text(lookup.value))  //
                                 : write_stdout(lookup.value);
    if (!written) output_error_ = written.error();
    return written;
  }

  [[nodiscard]] ExitCode outcome() const { return outcome_; }
  [[nodiscard]] const std::optional<Error>& output_error() const { return output_error_; }

 private:
  /// A refusal tells more than a miss, whichever came first.
  void remember(ExitCode code) {
    if (outcome_ == ExitCode::Ok || outcome_ == ExitCode::Miss) outcome_ = code;
  }

  const std::vector<std::string>* keys_;
  bool for_terminal_ = stdout_is_terminal();
  ExitCode outcome_ = ExitCode::Ok;
  std::optional<Error> output_error_;
};

Result<ExitCode> run(const GetOptions& options) {
  for (const std::string& key : options.keys) {
    if (auto checked = check_key(key); !checked) return tl::unexpected(checked.error());
  }
  auto server = ServerConnection::open(options.server);
  if (!server) return tl::unexpected(server.error());
  ValuePrinter printer(options.keys);
  const auto print = [&](const client::Lookup& lookup) { return printer.print(lookup); };
  const auto answered = server->client().get(options.keys, print, server->deadline());
  if (printer.output_error()) return tl::unexpected(*printer.output_error());
  if (!answered) return tl::unexpected(server->explain(answered.error()));
  return printer.outcome();
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
