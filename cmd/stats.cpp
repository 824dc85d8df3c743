// `mcbin stats [GROUP]`: what servers count.
#include "cmd/commands.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/terminal_table.hpp"
#include "cmd/terminal_text.hpp"
#include "mcbin/render/statistic_line.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

struct StatsOptions {
  std::string group;
  bool json = false;
  bool all = false;
  ServerOptions server;
};

/// Prints statistics as a table or as JSON; with several servers each line says whose it is.
class StatisticPrinter {
 public:
  StatisticPrinter(bool json, bool with_server)
      : json_(json), with_server_(with_server), table_(headings(with_server)) {}

  Result<void> print(const std::string& server, const client::Statistic& statistic) {
    if (json_) {
      render::append_statistic_line(
          buffer_.text(),
          {.server = server, .name = as_bytes(statistic.name), .value = as_bytes(statistic.value)});
      return buffer_.settle();
    }
    std::vector<std::string> cells;
    if (with_server_) cells.push_back(server);
    cells.emplace_back(statistic.name);
    cells.emplace_back(statistic.value);
    return table_.row(std::move(cells));
  }

  Result<void> flush() { return json_ ? buffer_.flush() : table_.flush(); }

 private:
  static std::vector<std::string> headings(bool with_server) {
    if (with_server) return {"SERVER", "NAME", "VALUE"};
    return {"NAME", "VALUE"};
  }

  bool json_;
  bool with_server_;
  OutputBuffer buffer_;
  TerminalTable table_;
};

Result<ExitCode> run(const StatsOptions& options) {
  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  StatisticPrinter printer(options.json, options.all || fleet->size() > 1);
  Outcome outcome;
  std::optional<Error> output_error;
  fleet->ask_each(outcome, [&](client::Client& client, Deadline deadline, std::size_t server) {
    const auto print = [&](const client::Statistic& statistic) -> Result<void> {
      auto printed = printer.print(fleet->name(server), statistic);
      if (!printed) output_error = printed.error();
      return printed;
    };
    return client.stats(options.group, print, deadline).map([&](const client::Answer& answer) {
      if (answer.status == codec::Status::Ok) return;
      const bool unknown = answer.status == codec::Status::KeyNotFound;
      say(unknown
              ? fleet->name(server) + " has no statistics named " + quoted_key(options.group)
              : refusal_sentence("get statistics", options.group, answer.status, answer.message));
      outcome.note(exit_code_for(answer.status));
    });
  });
  if (!output_error) {
    if (auto flushed = printer.flush(); !flushed) output_error = flushed.error();
  }
  if (output_error) return tl::unexpected(*output_error);
  return outcome.exit_code();
}

}  // namespace

Command stats_command() {
  auto options = std::make_shared<StatsOptions>();
  Command command({
      .name = "stats",
      .summary = "print what a server counts",
      .description =
          "Prints the server's statistics, the general ones or those of GROUP: on a terminal in "
          "columns, anywhere else one a line, name and value separated by a tab. With several "
          "servers each line begins with the name of one.",
      .examples = {"mcbin stats", "mcbin stats -s cache1,cache2 settings"},
  });
  command.option(
      {.names = "GROUP",
       .help = "Which statistics: settings, items, slabs, sizes, conns or what else the "
               "server knows; reset sets counters back",
       .suggestions = {"settings", "items", "slabs", "sizes", "conns", "detail", "reset"}},
      options->group);
  command.flag({.names = "--json", .help = "Print one JSON object a statistic"}, options->json);
  command.flag(
      {.names = "--all", .help = "Begin each line with the server, also when there is only one"},
      options->all);
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
