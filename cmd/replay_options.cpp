#include "cmd/replay_options.hpp"

#include "cmd/capture_values.hpp"
#include "cmd/load_targets.hpp"

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

TakeValue decimal_into(double& target, double max) {
  return [&target, max](std::string_view text) -> Result<void> {
    const auto number = parse_decimal(text, max);
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
    const auto number = parse_decimal(part, kRateMax);
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
  add_ring_options(command, options.servers);
  command.option({.names = "--against",
                  .value = "SERVER",
                  .help = "Then play against this server, too, and compare its answers with those "
                          "that the first one gave",
                  .completes = Completes::Server},
                 options.against);
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

/// Reads `OLD=NEW`.
Result<void> parse_renaming(std::string_view text, replay::KeyRules& rules) {
  const std::size_t sign = text.find('=');
  if (sign == std::string_view::npos || sign == 0 || text.size() > 2 * kKeyPrefixMax) {
    return fail(Errc::BadText, 0, "it is OLD=NEW, each at most 100 bytes");
  }
  rules.old_prefix = text.substr(0, sign);
  rules.new_prefix = text.substr(sign + 1);
  return {};
}

void add_keys(Command& command, replay::KeyRules& rules) {
  command.option(
      {.names = "--key-prefix", .value = "TEXT", .help = "Put this in front of every key"},
      [&rules](std::string_view text) -> Result<void> {
        if (text.size() > kKeyPrefixMax) {
          return fail(Errc::BadText, 0, "a prefix has at most 100 bytes");
        }
        rules.prefix = text;
        return {};
      });
  command.option({.names = "--rename-prefix",
                  .value = "OLD=NEW",
                  .help = "Send keys that begin with OLD with NEW in its place"},
                 [&rules](std::string_view text) { return parse_renaming(text, rules); });
  command.option(
      {.names = "--anonymise",
       .value = "SALT",
       .help = "Send keys that tell nothing: letters that depend on the key and SALT, as "
               "many as the key has (at least 16)"},
      [&rules](std::string_view text) -> Result<void> {
        rules.salt = text;
        return {};
      });
  command.flag({.names = "--keep-namespaces",
                .help = "With --anonymise: keys stay readable up to their first ':', '/' or '|'"},
               rules.namespaces_kept);
}

TakeValue moment_into(std::optional<decoder::CaptureMoment>& target) {
  return [&target](std::string_view word) -> Result<void> {
    const auto moment = parse_moment(word);
    if (!moment) return tl::unexpected(moment.error());
    target = *moment;
    return {};
  };
}

/// `--window`: a number of requests, or two moments.
Result<void> parse_window(std::string_view text, ReplayOptions& options) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) {
    return number_into(options.window,
                       std::uint64_t{replay::ReplayedConnection::kInFlightMax / 2})(text);
  }
  if (auto since = moment_into(options.plan.since)(text.substr(0, comma)); !since) return since;
  return moment_into(options.plan.until)(text.substr(comma + 1));
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
       .value = "WINDOW",
       .help = "A number goes with --max: keep so many requests in flight on each "
               "connection, whatever the recorded batches were. SINCE,UNTIL is short for "
               "--since and --until"},
      [&options](std::string_view text) { return parse_window(text, options); });
  command.option({.names = "--since",
                  .value = "TIME",
                  .help = "Play the recording from this moment on: Unix time, a date, or +DURATION "
                          "since its first request"},
                 moment_into(options.plan.since));
  command.option({.names = "--until", .value = "TIME", .help = "Play it up to this moment"},
                 moment_into(options.plan.until));
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
  add_keys(command, rewrite.keys);
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
                          "dump-frame reads, or lines that dump-frame wrote, or a cache trace "
                          "(CSV); - is standard input",
                  .completes = Completes::File,
                  .need = Need::Required},
                 options.inputs.files);
  command.option({.names = "--from",
                  .value = "KIND",
                  .help = "What the file is, where its beginning does not tell: traffic (captures "
                          "and bytes), jsonl (what dump-frame --max-value all wrote), twitter "
                          "(rows of timestamp, key, key size, value size, "
                          "client, operation, TTL), cachebench (CSV whose first line names the "
                          "columns)",
                  .default_text = "guess",
                  .choices = {"guess", "traffic", "jsonl", "twitter", "cachebench"}},
                 word_into<std::optional<RecordingKind>>(
                     options.inputs.kind, {{"traffic", RecordingKind::Traffic},
                                           {"jsonl", RecordingKind::JsonLines},
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
  command.option({.names = "--shrink",
                  .value = "FILE",
                  .help = "When answers differ, look for the smallest part of the recording that "
                          "still fails, and write it to FILE: a capture, or lines as dump-frame "
                          "writes them when FILE ends in .jsonl",
                  .completes = Completes::File},
                 options.shrink_file);
  command.option({.names = "--report",
                  .value = "FORMAT",
                  .help = "How the result is written",
                  .default_text = "text",
                  .choices = {"text", "json", "html"}},
                 options.report);
  command.option({.names = "--save",
                  .value = "FILE",
                  .help = "Also write the result to FILE, in the form that its name ends in: .html "
                          "(a page with charts), .json, .hgrm or .txt; may be repeated",
                  .completes = Completes::File},
                 options.saved);
  command.option({.names = "--hdr",
                  .value = "FILE",
                  .help = "Write the distribution of latencies, counted from the intended moments, "
                          "to FILE in the text format of HdrHistogram",
                  .completes = Completes::File},
                 options.hdr_file);
}

}  // namespace mcbin::cmd
