// `mcbin dump-frame [FILE...]`: recorded traffic as lines of JSON, a summary, or a smaller capture.
#include "cmd/commands.hpp"
#include "cmd/dump_conclusion.hpp"
#include "cmd/dump_options.hpp"
#include "cmd/dump_reader.hpp"
#include "cmd/dump_sink.hpp"
#include "cmd/sentences.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/render/frame_schema.hpp"

#include <memory>
#include <optional>

namespace mcbin::cmd {
namespace {

std::string problem_sentence(const Error& error) {
  std::string sentence = sentence_for(error);
  if (error.code == Errc::BadText) {
    sentence += " (at byte " + std::to_string(error.at_byte) + " of the text)";
  }
  return sentence;
}

Result<ExitCode> run(DumpOptions& options) {
  if (auto complete = complete_dump_options(options); !complete) {
    return tl::unexpected(complete.error());
  }
  if (options.schema) {
    auto written = write_stdout(render::frame_schema());
    if (!written) return tl::unexpected(written.error());
    return ExitCode::Ok;
  }
  DumpSink sink(options);
  if (auto begun = sink.begin(); !begun) return tl::unexpected(begun.error());
  DumpReader reader(options, sink);
  const auto read = reader.read();
  if (auto ended = sink.end(); !ended) return tl::unexpected(ended.error());
  std::optional<Error> problem;
  if (!read) {
    problem = read.error();
    if (problem->code == Errc::BadConfiguration) return tl::unexpected(*problem);
    say(problem_sentence(*problem));
  }
  const bool readable = !problem || problem->code == Errc::Truncated;
  if (readable || sink.counts().frames() > 0) {
    for (const std::string& sentence : dump_sentences(reader.facts(), sink)) say(sentence);
  }
  return dump_exit(reader.facts(), sink, options, problem);
}

}  // namespace

Command dump_frame_command() {
  auto options = std::make_shared<DumpOptions>();
  Command command({
      .name = "dump-frame",
      .summary = "print recorded frames as JSON",
      .description =
          "Reads recorded traffic and writes one line of JSON for each frame of the binary "
          "protocol: what it says, when it came, which frame answers it and how long that took. "
          "Connections that speak another protocol are named and left alone; bytes that are no "
          "frame are reported with their offset, and what the capture lacks is stated.\n\n"
          "The input may be a capture (pcap or pcapng, also packed with gzip or zstd), the bytes "
          "of one connection, or these as hex digits, as a hex dump or in base64. Sentences about "
          "the whole go to standard error.",
      .examples = {"mcbin dump-frame recording", "xxd -p stream | mcbin dump-frame"},
  });
  add_dump_options(command, *options);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
