#include "mcbin/render/frame_text.hpp"

#include "mcbin/render/frame_body.hpp"
#include "mcbin/render/frame_names.hpp"
#include "mcbin/render/frame_place.hpp"
#include "mcbin/render/frame_warnings.hpp"

#include <algorithm>
#include <cstdio>

namespace mcbin::render {

namespace {

constexpr std::size_t kKeyBytesShown = 80;

void append_place(std::string& out, std::int64_t time_ns, std::uint64_t connection,
                  codec::Sender sender) {
  if (connection == 0) return;
  char time[40];
  std::snprintf(time, sizeof time, " %lld.%09lld", static_cast<long long>(time_ns / 1'000'000'000),
                static_cast<long long>(time_ns % 1'000'000'000));
  out += time;
  out += " #" + std::to_string(connection);
  out += sender == codec::Sender::Server ? " <" : " >";
}

void append_key(std::string& out, const codec::ScannedFrame& frame, const LineOptions& options) {
  if (frame.key.empty()) return;
  out += " \"";
  if (options.redaction.keys) {
    out += options.redaction.token(frame.key);
  } else {
    append_printable(out, frame.key.first(std::min(frame.key.size(), kKeyBytesShown)));
    if (frame.key.size() > kKeyBytesShown) out += "...";
  }
  out += '"';
}

void append_value(std::string& out, const codec::ScannedFrame& frame, const LineOptions& options) {
  if (frame.header.value_length() == 0) return;
  out += " value " + std::to_string(frame.header.value_length());
  const std::size_t shown = shown_value(frame, options).bytes.size();
  if (shown == 0) return;
  out += " \"";
  append_printable(out, frame.value.first(shown));
  if (shown < frame.header.value_length()) out += "...";
  out += '"';
}

void append_pair(std::string& out, const codec::PlacedFrame& frame) {
  const codec::PairInfo& pair = frame.pair;
  if (pair.outcome != codec::Outcome::None) {
    out += " -> ";
    out += codec::outcome_name(pair.outcome);
  }
  if (pair.paired()) out += " [" + std::to_string(pair.number) + "]";
  if (pair.uncertain) out += " uncertain";
  if (pair.last_byte_ns >= 0) out += " " + duration_text(pair.last_byte_ns);
}

}  // namespace

void append_printable(std::string& out, ByteView text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const Byte byte : text) {
    if (byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\') {
      out += static_cast<char>(byte);
    } else {
      out += "\\x";
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
    }
  }
}

std::string duration_text(std::int64_t ns) {
  constexpr double kThousand = 1000;
  double value = static_cast<double>(ns) / kThousand;
  const char* unit = "us";
  for (const char* larger : {"ms", "s"}) {
    if (value < kThousand) break;
    value /= kThousand;
    unit = larger;
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.1f%s", value, unit);
  return text;
}

void append_frame_text(std::string& out, const codec::PlacedFrame& placed,
                       const LineOptions& options) {
  const codec::ScannedFrame& frame = placed.frame;
  const codec::Header& header = frame.header;
  out += std::to_string(placed.place.number);
  append_place(out, placed.place.last_ns, placed.place.connection, placed.place.sender);
  out += ' ';
  if (header.magic != codec::Magic::Request && header.magic != codec::Magic::Response) {
    out += magic_name(header.magic);
    out += ' ';
  }
  out += opcode_text(header, options.names);
  if (codec::is_response(header.magic)) out += " " + status_text_of(header.status(), options.names);
  append_key(out, frame, options);
  append_value(out, frame, options);
  if (header.opaque != 0) out += " opaque " + std::to_string(header.opaque);
  if (header.cas != 0) out += " cas " + std::to_string(header.cas);
  append_pair(out, placed);
  if (!frame.whole()) out += " INCOMPLETE, " + std::to_string(frame.missing) + " missing";
  if (has_warnings(frame, options.names)) {
    for (const std::string_view code : warnings_of(frame, options.names)) {
      out += " !";
      out += code;
    }
  }
  out += '\n';
}

void append_junk_text(std::string& out, const codec::PlacedJunk& placed,
                      const LineOptions& options) {
  out += '-';
  append_place(out, placed.time_ns, placed.connection, placed.sender);
  out += " junk at " + std::to_string(placed.junk.offset) + ": " +
         std::to_string(placed.junk.length) + " bytes, ";
  out += codec::junk_reason_name(placed.junk.reason);
  if (!options.redaction.any()) {
    out += " \"";
    append_printable(out, placed.junk.sample);
    out += '"';
  }
  out += '\n';
}

}  // namespace mcbin::render
