// `mcbin encode [FILE...]`: lines of JSON back to the bytes that they stand for.
#include "cmd/commands.hpp"
#include "cmd/input_lines.hpp"
#include "cmd/sentences.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/render/byte_text.hpp"
#include "mcbin/render/line_encoder.hpp"

#include <memory>
#include <optional>

namespace mcbin::cmd {
namespace {

/// How `encode` ends: the numbers are those of dump-frame.
enum class EncodeExit : int { Done = 0, BadLine = 1, Unreadable = 3 };

constexpr std::size_t kWriteBytes = 256U << 10U;

struct EncodeOptions {
  std::vector<std::string> files;
  std::optional<std::uint64_t> connection;
  std::optional<bool> from_server;
  bool hex = false;
};

ExitCode exit_code(EncodeExit end) {
  return static_cast<ExitCode>(end);
}

/// Gathers bytes and writes them in large pieces.
class Encoder {
 public:
  explicit Encoder(const EncodeOptions& options) : options_(options) {}

  /// Takes a line. @return Errc::BadText, Errc::WriteFailed.
  Result<void> line(std::string_view line) {
    line = json_object_of(line);
    if (line.empty()) return {};
    auto encoded = render::encode_line(line);
    if (!encoded) return tl::unexpected(encoded.error());
    if (options_.connection && encoded->connection != *options_.connection) return {};
    if (options_.from_server && encoded->from_server != *options_.from_server) return {};
    filled_ += encoded->filled_bytes;
    if (options_.hex) {
      if (encoded->bytes.empty()) return {};
      std::string digits;
      render::append_hex(digits, encoded->bytes);
      append(out_, as_bytes(digits + "\n"));
    } else {
      append(out_, encoded->bytes);
    }
    return out_.size() < kWriteBytes ? Result<void>{} : flush();
  }
  Result<void> flush() {
    auto written = write_stdout(ByteView{out_});
    out_.clear();
    return written;
  }
  [[nodiscard]] std::uint64_t filled() const { return filled_; }

 private:
  const EncodeOptions& options_;
  ByteVector out_;
  std::uint64_t filled_ = 0;
};

Result<ExitCode> run(const EncodeOptions& options) {
  Encoder encoder(options);
  for (const std::string& path :
       options.files.empty() ? std::vector<std::string>{"-"} : options.files) {
    auto lines = InputLines::open(path);
    if (!lines) {
      say(sentence_for(lines.error()));
      return exit_code(EncodeExit::Unreadable);
    }
    std::string_view line;
    Result<bool> read = false;
    while ((read = (*lines)->next(line)) && *read) {
      auto encoded = encoder.line(line);
      if (encoded) continue;
      if (encoded.error().code == Errc::WriteFailed) return tl::unexpected(encoded.error());
      if (auto written = encoder.flush(); !written) return tl::unexpected(written.error());
      say(path + ": line " + std::to_string((*lines)->number()) + ": " +
          sentence_for(encoded.error()));
      return exit_code(EncodeExit::BadLine);
    }
    if (!read) {
      say(sentence_for(read.error()));
      return exit_code(EncodeExit::Unreadable);
    }
  }
  if (auto written = encoder.flush(); !written) return tl::unexpected(written.error());
  if (encoder.filled() > 0) {
    say(std::to_string(encoder.filled()) + " bytes that the capture lacks are zeros");
  }
  return exit_code(EncodeExit::Done);
}

}  // namespace

Command encode_command() {
  auto options = std::make_shared<EncodeOptions>();
  Command command({
      .name = "encode",
      .summary = "turn lines of JSON back into frames",
      .description =
          "Reads lines as dump-frame writes them and writes the bytes that they stand for: the "
          "inverse of dump-frame --max-value all --show-secrets. Lines written by hand are taken, "
          "too: lengths, opcode numbers and extras follow from the rest, so that "
          "{\"op\":\"GET\",\"key\":\"k\"} is a whole frame; lengths that are given stand as they "
          "are, right or wrong.",
      .examples = {"mcbin dump-frame recording | mcbin encode"},
  });
  command.option({.names = "FILE",
                  .help = "The lines, read one file after another; - is standard input",
                  .default_text = "-",
                  .completes = Completes::File},
                 options->files);
  command.option({.names = "--conn", .value = "N", .help = "Only the frames of this connection"},
                 [options = options.get()](std::string_view word) -> Result<void> {
                   const auto number = parse_unsigned(word);
                   if (!number) return tl::unexpected(number.error());
                   options->connection = *number;
                   return {};
                 });
  command.option({.names = "--dir",
                  .value = "DIRECTION",
                  .help = "Only this direction: client to server, or back",
                  .choices = {"c2s", "s2c"}},
                 [options = options.get()](std::string_view word) -> Result<void> {
                   options->from_server = word == "s2c";
                   return {};
                 });
  command.flag({.names = "--hex", .help = "Write hex digits, one line for each line"},
               options->hex);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
