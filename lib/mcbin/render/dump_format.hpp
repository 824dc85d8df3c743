// The forms in which a dump can be written, and the one place that picks the writer of each.
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/stream_kind.hpp"
#include "mcbin/render/frame_line.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mcbin::render {

enum class OutputFormat : std::uint8_t {
  JsonLines,  // one object a line
  JsonArray,  // the same objects as one array
  Pretty,     // the same objects, indented
  Text,       // one line a frame, for people
  Csv,        // one row a frame
  Hex,        // every byte with its meaning
};

/// Appends a dump to a text piece by piece. Rows of CSV are about frames only.
class DumpFormatter {
 public:
  DumpFormatter(OutputFormat format, LineOptions options)
      : format_(format), options_(std::move(options)) {}

  void begin(std::string& out) const;
  void frame(std::string& out, const codec::PlacedFrame& frame);
  void exchange(std::string& out, const codec::PlacedFrame* request,
                std::span<const codec::PlacedFrame* const> answers);
  void junk(std::string& out, const codec::PlacedJunk& junk);
  void gap(std::string& out, const capture::Gap& gap);
  void open(std::string& out, const capture::ConnectionInfo& connection, codec::StreamKind kind);
  void close(std::string& out, const capture::ConnectionInfo& connection, codec::StreamKind kind,
             const capture::Close& close);
  void end(std::string& out) const;

  [[nodiscard]] const LineOptions& options() const { return options_; }

 private:
  void json(std::string& out, std::string_view line);
  [[nodiscard]] bool is_json() const;

  OutputFormat format_;
  LineOptions options_;
  std::string line_;  // of JSON, before it is put into its place
  bool first_ = true;
};

}  // namespace mcbin::render
