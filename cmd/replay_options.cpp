#include "cmd/replay_options.hpp"

#include "cmd/load_targets.hpp"

#include <charconv>

namespace mcbin::cmd {
namespace {

using replay::CasMode;
using replay::Model;
using replay::TtlMode;
using replay::Values;

constexpr double kSpeedMax = 1e6;
constexpr double kRateMax = 1e9;
constexpr std::uint64_t kLoopsMax = 1'000'000'000;
constexpr std::uint32_t kShownMax = 100'000;
constexpr std::uint64_t kKeyPrefixMax = 100;

/// A number above 0, up to `max`.
Result<double> decimal(std::string_view text, double max) {
  double number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size() || !(number > 0) ||
      number > max) {
    return fail(Errc::BadText, 0, "'" + std::string(text) + "' is not a number that fits here");
  }
  return number;
}

TakeValue decimal_into(double& target, double max) {
  return [&target, max](std::string_view text) -> Result<void> {
    const auto number = decimal(text, max);
    if (!number) return tl::unexpected(number.error());
    target = *number;
    return {};
  };
}

/// Reads `5000` or `1000:9000:500:10`: from 1000 to 9000 requests a second, 500 more every 10 s.
Result<replay::Rate> parse_rate(std::string_view text) {
  std::vector<double> parts;
  while (!text.empty() && parts.size() < 5) {
    const std::string_view part = text.substr(0, text.find(':'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const auto number = decimal(part, kRateMax);
    if (!number) return tl::unexpected(number.error());
    parts.push_back(*number);
  }
  if (parts.size() == 1) return replay::Rate{.first = parts[0], .last = parts[0]};
  if (parts.size() != 4 || parts[1] < parts[0]) {
    return fail(Errc::BadText, 0, "a rate is a number, or FROM:TO:STEP:SECONDS");
  }
  return replay::Rate{
      .first = parts[0], .last = parts[1], .step = parts[2], .step_seconds = parts[3]};
}

void add_target(Command& command, ReplayOptions& options) {
  add_load_server_options(command, options.servers);
  command.flag({.names = "--in-process",
                .help = "Play against a store in this process, with no socket, as fast as it goes; "
                        "its clock is the recording's"},
               options.in_process);
  command.option({.names = "-m,--memory",
                  .value = "SIZE",
                  .help = "What the store of --in-process may take (a bare number is MiB)",
                  .default_text = "64"},
                 size_into(options.memory_bytes, 1U << 20U));
  command.flag({.names = "--allow-remote",
                .help = "Play against a server on another machine; it will be written to"},
               options.allow_remote);
  command.option({.names = "--allow",
                  .value = "WHAT",
                  .help = "Send these requests, too, which are left out otherwise: flush empties "
                          "the server, quit ends connections, sasl carries recorded passwords",
                  .choices = {"flush", "quit", "sasl"}},
                 options.allowed);
}

void add_timing(Command& command, ReplayOptions& options) {
  replay::RunOptions& run = options.run;
  command.option({.names = "--speed",
                  .value = "FACTOR",
                  .help = "Play so many times as fast as it was recorded",
                  .default_text = "1"},
                 decimal_into(run.speed, kSpeedMax));
  command.option({.names = "--rate",
                  .value = "RATE",
                  .help = "Send so many requests a second instead, evenly; FROM:TO:STEP:SECONDS "
                          "begins with FROM and adds STEP every SECONDS up to TO"},
                 [&run](std::string_view text) -> Result<void> {
                   const auto rate = parse_rate(text);
                   if (!rate) return tl::unexpected(rate.error());
                   run.rate = *rate;
                   run.model = Model::Rate;
                   return {};
                 });
  command.flag({.names = "--max",
                .help = "Do not wait: each connection sends its next batch when the one before is "
                        "answered. The order between connections is not kept"},
               options.at_once);
  command.option(
      {.names = "--window",
       .value = "NUMBER",
       .help = "With --max: keep so many requests in flight on each connection, whatever "
               "the recorded batches were"},
      number_into(options.window, std::uint64_t{replay::ReplayedConnection::kInFlightMax / 2}));
  command.option(
      {.names = "--max-idle", .value = "TIME", .help = "Shorten recorded pauses to this"},
      duration_into(options.max_idle));
  command.option({.names = "--loop",
                  .value = "NUMBER",
                  .help = "Play the recording so often",
                  .default_text = "1"},
                 number_into(run.rounds, kLoopsMax));
  command.option({.names = "--for",
                  .value = "TIME",
                  .help = "Play the recording again and again, for this long at most"},
                 [&run](std::string_view text) -> Result<void> {
                   run.rounds = kLoopsMax;
                   return duration_into(run.play_for)(text);
                 });
  command.option({.names = "--max-late",
                  .value = "TIME",
                  .help = "End with code 5 when one request in a hundred was sent later than this "
                          "behind its moment"},
                 duration_into(options.max_late));
  command.option({.names = "-t,--timeout",
                  .value = "TIME",
                  .help = "Give up a connection on which nothing comes for this long",
                  .default_text = "5s"},
                 duration_into(run.timeout));
}

/// An option with a few words, each of which stands for a value.
template <typename Value>
TakeValue word_into(Value& target, std::vector<std::pair<std::string_view, Value>> words) {
  return [&target, words = std::move(words)](std::string_view text) -> Result<void> {
    for (const auto& [word, value] : words) {
      if (word == text) target = value;
    }
    return {};
  };
}

void add_fidelity(Command& command, ReplayOptions& options) {
  replay::RewriteOptions& rewrite = options.run.rewrite;
  command.option({.names = "--connections",
                  .value = "HOW",
                  .help = "Keep the recorded connections, merge them into one, or spread the keys "
                          "over this number of them",
                  .default_text = "keep",
                  .suggestions = {"keep", "merge"}},
                 options.connections);
  command.option({.names = "--warm",
                  .value = "WHAT",
                  .help = "First store what was there before the recording began: keys that were "
                          "hit when they were first asked for (hits)",
                  .default_text = "none",
                  .choices = {"none", "hits"}},
                 options.warm);
  command.option(
      {.names = "--cas",
       .value = "MODE",
       .help = "Map a recorded CAS to the one that the server gave, keep it, or send 0",
       .default_text = "map",
       .choices = {"map", "keep", "zero"}},
      word_into<CasMode>(
          rewrite.cas, {{"map", CasMode::Map}, {"keep", CasMode::Keep}, {"zero", CasMode::Zero}}));
  command.option(
      {.names = "--ttl",
       .value = "MODE",
       .help = "Keep expiries (absolute ones are moved to now), divide them by the speed "
               "(scale), or drop them (default: keep, and drop for cache traces)",
       .choices = {"keep", "scale", "drop"}},
      word_into<std::optional<TtlMode>>(
          options.ttl,
          {{"keep", TtlMode::Keep}, {"scale", TtlMode::Scale}, {"drop", TtlMode::Drop}}));
  command.option({.names = "--values",
                  .value = "KIND",
                  .help = "Send the recorded values, or letters of the same length made up from "
                          "the key (seeded) or anew each time (random)",
                  .default_text = "captured",
                  .choices = {"captured", "seeded", "random"}},
                 word_into<Values>(rewrite.values, {{"captured", Values::Captured},
                                                    {"seeded", Values::Seeded},
                                                    {"random", Values::Random}}));
  command.option(
      {.names = "--key-prefix", .value = "TEXT", .help = "Put this in front of every key"},
      [&rewrite](std::string_view text) -> Result<void> {
        if (text.size() > kKeyPrefixMax) {
          return fail(Errc::BadText, 0, "a prefix has at most 100 bytes");
        }
        rewrite.key_prefix = text;
        return {};
      });
  command.option({.names = "--sample",
                  .value = "SHARE",
                  .help = "Play this share of the keys (0.1: a tenth), all requests of each",
                  .default_text = "1"},
                 decimal_into(options.plan.sample, 1));
  command.option(
      {.names = "--port",
       .value = "PORT",
       .help = "Connections to this port alone are memcache's; may be repeated"},
      [&options](std::string_view text) -> Result<void> {
        std::uint16_t port = 0;
        if (auto taken = number_into(port)(text); !taken) return taken;
        options.inputs.ports.push_back(port);
        return {};
      },
      Arity::Many);
}

}  // namespace

void add_replay_options(Command& command, ReplayOptions& options) {
  command.option({.names = "FILE",
                  .help = "A capture (pcap, pcapng), or the bytes of requests, in all forms that "
                          "dump-frame reads, or a cache trace (CSV); - is standard input",
                  .completes = Completes::File,
                  .need = Need::Required},
                 options.inputs.files);
  command.option({.names = "--from",
                  .value = "KIND",
                  .help = "What the file is, where its beginning does not tell: traffic (captures "
                          "and bytes), twitter (rows of timestamp, key, key size, value size, "
                          "client, operation, TTL), cachebench (CSV whose first line names the "
                          "columns)",
                  .default_text = "guess",
                  .choices = {"guess", "traffic", "twitter", "cachebench"}},
                 word_into<std::optional<RecordingKind>>(
                     options.inputs.kind, {{"traffic", RecordingKind::Traffic},
                                           {"twitter", RecordingKind::Twitter},
                                           {"cachebench", RecordingKind::CacheBench}}));
  add_target(command, options);
  add_timing(command, options);
  add_fidelity(command, options);
  command.flag({.names = "--dry-run", .help = "Read the recording and tell what would be sent"},
               options.dry_run);
  command.option({.names = "--differences",
                  .value = "NUMBER",
                  .help = "Show so many of the answers that differ",
                  .default_text = "10"},
                 number_into(options.shown_max, kShownMax));
  command.option({.names = "--report",
                  .value = "FORMAT",
                  .help = "How the result is written",
                  .default_text = "text",
                  .choices = {"text", "json"}},
                 options.report);
}

}  // namespace mcbin::cmd
