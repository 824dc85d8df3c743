// `mcbin auth-test`: tries a login step by step and says at which step it fails.
#include "cmd/commands.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"

#include <algorithm>
#include <memory>

namespace mcbin::cmd {
namespace {

/// One server's steps, and the line that tells how far they went.
class LoginTrial {
 public:
  explicit LoginTrial(const ServerAddress& address) : address_(address) {}

  /// @return the sentence for a person, and in `code` how it ended.
  Result<std::string> run(client::Client& client, Deadline deadline, ExitCode& code) {
    const auto offered = client.mechanisms(deadline);
    if (!offered) return tl::unexpected(offered.error());
    const auto answer = client.login_plain(address_.username, address_.password, deadline);
    if (!answer) return tl::unexpected(answer.error());
    if (answer->status == codec::Status::UnknownCommand) return "asks for no login";
    if (answer->status != codec::Status::Ok) {
      code = ExitCode::Authentication;
      return refusal(offered->names, *answer);
    }
    const auto probe = client.noop(deadline);
    if (!probe) return tl::unexpected(probe.error());
    if (probe->status == codec::Status::Ok) return "login accepted";
    code = exit_code_for(probe->status);
    return "login accepted, but the next request was refused";
  }

 private:
  static std::string refusal(const std::vector<std::string>& offered,
                             const client::Answer& answer) {
    if (std::find(offered.begin(), offered.end(), "PLAIN") == offered.end()) {
      std::string names;
      for (const std::string& name : offered) names += (names.empty() ? "" : " ") + name;
      return "login refused: the server does not offer PLAIN, only " +
             (names.empty() ? std::string("nothing") : names);
    }
    if (answer.status == codec::Status::AuthContinue) {
      return "login not finished: the server wants another step";
    }
    return "login refused: wrong name or password";
  }

  const ServerAddress& address_;
};

Result<ExitCode> run(const ServerOptions& options) {
  auto settings = read_fleet_settings(options, process_variables());
  if (!settings) return tl::unexpected(settings.error());
  for (const ServerAddress& server : settings->servers) {
    if (!server.username.empty()) continue;
    return fail(Errc::BadConfiguration, 0,
                "no user name to try (give it as --username, MCBIN_USERNAME or USER@ in front of "
                "the server)");
  }
  auto fleet = ServerFleet::open(std::move(*settings), ServerFleet::Login::No);
  if (!fleet) return tl::unexpected(fleet.error());
  Outcome outcome;
  std::string lines;
  fleet->ask_each(outcome, [&](client::Client& client, Deadline deadline, std::size_t server) {
    ExitCode code = ExitCode::Ok;
    auto sentence = LoginTrial(fleet->address(server)).run(client, deadline, code);
    if (!sentence) return sentence;
    outcome.note(code);
    lines += fleet->name(server) + "\t" + *sentence + "\n";
    return sentence;
  });
  if (auto written = write_stdout(lines); !written) return tl::unexpected(written.error());
  return outcome.exit_code();
}

}  // namespace

Command auth_test_command() {
  auto options = std::make_shared<ServerOptions>();
  Command command({
      .name = "auth-test",
      .summary = "try a login and say where it fails",
      .description =
          "Logs in to each server with SASL PLAIN and writes a line for each: its address, a tab, "
          "and how the login ended. The exit code is 0 when every server accepted the login or "
          "asks for none, 5 when one refused it.\n\n"
          "The user name is --username, MCBIN_USERNAME or USER@ in front of the server. The "
          "password is never part of a command line, where every user of the machine could read "
          "it.",
      .examples = {"mcbin auth-test -s memcache://app@cache1"},
  });
  add_server_options(command, *options);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
