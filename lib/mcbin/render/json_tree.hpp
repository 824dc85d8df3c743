// A report as JSON with objects in objects, indented for people: written once at the end of a run,
// so that ease counts here and speed does not. For lines by the million: json_line.hpp.
#pragma once

#include "mcbin/render/byte_text.hpp"

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace mcbin::render {

/// Writes one object. Each name at most once in its object; open and close calls match; the caller
/// sees to both.
class JsonTree {
 public:
  enum class Layout : std::uint8_t { Indented, OneLine };

  explicit JsonTree(Layout layout = Layout::Indented) : out_("{"), layout_(layout) {}

  void number(std::string_view name, std::uint64_t value) {
    open_field(name);
    out_ += std::to_string(value);
  }
  /// A number that is finite, with `digits` digits of fraction.
  void decimal(std::string_view name, double value, int digits = 3) {
    open_field(name);
    char text[64];
    const int size = std::snprintf(text, sizeof text, "%.*f", digits, value);
    out_.append(text, static_cast<std::size_t>(size));
  }
  /// @param text  valid UTF-8.
  void text(std::string_view name, std::string_view text) {
    open_field(name);
    out_ += '"';
    append_json_escaped(out_, text);
    out_ += '"';
  }
  /// Bytes that may be text: as text, or else as base64 under the name with "_base64" behind it.
  void bytes(const std::string& name, ByteView bytes) {
    if (is_utf8(bytes)) return text(name, as_text(bytes));
    std::string encoded;
    append_base64(encoded, bytes);
    text(name + "_base64", encoded);
  }
  /// A word without quotes: true, false, null.
  void word(std::string_view name, std::string_view word) {
    open_field(name);
    out_ += word;
  }

  /// An object in the current object, or with an empty name in the current list.
  void open_object(std::string_view name = {}) { open(name, '{'); }
  void close_object() { close('}'); }
  void open_list(std::string_view name) { open(name, '['); }
  void close_list() { close(']'); }

  /// Ends the report. @return the text, with a line end.
  [[nodiscard]] std::string finish() {
    close('}');
    return out_ + "\n";
  }

 private:
  void new_line() {
    if (layout_ == Layout::OneLine) return;
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }
  void open_field(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    new_line();
    if (name.empty()) return;
    out_ += '"';
    out_ += name;
    out_ += "\": ";
  }
  void open(std::string_view name, char bracket) {
    open_field(name);
    out_ += bracket;
    ++depth_;
    first_ = true;
  }
  void close(char bracket) {
    --depth_;
    if (!first_) new_line();
    out_ += bracket;
    first_ = false;
  }

  std::string out_;
  Layout layout_;
  std::size_t depth_ = 1;
  bool first_ = true;
};

}  // namespace mcbin::render
