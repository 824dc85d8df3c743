// Frames and capture events made by hand, and a sink that writes down what the decoder says. For
// the decoder's tests.
#pragma once

#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/pairing.hpp"
#include "mcbin/decoder/frame_sink.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcbin::test {

inline ByteVector request_bytes(codec::Opcode opcode, std::string_view key, std::uint32_t opaque,
                                std::string_view value = {}, ByteView extras = {}) {
  codec::Frame frame{
      .header = {}, .extras = extras, .key = as_bytes(key), .value = as_bytes(value)};
  frame.header.opcode = opcode;
  frame.header.opaque = opaque;
  ByteVector out;
  codec::append_frame(frame, out);
  return out;
}

inline ByteVector answer_bytes(codec::Opcode opcode, codec::Status status, std::uint32_t opaque,
                               std::string_view value = {}, std::string_view key = {}) {
  codec::Frame frame{.header = {}, .key = as_bytes(key), .value = as_bytes(value)};
  const Byte flags[4] = {};
  if (status == codec::Status::Ok && codec::is_lookup(opcode)) frame.extras = flags;
  frame.header.magic = codec::Magic::Response;
  frame.header.opcode = opcode;
  frame.header.vbucket_or_status = static_cast<std::uint16_t>(status);
  frame.header.opaque = opaque;
  ByteVector out;
  codec::append_frame(frame, out);
  return out;
}

/// One line for each event.
class FrameRecorder final : public decoder::FrameSink {
 public:
  void on_frame(const codec::PlacedFrame& frame) override {
    std::string line = std::to_string(frame.place.number) + " ";
    line += codec::opcode_name(frame.frame.header.opcode);
    if (!frame.frame.key.empty()) line += " " + std::string(as_text(frame.frame.key));
    if (!frame.frame.value.empty()) line += " =" + std::string(as_text(frame.frame.value));
    if (!frame.frame.whole()) line += " missing " + std::to_string(frame.frame.missing);
    if (frame.pair.outcome != codec::Outcome::None) {
      line += " ";
      line += codec::outcome_name(frame.pair.outcome);
    }
    if (frame.pair.paired()) line += " [" + std::to_string(frame.pair.number) + "]";
    if (frame.pair.uncertain) line += " uncertain";
    lines.push_back(line);
    places.push_back(frame.place);
  }
  void on_junk(const codec::PlacedJunk& junk) override {
    lines.push_back("junk " + std::to_string(junk.junk.offset) + "+" +
                    std::to_string(junk.junk.length) + " =" +
                    std::string(as_text(junk.junk.sample)));
  }
  void on_gap(const capture::Gap& gap) override {
    lines.push_back("gap " + std::to_string(gap.offset) + "+" + std::to_string(gap.size));
  }
  void on_open(const capture::ConnectionInfo& connection, codec::StreamKind kind) override {
    lines.push_back("open " + std::to_string(connection.id) + " " +
                    std::string(codec::stream_kind_name(kind)));
  }
  void on_close(const capture::ConnectionInfo& connection, codec::StreamKind,
                const capture::Close&) override {
    lines.push_back("close " + std::to_string(connection.id));
  }

  std::vector<std::string> lines;
  std::vector<codec::FramePlace> places;
};

}  // namespace mcbin::test
