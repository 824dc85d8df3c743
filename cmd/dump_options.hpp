// What `mcbin dump-frame` can be told: its options, and where their values go.
#pragma once

#include "cmd/command.hpp"
#include "mcbin/capture/decoded_source.hpp"
#include "mcbin/decoder/frame_filter.hpp"
#include "mcbin/render/dump_format.hpp"
#include "mcbin/render/traffic_summary.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mcbin::cmd {

struct DumpOptions {
  // What to read.
  std::vector<std::string> files;
  capture::WantedFormat format = capture::WantedFormat::Guess;
  std::optional<std::string> interface;
  std::string packet_filter;
  std::vector<std::uint16_t> ports;
  bool follow = false;

  // What to keep.
  decoder::FilterOptions filter;
  std::optional<std::uint64_t> head;

  // What to write.
  render::OutputFormat output = render::OutputFormat::JsonLines;
  render::LineOptions lines;
  render::SummaryOptions summary_options;
  std::optional<std::string> hdr_file;
  std::optional<std::string> write_file;
  bool transactions = false;
  bool summary = false;
  bool schema = false;
  bool show_secrets = false;
  bool raw = false;
  bool hash = false;
  bool strict = false;

  /// Whether frames must come with their whole values.
  [[nodiscard]] bool needs_whole_values() const {
    return raw || hash || write_file || lines.client != values::ClientLibrary::None;
  }
  /// Bytes of values and junk that the decoder must hand over.
  [[nodiscard]] std::uint32_t value_bytes() const;
  [[nodiscard]] std::uint32_t junk_bytes() const;
};

/// Bytes of a stretch of junk that are kept when every byte is wanted.
inline constexpr std::uint32_t kWholeJunkBytesMax = 16U << 20U;

/// Adds the options to `command`; they write to `options`, which must live as long.
void add_dump_options(Command& command, DumpOptions& options);

/// Checks what no single option can see, and fills in what follows from them.
/// @return Errc::BadConfiguration with a sentence.
[[nodiscard]] Result<void> complete_dump_options(DumpOptions& options);

}  // namespace mcbin::cmd
