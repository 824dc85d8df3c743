#include "mcbin/render/frame_hex.hpp"

#include "mcbin/render/byte_text.hpp"
#include "mcbin/render/frame_body.hpp"
#include "mcbin/render/frame_names.hpp"
#include "mcbin/render/frame_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace mcbin::render {

namespace {

constexpr std::size_t kBytesInLine = 16;
constexpr std::size_t kHexColumns = kBytesInLine * 3;

/// Writes lines of an offset, up to 16 bytes and what they are.
class HexLines {
 public:
  HexLines(std::string& out, std::uint64_t offset) : out_(out), offset_(offset) {}

  /// @param about  stands behind the first line only.
  void field(ByteView bytes, std::string_view about) {
    for (std::size_t at = 0; at < bytes.size(); at += kBytesInLine) {
      line(bytes.subspan(at, std::min(kBytesInLine, bytes.size() - at)), at == 0 ? about : "");
    }
  }
  /// Bytes that are there but not shown.
  void hidden(std::uint64_t size, std::string_view why) {
    if (size == 0) return;
    out_ += "          ... " + std::to_string(size) + " bytes ";
    out_ += why;
    out_ += '\n';
    offset_ += size;
  }

 private:
  void line(ByteView bytes, std::string_view about) {
    char offset[24];
    std::snprintf(offset, sizeof offset, "%08llx  ", static_cast<unsigned long long>(offset_));
    out_ += offset;
    const std::size_t start = out_.size();
    for (const Byte byte : bytes) {
      append_hex(out_, {&byte, 1});
      out_ += ' ';
    }
    out_.resize(start + kHexColumns, ' ');
    out_ += ' ';
    if (about.empty()) {
      out_ += '|';
      for (const Byte byte : bytes) {
        out_ += byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
      }
      out_ += '|';
    } else {
      out_ += about;
    }
    while (out_.back() == ' ') out_.pop_back();
    out_ += '\n';
    offset_ += bytes.size();
  }

  std::string& out_;
  std::uint64_t offset_;
};

struct HeaderField {
  std::size_t at;
  std::size_t size;
  std::string about;
};

std::vector<HeaderField> header_fields(const codec::Header& header, codec::NameStyle names) {
  const bool framing = codec::has_framing_extras(header.magic);
  const bool response = codec::is_response(header.magic);
  const auto number = [](std::string_view name, std::uint64_t value) {
    return std::string(name) + " " + std::to_string(value);
  };
  std::vector<HeaderField> fields;
  fields.push_back({0, 1, "magic: " + std::string(magic_name(header.magic))});
  fields.push_back({1, 1, "opcode " + opcode_text(header, names)});
  if (framing) {
    fields.push_back({2, 1, number("framing extras length", header.framing_extras_length)});
    fields.push_back({3, 1, number("key length", header.key_length)});
  } else {
    fields.push_back({2, 2, number("key length", header.key_length)});
  }
  fields.push_back({4, 1, number("extras length", header.extras_length)});
  fields.push_back({5, 1, number("data type", header.datatype)});
  fields.push_back({6, 2,
                    response ? "status " + status_text_of(header.status(), names)
                             : number("vbucket", header.vbucket_or_status)});
  fields.push_back({8, 4, number("body length", header.body_length)});
  fields.push_back({12, 4, number("opaque", header.opaque)});
  fields.push_back({16, 8, number("cas", header.cas)});
  return fields;
}

void write_body(HexLines& lines, const codec::ScannedFrame& frame, const LineOptions& options) {
  const codec::Header& header = frame.header;
  if (!header.lengths_agree()) {
    if (is_secret(frame, options) || options.redaction.any()) {
      lines.hidden(frame.body.size(), "of a body that must not be shown");
    } else {
      lines.field(frame.body, "body, whose lengths contradict each other");
    }
    return;
  }
  lines.field(frame.framing_extras, "framing extras");
  lines.field(frame.extras, "extras");
  if (options.redaction.keys) {
    lines.hidden(frame.key.size(), "of a key that must not be shown");
  } else {
    std::string about = "key \"";
    append_printable(about, frame.key);
    lines.field(frame.key, about + "\"");
  }
  const std::size_t shown = shown_value(frame, options).bytes.size();
  lines.field(frame.value.first(shown), "value");
  const std::uint64_t hidden = header.value_length() - shown;
  lines.hidden(hidden - std::min(hidden, frame.missing), "of the value, not shown");
}

}  // namespace

void append_frame_hex(std::string& out, const codec::PlacedFrame& placed,
                      const LineOptions& options) {
  out += "frame ";
  append_frame_text(out, placed, options);
  const codec::ScannedFrame& frame = placed.frame;
  std::array<Byte, codec::kHeaderSize> header{};
  codec::store_header(frame.header, header.data());
  const ByteView there = ByteView{header}.first(frame.header_bytes);
  HexLines lines(out, frame.offset);
  for (const HeaderField& field : header_fields(frame.header, options.names)) {
    if (field.at >= there.size()) break;
    const std::size_t size = std::min(field.size, there.size() - field.at);
    lines.field(there.subspan(field.at, size), field.about);
  }
  write_body(lines, frame, options);
  lines.hidden(frame.missing, "missing");
  out += '\n';
}

void append_junk_hex(std::string& out, const codec::PlacedJunk& placed,
                     const LineOptions& options) {
  append_junk_text(out, placed, options);
  HexLines lines(out, placed.junk.offset);
  if (!options.redaction.any()) lines.field(placed.junk.sample, "");
  const std::uint64_t shown = options.redaction.any() ? 0 : placed.junk.sample.size();
  lines.hidden(placed.junk.length - shown, "not shown");
  out += '\n';
}

}  // namespace mcbin::render
