#include "mcbin/render/frame_csv.hpp"

#include "mcbin/codec/extras.hpp"
#include "mcbin/render/frame_body.hpp"
#include "mcbin/render/frame_names.hpp"
#include "mcbin/render/frame_place.hpp"
#include "mcbin/render/frame_warnings.hpp"

#include <cstdio>

namespace mcbin::render {

namespace {

/// Writes the cells of a row one by one.
class Row {
 public:
  explicit Row(std::string& out) : out_(out) {}

  void number(std::uint64_t value) { open(), out_ += std::to_string(value); }
  void nothing() { open(); }
  /// Quoted where it must be, and where a spreadsheet would take it for a formula.
  void text(std::string_view text) {
    open();
    const bool formula = !text.empty() && std::string_view("=+-@").find(text[0]) != text.npos;
    if (text.find_first_of(",\"\r\n") == text.npos && !formula) {
      out_ += text;
      return;
    }
    out_ += '"';
    for (const char letter : text) {
      if (letter == '"') out_ += '"';
      out_ += letter;
    }
    out_ += '"';
  }
  void number_or_nothing(bool known, std::uint64_t value) { known ? number(value) : nothing(); }
  void microseconds(std::int64_t ns) {
    open();
    if (ns < 0) return;
    char cell[32];
    std::snprintf(cell, sizeof cell, "%lld.%03lld", static_cast<long long>(ns / 1000),
                  static_cast<long long>(ns % 1000));
    out_ += cell;
  }
  void end() { out_ += "\r\n"; }

 private:
  void open() {
    if (!first_) out_ += ',';
    first_ = false;
  }

  std::string& out_;
  bool first_ = true;
};

void write_place_cells(Row& row, const codec::PlacedFrame& placed) {
  const codec::FramePlace& place = placed.place;
  row.number(place.number);
  if (place.connection != 0) {
    char time[40];
    std::snprintf(time, sizeof time, "%lld.%09lld",
                  static_cast<long long>(place.last_ns / 1'000'000'000),
                  static_cast<long long>(place.last_ns % 1'000'000'000));
    row.text(time);
    row.number(place.connection);
    row.text(direction_name(place.sender));
  } else {
    row.nothing(), row.nothing(), row.nothing();
  }
  row.number(placed.frame.offset);
}

/// Bytes and how they are written; both empty when there are none.
void write_byte_cells(Row& row, ByteView bytes, ValueStyle style) {
  std::string text;
  const bool plain = is_utf8(bytes) && style != ValueStyle::Hex && style != ValueStyle::Base64;
  if (plain) {
    row.text(as_text(bytes));
    row.nothing();
  } else if (style == ValueStyle::Hex) {
    append_hex(text, bytes);
    row.text(text);
    row.text("hex");
  } else {
    append_base64(text, bytes);
    row.text(text);
    row.text("base64");
  }
}

void write_extras_cells(Row& row, const codec::ScannedFrame& frame) {
  const bool response = codec::is_response(frame.header.magic);
  const ByteView extras = frame.extras;
  const bool store = !response && extras.size() == codec::StoreExtras::kSize;
  const bool flags = response && extras.size() == codec::kU32ExtrasSize;
  const bool expiry = !response && extras.size() == codec::kU32ExtrasSize &&
                      frame.header.opcode != codec::Opcode::Verbosity;
  row.number_or_nothing(store || flags, store || flags ? load_be32(extras.data()) : 0);
  row.number_or_nothing(store || expiry, store    ? load_be32(extras.data() + 4)
                                         : expiry ? load_be32(extras.data())
                                                  : 0);
}

void write_pair_cells(Row& row, const codec::PlacedFrame& placed) {
  row.number_or_nothing(placed.pair.paired(), placed.pair.number);
  row.text(codec::outcome_name(placed.pair.outcome));
  row.microseconds(placed.pair.first_byte_ns);
  row.microseconds(placed.pair.last_byte_ns);
}

}  // namespace

void append_frame_csv(std::string& out, const codec::PlacedFrame& placed,
                      const LineOptions& options) {
  const codec::ScannedFrame& frame = placed.frame;
  const codec::Header& header = frame.header;
  const bool response = codec::is_response(header.magic);
  Row row(out);
  write_place_cells(row, placed);
  row.text(magic_name(header.magic));
  row.text(opcode_text(header, options.names));
  row.number(static_cast<std::uint8_t>(header.opcode));
  row.text(response ? status_text_of(header.status(), options.names) : std::string());
  row.number_or_nothing(response, header.vbucket_or_status);
  row.number(header.opaque);
  row.number(header.cas);
  if (options.redaction.keys && !frame.key.empty()) {
    row.text(options.redaction.token(frame.key));
    row.text("hmac");
  } else {
    write_byte_cells(row, frame.key, ValueStyle::Auto);
  }
  write_extras_cells(row, frame);
  write_byte_cells(row, shown_value(frame, options).bytes, options.values);
  row.number(header.value_length());
  row.number(header.body_length);
  write_pair_cells(row, placed);
  row.number_or_nothing(!frame.whole(), frame.missing);
  std::string warnings;
  if (has_warnings(frame, options.names)) {
    for (const std::string_view code : warnings_of(frame, options.names)) {
      if (!warnings.empty()) warnings += ' ';
      warnings += code;
    }
  }
  row.text(warnings);
  row.end();
}

}  // namespace mcbin::render
