// The order of the fields. What a body means is written in frame_body.cpp.
#include "mcbin/render/frame_line.hpp"

#include "mcbin/render/decoded_value.hpp"
#include "mcbin/render/frame_body.hpp"
#include "mcbin/render/frame_names.hpp"
#include "mcbin/render/frame_place.hpp"
#include "mcbin/render/frame_warnings.hpp"
#include "mcbin/render/json_line.hpp"

namespace mcbin::render {

namespace {

using codec::Magic;
using codec::ScannedFrame;

// How many bytes of a header must be there before each field is known.
constexpr std::size_t kOpcodeKnown = 2;
constexpr std::size_t kKeyLengthKnown = 4;
constexpr std::size_t kExtrasLengthKnown = 5;
constexpr std::size_t kDatatypeKnown = 6;
constexpr std::size_t kStatusKnown = 8;
constexpr std::size_t kBodyLengthKnown = 12;
constexpr std::size_t kOpaqueKnown = 16;
constexpr std::size_t kCasKnown = 24;

/// The two that nearly all frames have as literals.
void write_magic(JsonLine& line, Magic magic) {
  if (magic == Magic::Request) {
    line.word("magic", "request");
  } else if (magic == Magic::Response) {
    line.word("magic", "response");
  } else {
    line.word("magic", magic_name(magic));
  }
}

void write_opcode(JsonLine& line, const codec::Header& header, codec::NameStyle names) {
  const std::string_view name = header_opcode_name(header, names);
  const auto code = static_cast<std::uint8_t>(header.opcode);
  if (name.empty()) {
    line.text("op", code_name(code, 2));
  } else {
    line.word("op", name);
  }
  line.number("opcode", code);
  if (!from_server_dialect(header.magic) && !codec::is_response(header.magic) &&
      codec::opcode_info(header.opcode).quiet()) {
    line.yes("quiet");
  }
}

void write_status(JsonLine& line, const codec::Header& header, codec::NameStyle names) {
  const std::string_view name = shown_status_name(header.status(), names);
  if (name.empty()) {
    line.text("status", code_name(header.vbucket_or_status, 4));
  } else {
    line.word("status", name);
  }
  line.number("status_code", header.vbucket_or_status);
}

void write_header(JsonLine& line, const ScannedFrame& frame, codec::NameStyle names) {
  const codec::Header& header = frame.header;
  const std::size_t known = frame.header_bytes;
  const bool response = codec::is_response(header.magic);
  write_magic(line, header.magic);
  if (known >= kOpcodeKnown) write_opcode(line, header, names);
  if (known >= kStatusKnown && response) write_status(line, header, names);
  if (known >= kOpaqueKnown) line.number("opaque", header.opaque);
  if (known >= kCasKnown) line.wide_number("cas", header.cas);
  if (known >= kStatusKnown && !response) line.number("vbucket", header.vbucket_or_status);
  if (known >= kDatatypeKnown && (!response || header.datatype != 0)) {
    line.number("datatype", header.datatype);
  }
}

void write_lengths_and_body(JsonLine& line, const ScannedFrame& frame, const LineOptions& options) {
  const codec::Header& header = frame.header;
  const std::size_t known = frame.header_bytes;
  if (known == codec::kHeaderSize) write_meaning(line, frame, options);
  if (codec::has_framing_extras(header.magic) && known >= kKeyLengthKnown) {
    line.number("frame_extras_len", header.framing_extras_length);
  }
  write_key(line, frame, options);
  if (known >= kKeyLengthKnown) line.number("key_len", header.key_length);
  if (known >= kExtrasLengthKnown) line.number("extras_len", header.extras_length);
  const ShownValue shown = shown_value(frame, options);
  write_value(line, frame, shown);
  const bool whole_value = frame.value.size() == header.value_length() && !frame.value.empty();
  if (options.hash == ValueHash::Sha256 && whole_value && !shown.hidden) {
    line.text("value_sha256", sha256_hex(frame.value));
  }
  if (!shown.hidden) write_decoded_value(line, frame, options);
  if (known >= kBodyLengthKnown) {
    line.number("value_len", header.value_length());
    if (shown.bytes.size() < header.value_length()) {
      line.number("value_shown", shown.bytes.size());
    }
    line.number("body_len", header.body_length);
  }
}

/// Whether the missing bytes lie inside the frame, and not behind the end of everything.
bool lies_in_hole(const ScannedFrame& frame) {
  return frame.header_bytes >= kBodyLengthKnown && frame.length == frame.header.frame_length();
}

/// The bytes themselves, where the fields cannot tell them all or where they are asked for.
void write_bytes(JsonLine& line, const ScannedFrame& frame, const LineOptions& options) {
  if (is_secret(frame, options) || options.redaction.any()) return;
  const bool cut_header = frame.header_bytes < codec::kHeaderSize;
  if (options.raw == RawBytes::Show || cut_header) {
    ByteVector bytes(codec::kHeaderSize);
    codec::store_header(frame.header, bytes.data());
    bytes.resize(frame.header_bytes);
    append(bytes, frame.body);
    line.hex("hex", bytes);
  } else if (!frame.body.empty() && !frame.header.lengths_agree()) {
    line.hex("body_hex", frame.body);
  }
}

}  // namespace

void append_frame_line(std::string& out, const codec::PlacedFrame& placed,
                       const LineOptions& options) {
  static_assert(kSchemaVersion == 1);
  JsonLine line(out, R"("v":1,"t":"frame")");
  write_frame_fields(line, placed, options);
  line.end();
}

void write_frame_fields(JsonLine& line, const codec::PlacedFrame& placed,
                        const LineOptions& options) {
  const ScannedFrame& frame = placed.frame;
  line.number("n", placed.place.number);
  write_place(line, placed);
  write_header(line, frame, options.names);
  if (placed.place.collections) write_collection(line, frame);
  write_lengths_and_body(line, frame, options);
  write_pair(line, placed);
  if (!frame.whole()) {
    line.yes("incomplete");
    line.number("missing", frame.missing);
    if (lies_in_hole(frame)) line.yes("hole");
  }
  write_warnings(line, frame, options.names);
  write_bytes(line, frame, options);
}

void append_junk_line(std::string& out, const codec::PlacedJunk& placed,
                      const LineOptions& options) {
  const codec::ScannedJunk& junk = placed.junk;
  JsonLine line(out);
  line.number("v", kSchemaVersion);
  line.text("t", "junk");
  write_place(line, placed);
  line.number("bytes", junk.length);
  line.text("reason", codec::junk_reason_name(junk.reason));
  if (options.redaction.any()) {
    line.yes("redacted");
  } else {
    line.hex("hex", junk.sample);
    if (junk.sample.size() < junk.length) line.number("hex_shown", junk.sample.size());
  }
  line.end();
}

}  // namespace mcbin::render
