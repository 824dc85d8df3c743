// The order of the fields. What a body means is written in frame_body.cpp.
#include "mcbin/render/frame_line.hpp"

#include "mcbin/render/frame_body.hpp"
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

std::string_view magic_name(Magic magic) {
  switch (magic) {
    case Magic::Request:
      return "request";
    case Magic::Response:
      return "response";
    case Magic::FramingRequest:
      return "alt_request";
    case Magic::FramingResponse:
      return "alt_response";
    case Magic::ServerRequest:
      return "server_request";
    case Magic::ServerResponse:
      return "server_response";
  }
  return {};
}

/// 0x and the hex digits of `code`: the name of what has none.
std::string code_name(unsigned code, unsigned digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string name = "0x";
  for (unsigned digit = digits; digit > 0; --digit) {
    name += kDigits[code >> (4 * (digit - 1)) & 15U];
  }
  return name;
}

void write_opcode(JsonLine& line, const codec::Header& header, codec::NameStyle names) {
  const bool from_server =
      header.magic == Magic::ServerRequest || header.magic == Magic::ServerResponse;
  const std::string_view name = from_server ? codec::server_opcode_name(header.opcode)
                                            : codec::opcode_name(header.opcode, names);
  const auto code = static_cast<std::uint8_t>(header.opcode);
  if (name.empty()) {
    line.text("op", code_name(code, 2));
  } else {
    line.text("op", name);
  }
  line.number("opcode", code);
  if (!from_server && !codec::is_response(header.magic) &&
      codec::opcode_info(header.opcode).quiet()) {
    line.yes("quiet");
  }
}

void write_status(JsonLine& line, const codec::Header& header, codec::NameStyle names) {
  const codec::StatusInfo* info = codec::status_info(header.status());
  const bool couchbase = names == codec::NameStyle::Couchbase;
  if (info == nullptr) {
    line.text("status", code_name(header.vbucket_or_status, 4));
  } else if (couchbase && !info->couchbase_name.empty()) {
    line.text("status", info->couchbase_name);
  } else {
    line.text("status", info->name);
  }
  line.number("status_code", header.vbucket_or_status);
}

void write_header(JsonLine& line, const ScannedFrame& frame, codec::NameStyle names) {
  const codec::Header& header = frame.header;
  const std::size_t known = frame.header_bytes;
  const bool response = codec::is_response(header.magic);
  line.text("magic", magic_name(header.magic));
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
  write_key(line, frame);
  if (known >= kKeyLengthKnown) line.number("key_len", header.key_length);
  if (known >= kExtrasLengthKnown) line.number("extras_len", header.extras_length);
  write_value(line, frame, options);
  if (known >= kBodyLengthKnown) {
    line.number("value_len", header.value_length());
    if (shown_value_bytes(frame, options) < header.value_length()) {
      line.number("value_shown", shown_value_bytes(frame, options));
    }
    line.number("body_len", header.body_length);
  }
}

}  // namespace

void append_frame_line(std::string& out, const ScannedFrame& frame, std::uint64_t number,
                       const LineOptions& options) {
  JsonLine line(out);
  line.number("v", kSchemaVersion);
  line.text("t", "frame");
  line.number("n", number);
  line.number("off", frame.offset);
  write_header(line, frame, options.names);
  write_lengths_and_body(line, frame, options);
  if (!frame.whole()) {
    line.yes("incomplete");
    line.number("missing", frame.missing);
  }
  write_warnings(line, frame, options.names);
  if (!frame.body.empty() && !frame.header.lengths_agree() && !is_secret(frame, options)) {
    line.hex("body_hex", frame.body);
  }
  line.end();
}

void append_junk_line(std::string& out, const codec::ScannedJunk& junk) {
  JsonLine line(out);
  line.number("v", kSchemaVersion);
  line.text("t", "junk");
  line.number("off", junk.offset);
  line.number("bytes", junk.length);
  line.text("reason", codec::junk_reason_name(junk.reason));
  line.hex("hex", junk.sample);
  if (junk.sample.size() < junk.length) line.number("hex_shown", junk.sample.size());
  line.end();
}

bool has_warnings(const ScannedFrame& frame, codec::NameStyle names) {
  return !warnings_of(frame, names).empty();
}

}  // namespace mcbin::render
