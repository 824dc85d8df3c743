#include "cmd/dump_options.hpp"

#include "cmd/capture_values.hpp"
#include "cmd/choices.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace mcbin::cmd {
namespace {

using capture::WantedFormat;
using render::GroupBy;
using render::OutputFormat;
using render::ValueStyle;
using values::ClientLibrary;

constexpr std::uint32_t kWholeValues = std::numeric_limits<std::uint32_t>::max();

constexpr auto kFormats = std::to_array<Choice<WantedFormat>>({{"auto", WantedFormat::Guess},
                                                               {"raw", WantedFormat::Raw},
                                                               {"hex", WantedFormat::Hex},
                                                               {"escaped", WantedFormat::Escaped},
                                                               {"base64", WantedFormat::Base64},
                                                               {"pcap", WantedFormat::Capture},
                                                               {"jsonl", WantedFormat::JsonLines}});
constexpr auto kOutputs = std::to_array<Choice<OutputFormat>>({{"jsonl", OutputFormat::JsonLines},
                                                               {"json", OutputFormat::JsonArray},
                                                               {"pretty", OutputFormat::Pretty},
                                                               {"text", OutputFormat::Text},
                                                               {"csv", OutputFormat::Csv},
                                                               {"hex", OutputFormat::Hex}});
constexpr auto kValueStyles = std::to_array<Choice<ValueStyle>>({{"auto", ValueStyle::Auto},
                                                                 {"none", ValueStyle::None},
                                                                 {"utf8", ValueStyle::Utf8},
                                                                 {"base64", ValueStyle::Base64},
                                                                 {"hex", ValueStyle::Hex}});
constexpr auto kNameStyles = std::to_array<Choice<codec::NameStyle>>(
    {{"classic", codec::NameStyle::Classic}, {"couchbase", codec::NameStyle::Couchbase}});
constexpr auto kGroups = std::to_array<Choice<GroupBy>>({{"key", GroupBy::Key},
                                                         {"prefix", GroupBy::Prefix},
                                                         {"client", GroupBy::Client},
                                                         {"op", GroupBy::Opcode}});
constexpr auto kLibraries =
    std::to_array<Choice<ClientLibrary>>({{"none", ClientLibrary::None},
                                          {"auto", ClientLibrary::Auto},
                                          {"bmemcached", ClientLibrary::Bmemcached},
                                          {"pylibmc", ClientLibrary::Pylibmc},
                                          {"php", ClientLibrary::Php},
                                          {"dalli", ClientLibrary::Dalli},
                                          {"spymemcached", ClientLibrary::Spymemcached},
                                          {"memjs", ClientLibrary::Memjs}});

/// Takes a number, or "all".
TakeValue bytes_or_all(std::uint32_t& target) {
  return [&target](std::string_view word) -> Result<void> {
    if (word == "all") {
      target = kWholeValues;
      return {};
    }
    return number_into(target)(word);
  };
}

void add_input_options(Command& command, DumpOptions& options) {
  command.option({.names = "FILE",
                  .help = "The recordings, read one after another; - is standard input",
                  .default_text = "-",
                  .completes = Completes::File},
                 options.files);
  add_choice(command,
             {.names = "--in",
              .value = "FORMAT",
              .help = "What the input is; auto guesses. jsonl is what dump-frame wrote, pcap a "
                      "capture of either kind"},
             kFormats, options.format);
  command.option({.names = "-i,--interface",
                  .value = "NAME",
                  .help = "Capture from this network interface instead of reading files"},
                 options.interface);
  command.flag({.names = "-F,--follow", .help = "Go on when the file ends: it is still written to"},
               options.follow);
  command.option({.names = "--bpf",
                  .value = "EXPRESSION",
                  .help = "Read only packets that match this filter, in tcpdump's language"},
                 options.packet_filter);
  const auto port = [&options](std::string_view word) -> Result<void> {
    const auto number = parse_unsigned(word, 65535);
    if (!number) return tl::unexpected(number.error());
    options.ports.push_back(static_cast<std::uint16_t>(*number));
    return {};
  };
  command.option({.names = "-p,--port",
                  .value = "PORT",
                  .help = "Only connections to this port; may be repeated. Without it, all that "
                          "begin with frames"},
                 port, Arity::Many);
  add_choice(command,
             {.names = "--proto",
              .value = "DIALECT",
              .help = "Whose names and rules count where two dialects differ"},
             kNameStyles, options.lines.names);
}

void add_key_filters(Command& command, decoder::FilterOptions& filter) {
  command.option(
      {.names = "--key",
       .value = "KEY",
       .help = "Only requests for this key, and their "
               "answers; may be repeated"},
      [&filter](std::string_view word) -> Result<void> {
        filter.keys.add_exact(word);
        return {};
      },
      Arity::Many);
  command.option(
      {.names = "--key-prefix",
       .value = "PREFIX",
       .help = "Only keys that begin so; may be repeated"},
      [&filter](std::string_view word) -> Result<void> {
        filter.keys.add_prefix(word);
        return {};
      },
      Arity::Many);
  command.option(
      {.names = "--key-re",
       .value = "REGEX",
       .help = "Only keys in which this regular expression (RE2) is found; may be "
               "repeated"},
      [&filter](std::string_view word) { return filter.keys.add_regex(word); }, Arity::Many);
}

void add_frame_filters(Command& command, decoder::FilterOptions& filter) {
  command.option(
      {.names = "--op", .value = "LIST", .help = "Only these opcodes: GET,SETQ,0x77"},
      [&filter](std::string_view word) { return add_opcodes(word, filter.opcodes); }, Arity::Many);
  command.option(
      {.names = "--status",
       .value = "LIST",
       .help = "Only answers with these statuses, and their requests: "
               "key_enoent,0x84, or error for all but success"},
      [&filter](std::string_view word) {
        return add_statuses(word, filter.statuses, filter.errors);
      },
      Arity::Many);
  command.option(
      {.names = "--conn", .value = "N", .help = "Only this connection; may be repeated"},
      [&filter](std::string_view word) -> Result<void> {
        const auto number = parse_unsigned(word);
        if (!number) return tl::unexpected(number.error());
        filter.connections.push_back(*number);
        return {};
      },
      Arity::Many);
  command.option({.names = "--dir",
                  .value = "DIRECTION",
                  .help = "Only this direction: client to server, or back",
                  .choices = {"c2s", "s2c"}},
                 [&filter](std::string_view word) -> Result<void> {
                   filter.sender = word == "c2s" ? codec::Sender::Client : codec::Sender::Server;
                   return {};
                 });
  const auto moment_into = [](std::optional<decoder::CaptureMoment>& target) -> TakeValue {
    return [&target](std::string_view word) -> Result<void> {
      const auto moment = parse_moment(word);
      if (!moment) return tl::unexpected(moment.error());
      target = *moment;
      return {};
    };
  };
  command.option({.names = "--since",
                  .value = "TIME",
                  .help = "Only from this moment on: Unix time, a date, or +DURATION since the "
                          "first frame"},
                 moment_into(filter.since));
  command.option({.names = "--until", .value = "TIME", .help = "Only before this moment"},
                 moment_into(filter.until));
  command.option({.names = "--min-latency",
                  .value = "US",
                  .help = "Only pairs whose answer took at least so many microseconds"},
                 [&filter](std::string_view word) -> Result<void> {
                   const auto us = parse_unsigned(word, 0xffffffff);
                   if (!us) return tl::unexpected(us.error());
                   filter.latency_ns_min = static_cast<std::int64_t>(*us) * 1000;
                   return {};
                 });
  command.option({.names = "--min-value",
                  .value = "BYTES",
                  .help = "Only pairs with a value of at least so many bytes"},
                 number_into(filter.value_bytes_min));
  command.flag({.names = "--unpaired",
                .help = "Only requests without an answer and answers without a request"},
               filter.unpaired);
}

void add_selection_options(Command& command, DumpOptions& options) {
  add_key_filters(command, options.filter);
  add_frame_filters(command, options.filter);
  command.option({.names = "--head", .value = "N", .help = "End after N frames have passed"},
                 [&options](std::string_view word) -> Result<void> {
                   const auto number = parse_unsigned(word);
                   if (!number) return tl::unexpected(number.error());
                   options.head = *number;
                   return {};
                 });
  command.option({.names = "-A,--after",
                  .value = "N",
                  .help = "After each frame that passes, also the N next on its connection"},
                 number_into(options.filter.after));
}

void add_output_options(Command& command, DumpOptions& options) {
  add_choice(command,
             {.names = "-o,--output",
              .value = "FORMAT",
              .help = "How to write frames: JSON lines, one JSON array, indented JSON, a line for "
                      "people, CSV, or every byte with its meaning"},
             kOutputs, options.output);
  add_choice(command,
             {.names = "--values",
              .value = "STYLE",
              .help = "How values are written; auto is UTF-8 where they are and else base64"},
             kValueStyles, options.lines.values);
  command.option({.names = "--max-value",
                  .value = "N",
                  .help = "Show at most N bytes of a value, or all",
                  .default_text = "64"},
                 bytes_or_all(options.lines.value_bytes_max));
  add_choice(command,
             {.names = "--decode-flags",
              .value = "CLIENT",
              .help = "Also show what this client library would make of a value and its flags"},
             kLibraries, options.lines.client);
  command.flag({.names = "--hash", .help = "Add the SHA-256 of each whole value"}, options.hash);
  command.flag({.names = "--raw", .help = "Add the bytes of each frame in hex"}, options.raw);
  command.flag({.names = "--transactions",
                .help = "Write a request and its answers on one line, when they are all there"},
               options.transactions);
  command.flag({.names = "--show-secrets", .help = "Show the credentials of logins, too"},
               options.show_secrets);
  command.option({.names = "--redact",
                  .value = "WHAT",
                  .help = "Replace keys by tokens, leave values out, or both",
                  .choices = {"keys", "values", "all"}},
                 [&options](std::string_view word) -> Result<void> {
                   if (word != "values") options.lines.redaction.keys = true;
                   if (word != "keys") options.lines.redaction.values = true;
                   return {};
                 });
  command.option({.names = "--salt",
                  .value = "TEXT",
                  .help = "Makes the tokens of keys impossible to find out by trying"},
                 options.lines.redaction.salt);
}

void add_report_options(Command& command, DumpOptions& options) {
  command.flag(
      {.names = "--summary",
       .help = "Write a summary instead of the frames: as JSON, or with -o text as tables"},
      options.summary);
  command.option({.names = "--top",
                  .value = "N",
                  .help = "Rows of each table of the summary",
                  .default_text = "10"},
                 [&options](std::string_view word) -> Result<void> {
                   const auto number = parse_unsigned(word, 1000);
                   if (!number) return tl::unexpected(number.error());
                   options.summary_options.top = static_cast<std::size_t>(*number);
                   return {};
                 });
  add_choice(command,
             {.names = "--by", .value = "GROUP", .help = "What the tables of the summary count"},
             kGroups, options.summary_options.group);
  command.option({.names = "--separator",
                  .value = "CHARACTER",
                  .help = "Ends the prefix of a key",
                  .default_text = ":"},
                 [&options](std::string_view word) -> Result<void> {
                   if (word.size() != 1) return fail(Errc::BadText, 0, "give one character");
                   options.summary_options.separator = word[0];
                   return {};
                 });
  command.option({.names = "--hdr",
                  .value = "FILE",
                  .help = "Write the latencies to FILE in HdrHistogram's text format",
                  .completes = Completes::File},
                 options.hdr_file);
  command.option({.names = "--write",
                  .value = "FILE",
                  .help = "Write the frames that pass to FILE: as a capture when its name ends in "
                          ".pcap, else their bytes",
                  .completes = Completes::File},
                 options.write_file);
  command.flag({.names = "--schema", .help = "Print the JSON schema of the lines and end"},
               options.schema);
  command.flag(
      {.names = "--strict", .help = "End with code 1 when there is junk, a cut frame or a warning"},
      options.strict);
}

Result<void> refuse(std::string sentence) {
  return fail(Errc::BadConfiguration, 0, std::move(sentence) + " (see: mcbin dump-frame --help)");
}

}  // namespace

std::uint32_t DumpOptions::value_bytes() const {
  if (needs_whole_values()) return kWholeValues;
  return std::max(lines.value_bytes_max, render::kMeaningBytesMin);
}

std::uint32_t DumpOptions::junk_bytes() const {
  const bool all = needs_whole_values() || lines.value_bytes_max == kWholeValues;
  return all ? kWholeJunkBytesMax : codec::ScanOptions{}.junk_bytes_max;
}

void add_dump_options(Command& command, DumpOptions& options) {
  add_input_options(command, options);
  add_selection_options(command, options);
  add_output_options(command, options);
  add_report_options(command, options);
}

Result<void> complete_dump_options(DumpOptions& options) {
  if (options.interface && !options.files.empty()) {
    return refuse("-i captures from an interface and reads no FILE");
  }
  if (options.follow && options.files.size() > 1) return refuse("-F follows one FILE only");
  const render::Redaction& redaction = options.lines.redaction;
  if (redaction.any() && (options.raw || options.write_file)) {
    return refuse("--raw and --write give the bytes as they are; --redact cannot hide any");
  }
  if (redaction.any() && options.show_secrets) return refuse("--redact and --show-secrets quarrel");
  if (options.files.empty() && !options.interface) options.files.emplace_back("-");
  if (options.show_secrets) options.lines.secrets = render::Secrets::Show;
  if (options.raw) options.lines.raw = render::RawBytes::Show;
  if (options.hash) options.lines.hash = render::ValueHash::Sha256;
  options.summary_options.names = options.lines.names;
  options.summary_options.redaction = redaction;
  return {};
}

}  // namespace mcbin::cmd
