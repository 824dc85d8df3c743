// `mcbin bench`: load on one server, or on two in turns, with every answer checked.
#include "cmd/commands.hpp"
#include "cmd/key_trace.hpp"
#include "cmd/load_exit.hpp"
#include "cmd/load_targets.hpp"
#include "cmd/sentences.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/bench/load_report.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

using bench::ServerLoad;
using bench::Workload;

constexpr double kRateMax = 1e9;
constexpr double kZipfExponentMax = 10;
constexpr std::uint32_t kRoundsMax = 1000;
constexpr std::uint32_t kRoundsOfTwo = 5;

struct BenchOptions {
  bench::LoadOptions load;
  ServerOptions servers;
  std::optional<std::string> against;
  std::optional<std::string> trace;  // where the keys come from
  std::string report = "text";
  std::uint32_t rounds = 0;  // 0: one, or five of two servers
  std::chrono::milliseconds max_late{0};
  bool quiet = false;
  bool no_fill = false;
};

/// Reads `get:9,set:1`; a name alone counts 1.
Result<std::vector<bench::MixPart>> parse_mix(std::string_view text) {
  std::vector<bench::MixPart> mix;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const std::string_view name = part.substr(0, part.find(':'));
    const auto opcode = codec::opcode_from_name(name);
    if (!opcode || !bench::can_ask_for(*opcode)) {
      return fail(Errc::BadText, 0,
                  "'" + std::string(name) +
                      "' is none of: get, getk, set, add, replace, delete, increment, decrement, "
                      "touch, gat, gatk, noop");
    }
    std::uint64_t weight = 1;
    if (name.size() < part.size()) {
      const auto number = parse_unsigned(part.substr(name.size() + 1), 1'000'000);
      if (!number) return tl::unexpected(number.error());
      weight = *number;
    }
    mix.push_back({*opcode, static_cast<std::uint32_t>(weight)});
  }
  return mix;
}

/// Reads `100` or `100-2000`.
Result<void> parse_value_sizes(std::string_view text, Workload& workload) {
  const std::size_t dash = text.find('-');
  const auto min = parse_size(text.substr(0, dash));
  const auto max = dash == std::string_view::npos ? min : parse_size(text.substr(dash + 1));
  if (!min) return tl::unexpected(min.error());
  if (!max) return tl::unexpected(max.error());
  if (*max > bench::kValueBytesMax || *min > *max) {
    return fail(Errc::BadText, 0, "a size is at most 8m, and the smaller one comes first");
  }
  workload.value_bytes_min = static_cast<std::uint32_t>(*min);
  workload.value_bytes_max = static_cast<std::uint32_t>(*max);
  return {};
}

/// Reads `uniform`, `zipf`, `zipf:EXPONENT` or `trace:FILE`.
Result<void> parse_distribution(std::string_view text, BenchOptions& options) {
  constexpr std::string_view kTrace = "trace:";
  Workload& workload = options.load.workload;
  workload.zipf_exponent = 0;
  options.trace.reset();
  if (text == "uniform") return {};
  if (text.starts_with(kTrace) && text.size() > kTrace.size()) {
    options.trace = text.substr(kTrace.size());
    return {};
  }
  if (text == "zipf") {
    workload.zipf_exponent = 0.99;
    return {};
  }
  if (!text.starts_with("zipf:")) {
    return fail(Errc::BadText, 0, "it is uniform, zipf, zipf:EXPONENT or trace:FILE");
  }
  const auto exponent = parse_decimal(text.substr(5), kZipfExponentMax);
  if (!exponent) return tl::unexpected(exponent.error());
  workload.zipf_exponent = *exponent;
  return {};
}

template <typename Parse>
TakeValue into(Workload& workload, Parse parse) {
  return [&workload, parse](std::string_view text) { return parse(text, workload); };
}

TakeValue count_into(std::uint32_t& target, std::uint32_t max) {
  return [&target, max](std::string_view value) -> Result<void> {
    const auto number = parse_unsigned(value, max);
    if (!number) return tl::unexpected(number.error());
    if (*number == 0) return fail(Errc::BadText, 0, "it must be at least 1");
    target = static_cast<std::uint32_t>(*number);
    return {};
  };
}

void add_workload(Command& command, BenchOptions& options) {
  Workload& workload = options.load.workload;
  command.option({.names = "-m,--mix",
                  .value = "MIX",
                  .help = "Which requests, and in which proportion: get, getk, set, add, replace, "
                          "delete, increment, decrement, touch, gat, gatk, noop",
                  .default_text = "get:9,set:1"},
                 [&workload](std::string_view text) -> Result<void> {
                   auto mix = parse_mix(text);
                   if (!mix) return tl::unexpected(mix.error());
                   workload.mix = std::move(*mix);
                   return {};
                 });
  command.option({.names = "-P,--pipeline",
                  .value = "DEPTH",
                  .help = "Requests that are sent at once on a connection, before answers are "
                          "waited for",
                  .default_text = "1"},
                 count_into(workload.depth, bench::kDepthMax));
  command.flag({.names = "-q,--quiet",
                .help = "Send quiet requests (GETKQ for get), closed by one NOOP: a multi-get, a "
                        "multi-set"},
               options.quiet);
  command.option({.names = "-k,--keys",
                  .value = "NUMBER",
                  .help = "How many keys there are",
                  .default_text = "10000"},
                 number_into(workload.keys, std::uint64_t{1} << 40U));
  command.option(
      {.names = "--key-size", .value = "SIZE", .help = "The size of a key", .default_text = "16"},
      count_into(workload.key_bytes, bench::kKeyBytesMax));
  command.option({.names = "--value-size",
                  .value = "SIZE",
                  .help = "The size of a value, or the smallest and the largest: 100-2k. Each key "
                          "has a size of its own",
                  .default_text = "100"},
                 into(workload, parse_value_sizes));
  command.option(
      {.names = "--distribution",
       .value = "HOW",
       .help = "Which keys are asked for: uniform, zipf:EXPONENT, or trace:FILE, the keys "
               "and the sizes of values of a cache trace, as replay takes it",
       .default_text = "uniform"},
      [&options](std::string_view text) { return parse_distribution(text, options); });
  command.option({.names = "--seed",
                  .value = "NUMBER",
                  .help = "The same number draws the same requests",
                  .default_text = "1"},
                 number_into(workload.seed));
}

void add_run(Command& command, BenchOptions& options) {
  bench::LoadOptions& load = options.load;
  command.option({.names = "-c,--connections",
                  .value = "NUMBER",
                  .help = "Connections, over all threads",
                  .default_text = "10"},
                 count_into(load.connections, bench::kConnectionsMax));
  command.option({.names = "-T,--threads",
                  .value = "NUMBER",
                  .help = "Threads that send and check",
                  .default_text = "1"},
                 count_into(load.threads, bench::kThreadsMax));
  command.option({.names = "-d,--duration",
                  .value = "TIME",
                  .help = "How long each server is measured",
                  .default_text = "10s"},
                 duration_into(load.duration));
  command.option({.names = "--warm-up",
                  .value = "TIME",
                  .help = "Play for this long before anything counts, in each round",
                  .default_text = "0s"},
                 duration_into(load.warm_up));
  command.option({.names = "--rate",
                  .value = "NUMBER",
                  .help = "Requests a second by a schedule, whether answers come or not (an open "
                          "loop). Without it a batch follows when the one before is answered"},
                 [&load](std::string_view text) -> Result<void> {
                   const auto rate = parse_decimal(text, kRateMax);
                   if (!rate) return tl::unexpected(rate.error());
                   load.rate = *rate;
                   return {};
                 });
  command.option({.names = "--max-late",
                  .value = "TIME",
                  .help = "End with code 5 when one request in a hundred was sent later than this "
                          "behind the schedule of --rate"},
                 duration_into(options.max_late));
  command.option({.names = "--rounds",
                  .value = "NUMBER",
                  .help = "Cut the duration into so many parts; two servers take turns (default: "
                          "1, and 5 with --against)"},
                 count_into(options.rounds, kRoundsMax));
  command.flag({.names = "--no-fill", .help = "Do not store every key first"}, options.no_fill);
  command.option({.names = "-t,--timeout",
                  .value = "TIME",
                  .help = "Give up a connection on which nothing comes for this long",
                  .default_text = "5s"},
                 duration_into(load.timeout));
}

/// The server that `options` name; there must be one. @param option  that named it.
Result<net::Target> one_server(const ServerOptions& options, std::string_view option) {
  const auto settings = read_fleet_settings(options, process_variables());
  if (!settings) return tl::unexpected(settings.error());
  if (settings->servers.size() != 1) {
    return fail(Errc::BadConfiguration, 0, std::string(option) + " takes one server, not a list");
  }
  auto targets = load_targets(*settings);
  if (!targets) return tl::unexpected(targets.error());
  return std::move(targets->front());
}

Result<std::vector<net::Target>> targets_of(const BenchOptions& options) {
  std::vector<net::Target> targets;
  ServerOptions servers = options.servers;
  auto first = one_server(servers, "--server");
  if (!first) return tl::unexpected(first.error());
  targets.push_back(std::move(*first));
  if (!options.against) return targets;
  servers.servers = {*options.against};
  auto second = one_server(servers, "--against");
  if (!second) return tl::unexpected(second.error());
  targets.push_back(std::move(*second));
  return targets;
}

ExitCode conclude(const BenchOptions& options, const std::vector<ServerLoad>& servers) {
  const auto any = [&servers](auto holds) {
    return std::any_of(servers.begin(), servers.end(), holds);
  };
  for (const ServerLoad& server : servers) {
    if (server.trouble) {
      say(net::endpoint_text(server.endpoint) + ": " +
          std::to_string(server.counts.lost_connections) + " connections lost, the first because " +
          sentence_for(*server.trouble));
    }
  }
  if (any([](const ServerLoad& server) {
        return server.counts.wrong + server.counts.refused > 0;
      })) {
    say("not every answer was right");
    return exit_code(LoadExit::Differences);
  }
  if (any([](const ServerLoad& server) { return server.counts.lost_connections > 0; })) {
    return exit_code(LoadExit::Lost);
  }
  const auto limit_ns = std::chrono::nanoseconds(options.max_late).count();
  if (limit_ns > 0 && any([limit_ns](const ServerLoad& server) {
        return server.counts.lateness.percentile_ns(0.99) > static_cast<std::uint64_t>(limit_ns);
      })) {
    say("the schedule was missed by more than --max-late");
    return exit_code(LoadExit::Late);
  }
  return exit_code(LoadExit::Right);
}

Result<ExitCode> run(BenchOptions& options) {
  const auto targets = targets_of(options);
  if (!targets) return tl::unexpected(targets.error());
  bench::LoadOptions& load = options.load;
  load.fill = !options.no_fill;
  if (options.trace) {
    auto trace = read_key_trace(*options.trace);
    if (!trace) return tl::unexpected(trace.error());
    bench::follow(std::move(*trace), load.workload);
  }
  if (options.quiet) load.workload.delivery = bench::Delivery::Quiet;
  load.rounds = options.rounds > 0 ? options.rounds : targets->size() > 1 ? kRoundsOfTwo : 1;
  const auto servers = bench::run_load(load, *targets, system_clock());
  if (!servers) {
    if (servers.error().code == Errc::BadConfiguration) return tl::unexpected(servers.error());
    say(sentence_for(servers.error()));
    return exit_code(LoadExit::Unreachable);
  }
  auto written = write_stdout(options.report == "json" ? bench::load_json(load, *servers)
                                                       : bench::load_text(load, *servers));
  if (!written) return tl::unexpected(written.error());
  return conclude(options, *servers);
}

}  // namespace

Command bench_command() {
  auto options = std::make_shared<BenchOptions>();
  Command command({
      .name = "bench",
      .summary = "put load on a server and measure it",
      .description =
          "Stores keys, then asks for them at random and checks every answer: status, key and "
          "value. Prints how many requests a second were answered, how long they took, and every "
          "kind of answer that was not right.\n\n"
          "With --against two servers are measured in turns, and their ratio is printed.\n\n"
          "Keys begin with 'key:' and 'ctr:'; what the server has under such names is replaced.",
      .examples = {"mcbin bench", "mcbin bench -s cache1"},
  });
  add_load_server_options(command, options->servers);
  command.option({.names = "--against",
                  .value = "SERVER",
                  .help = "Another server, measured in turns with the first",
                  .completes = Completes::Server},
                 options->against);
  add_workload(command, *options);
  add_run(command, *options);
  command.option({.names = "--report",
                  .value = "FORMAT",
                  .help = "How the result is written",
                  .default_text = "text",
                  .choices = {"text", "json"}},
                 options->report);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
