// `mcbin dump-frame [FILE]`: recorded bytes as one line of JSON a frame.
#include "cmd/commands.hpp"
#include "cmd/sentences.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/capture/decoded_source.hpp"
#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/codec/stream_kind.hpp"
#include "mcbin/render/frame_dump.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

namespace mcbin::cmd {
namespace {

using capture::InputFormat;
using capture::WantedFormat;
using render::ValueStyle;

constexpr std::size_t kPieceBytes = 64U << 10U;

/// How a dump ends. The numbers beyond 2 mean other things than those of the commands that talk to
/// a server; man/mcbin-dump-frame.tail has the list.
enum class DumpExit : int { Done = 0, Findings = 1, Unreadable = 3, CutShort = 4, NoFrame = 5 };

constexpr ExitCode exit_code(DumpExit end) {
  return static_cast<ExitCode>(end);
}

struct DumpOptions {
  std::string file = "-";
  WantedFormat format = WantedFormat::Guess;
  render::LineOptions lines;
  bool show_secrets = false;
  bool strict = false;
};

/// A word of the command line and what it stands for.
template <typename Value>
struct Choice {
  const char* word;
  Value value;
};

constexpr auto kFormats = std::to_array<Choice<WantedFormat>>({{"auto", WantedFormat::Guess},
                                                               {"raw", WantedFormat::Raw},
                                                               {"hex", WantedFormat::Hex},
                                                               {"base64", WantedFormat::Base64}});
constexpr auto kValueStyles = std::to_array<Choice<ValueStyle>>({{"auto", ValueStyle::Auto},
                                                                 {"none", ValueStyle::None},
                                                                 {"utf8", ValueStyle::Utf8},
                                                                 {"base64", ValueStyle::Base64},
                                                                 {"hex", ValueStyle::Hex}});
constexpr auto kNameStyles = std::to_array<Choice<codec::NameStyle>>(
    {{"classic", codec::NameStyle::Classic}, {"couchbase", codec::NameStyle::Couchbase}});

/// Adds an option whose values are the words of `choices`; the first is the default.
template <typename Value, std::size_t Count>
void add_choice(Command& command, Option option, const std::array<Choice<Value>, Count>& choices,
                Value& target) {
  for (const Choice<Value>& choice : choices) option.choices.emplace_back(choice.word);
  option.default_text = choices.front().word;
  command.option(std::move(option), [&choices, &target](std::string_view word) -> Result<void> {
    for (const Choice<Value>& choice : choices) {
      if (choice.word == word) target = choice.value;
    }
    return {};
  });
}

/// Says what came out, and how the command ends.
ExitCode conclude(const render::DumpCounts& counts, ByteView front, const DumpOptions& options) {
  if (counts.frames() == 0) {
    const codec::StreamKind kind = codec::stream_kind(front);
    const bool told = kind != codec::StreamKind::Unknown && kind != codec::StreamKind::Binary;
    say(front.empty() ? std::string("the input is empty")
        : told        ? "no binary frame found: the input looks like " +
                     std::string(codec::stream_kind_name(kind))
               : std::string("no binary frame found (see: mcbin dump-frame --help, --in)"));
    return exit_code(DumpExit::NoFrame);
  }
  say(render::dump_sentence(counts));
  if (options.strict && !counts.flawless()) return exit_code(DumpExit::Findings);
  if (counts.incomplete_frames > 0) return exit_code(DumpExit::CutShort);
  return exit_code(DumpExit::Done);
}

/// Reads all of `source` through the scanner; what was read before an error is printed all the
/// same.
Result<ExitCode> dump(capture::ByteSource& source, const DumpOptions& options) {
  render::FrameDump lines(options.lines);
  codec::FrameScanner scanner(
      {.value_bytes_max = std::max(options.lines.value_bytes_max, render::kMeaningBytesMin),
       .style = options.lines.names});
  ByteVector front;
  ByteVector piece(kPieceBytes);
  Result<std::size_t> size = 0;
  while ((size = source.read(piece)) && *size > 0) {
    const ByteView bytes = ByteView{piece}.first(*size);
    if (front.size() < codec::kStreamKindBytes) {
      append(front, bytes.first(std::min(bytes.size(), codec::kStreamKindBytes - front.size())));
    }
    scanner.feed(bytes, lines);
    if (auto written = write_stdout(lines.lines()); !written)
      return tl::unexpected(written.error());
    lines.clear();
  }
  scanner.finish(lines);
  if (auto written = write_stdout(lines.lines()); !written) return tl::unexpected(written.error());
  if (size) return conclude(lines.counts(), front, options);
  const bool text = size.error().code == Errc::BadText;
  say(sentence_for(size.error()) +
      (text ? " (at byte " + std::to_string(size.error().at_byte) + " of the text)" : ""));
  return exit_code(DumpExit::Unreadable);
}

Result<ExitCode> unreadable(const Error& error) {
  say(sentence_for(error));
  return exit_code(DumpExit::Unreadable);
}

Result<ExitCode> run(const DumpOptions& options) {
  auto source = capture::open_source(options.file);
  if (!source) return unreadable(source.error());
  auto decoded = capture::decode_source(std::move(*source), options.format);
  if (!decoded) return unreadable(decoded.error());
  switch (decoded->format) {
    case InputFormat::Pcap:
    case InputFormat::PcapNg:
    case InputFormat::Gzip:
    case InputFormat::Zstandard:
      say("the input is " + std::string(capture::format_name(decoded->format)) +
          ", which is not read yet; give the bytes of one connection, raw, in hex or base64");
      return exit_code(DumpExit::Unreadable);
    default:
      return dump(*decoded->bytes, options);
  }
}

}  // namespace

Command dump_frame_command() {
  auto options = std::make_shared<DumpOptions>();
  Command command({
      .name = "dump-frame",
      .summary = "print recorded frames as JSON",
      .description =
          "Reads the bytes of a recorded connection and writes one line of JSON for each frame of "
          "the binary protocol, requests and answers, in the order in which they lie there. Bytes "
          "that are no frame are reported with their offset, and the next frame is searched for; "
          "frames that are cut off are shown as far as they go.\n\n"
          "The input may be raw, hex digits with anything usual between them, a hex dump as xxd or "
          "hexdump -C print it, or base64. A summary goes to standard error.",
  });
  command.option({.names = "FILE",
                  .help = "The recording; - is standard input",
                  .default_text = "-",
                  .completes = Completes::File},
                 options->file);
  add_choice(command,
             {.names = "--in", .value = "FORMAT", .help = "What the input is; auto guesses"},
             kFormats, options->format);
  add_choice(command,
             {.names = "--values",
              .value = "STYLE",
              .help = "How values are written; auto is UTF-8 where they are and else base64"},
             kValueStyles, options->lines.values);
  command.option({.names = "--max-value",
                  .value = "N",
                  .help = "Show at most N bytes of a value",
                  .default_text = "64"},
                 number_into(options->lines.value_bytes_max));
  add_choice(command,
             {.names = "--proto",
              .value = "DIALECT",
              .help = "Whose names and rules count where two dialects differ"},
             kNameStyles, options->lines.names);
  command.flag({.names = "--show-secrets", .help = "Show the credentials of logins, too"},
               options->show_secrets);
  command.flag(
      {.names = "--strict", .help = "End with code 1 when there is junk, a cut frame or a warning"},
      options->strict);
  command.run([options] {
    if (options->show_secrets) options->lines.secrets = render::Secrets::Show;
    return run(*options);
  });
  return command;
}

}  // namespace mcbin::cmd
