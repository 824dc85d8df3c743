// `mcbin ping`: whether servers answer, and how fast.
#include "cmd/commands.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"

#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

namespace mcbin::cmd {
namespace {

struct PingOptions {
  bool quiet = false;
  std::chrono::milliseconds wait{0};
  ServerOptions server;
};

using SteadyClock = std::chrono::steady_clock;

/// "0.214 ms"
std::string milliseconds_text(SteadyClock::duration duration) {
  char text[32];
  const double ms = std::chrono::duration<double, std::milli>(duration).count();
  std::snprintf(text, sizeof text, "%.3f ms", ms);
  return text;
}

/// What an answer to NOOP says: any status but Ok comes from a server that asks for a login.
ExitCode ping_code(codec::Status status) {
  if (status == codec::Status::Ok) return ExitCode::Ok;
  return status == codec::Status::AuthError ? ExitCode::Authentication : ExitCode::Refused;
}

Result<ExitCode> ping_once(ServerFleet& fleet, const PingOptions& options) {
  Outcome outcome;
  std::string lines;
  fleet.ask_each(outcome, [&](client::Client& client, Deadline deadline, std::size_t server) {
    const auto sent = SteadyClock::now();
    auto answer = client.noop(deadline);
    if (!answer) return answer;
    const ExitCode code = ping_code(answer->status);
    outcome.note(code);
    if (code != ExitCode::Ok) {
      say(fleet.name(server) + " answers, but " +
          (code == ExitCode::Authentication ? "asks for a login" : "refuses"));
      return answer;
    }
    lines += fleet.name(server) + "\t" + milliseconds_text(SteadyClock::now() - sent) + "\n";
    return answer;
  });
  if (options.quiet) return outcome.exit_code();
  if (auto written = write_stdout(lines); !written) return tl::unexpected(written.error());
  return outcome.exit_code();
}

/// Whether every server takes a connection and answers; says nothing.
Result<bool> all_answer(const ServerOptions& options) {
  auto fleet = ServerFleet::open(options);
  if (!fleet) return tl::unexpected(fleet.error());
  for (std::size_t server = 0; server < fleet->size(); ++server) {
    const auto noop = [](client::Client& client, Deadline deadline) {
      return client.noop(deadline);
    };
    if (!fleet->ask(server, noop, fleet->size() - server)) return false;
  }
  return true;
}

Result<ExitCode> run(const PingOptions& options) {
  constexpr std::chrono::milliseconds kPause{100};
  const auto give_up = SteadyClock::now() + options.wait;
  while (SteadyClock::now() < give_up) {
    const auto answer = all_answer(options.server);
    if (!answer) return tl::unexpected(answer.error());
    if (*answer) break;
    std::this_thread::sleep_for(kPause);
  }
  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  return ping_once(*fleet, options);
}

}  // namespace

Command ping_command() {
  auto options = std::make_shared<PingOptions>();
  Command command({
      .name = "ping",
      .summary = "ask servers whether they answer",
      .description =
          "Sends each server a NOOP and writes a line for each that answers: its address, a tab, "
          "and the time that the answer took. Servers that do not answer are named on standard "
          "error, and the exit code is 3.\n\n"
          "Made for health checks: with --quiet only the exit code speaks. With --wait a script "
          "can wait for a server that it has just started.",
      .examples = {"mcbin ping -s cache1 --wait 10s", "mcbin ping --quiet -s /run/mcbin.sock"},
  });
  command.flag({.names = "-q,--quiet", .help = "Write no lines for servers that answer"},
               options->quiet);
  command.option({.names = "--wait",
                  .value = "TIME",
                  .help = "Try again for up to TIME until every server answers",
                  .default_text = "0"},
                 duration_into(options->wait));
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
