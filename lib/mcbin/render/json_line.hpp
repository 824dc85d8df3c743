// One JSON object on one line, written field by field in the order of the calls. By hand, because a
// tree of values per frame costs six times as much; names are ours and need no escaping.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/render/byte_text.hpp"

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace mcbin::render {

/// Appends to `out`, which must outlive it. Each name at most once; the caller sees to that.
class JsonLine {
 public:
  explicit JsonLine(std::string& out) : out_(out) { out_ += '{'; }

  /// Ends the object and the line.
  void end() { out_ += "}\n"; }

  /// A number that every reader holds exactly: at most 2^53 by its meaning.
  template <std::unsigned_integral Integer>
  void number(std::string_view name, Integer value) {
    FieldText text;
    open_field(text, name);
    text.digits(value);
    append(text);
  }

  /// A 64-bit number, as a string: readers that only know doubles would round it.
  void wide_number(std::string_view name, std::uint64_t value) {
    FieldText text;
    open_field(text, name);
    text.letter('"');
    text.digits(value);
    text.letter('"');
    append(text);
  }

  /// `part` of `whole` as a number from 0 to 1 with four digits; nothing when there is no whole.
  void ratio(std::string_view name, std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return;
    constexpr double kParts = 10000;
    const double share = static_cast<double>(part) / static_cast<double>(whole);
    const auto parts = static_cast<std::uint64_t>(share * kParts + 0.5);
    open_field(name);
    append_digits(parts / 10000);
    append_fraction(parts % 10000, 4, Zeros::Drop);
  }

  /// `ns` nanoseconds in microseconds, with three digits of fraction unless they are zeros.
  void microseconds(std::string_view name, std::int64_t ns) {
    open_field(name);
    const auto whole = static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0));
    append_digits(whole / 1000);
    append_fraction(whole % 1000, 3, Zeros::Drop);
  }

  /// A moment `ns` nanoseconds after 1970, in seconds with nine digits of fraction, as a string.
  void moment(std::string_view name, std::int64_t ns) {
    open_field(name);
    constexpr std::uint64_t kSecond = 1'000'000'000;
    const auto whole = static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0));
    out_ += '"';
    append_digits(whole / kSecond);
    append_fraction(whole % kSecond, 9, Zeros::Keep);
    out_ += '"';
  }

  void yes(std::string_view name) {
    open_field(name);
    out_ += "true";
  }

  void boolean(std::string_view name, bool value) {
    open_field(name);
    out_ += value ? "true" : "false";
  }

  /// @param text  valid UTF-8.
  void text(std::string_view name, std::string_view text) {
    FieldText front;
    open_field(front, name);
    front.letter('"');
    append(front);
    append_json_escaped(out_, text);
    out_ += '"';
  }

  void hex(std::string_view name, ByteView bytes) {
    open_field(name);
    out_ += '"';
    append_hex(out_, bytes);
    out_ += '"';
  }

  void base64(std::string_view name, ByteView bytes) {
    open_field(name);
    out_ += '"';
    append_base64(out_, bytes);
    out_ += '"';
  }

  /// `name` as text where the bytes are UTF-8, else `name_b64`.
  void text_or_base64(std::string_view name, ByteView bytes) {
    if (is_utf8(bytes)) {
      text(name, as_text(bytes));
    } else {
      base64(std::string(name) + "_b64", bytes);
    }
  }

  /// A nested list: open_list, then for each element an element of its own, then close_list.
  void open_list(std::string_view name) {
    open_field(name);
    out_ += '[';
    first_ = true;
  }
  void text_element(std::string_view text) {
    part();
    append_text(text);
  }
  template <std::unsigned_integral Integer>
  void number_element(Integer value) {
    part();
    append_digits(value);
  }
  void open_object(std::string_view name) {
    open_field(name);
    out_ += '{';
    first_ = true;
  }
  void close_object() { close_object_element(); }
  void open_object_element() {
    part();
    out_ += '{';
    first_ = true;
  }
  void close_object_element() {
    out_ += '}';
    first_ = false;
  }
  void close_list() {
    out_ += ']';
    first_ = false;
  }

 private:
  static constexpr std::size_t kNameLettersMax = 64;

  /// A field's front put together in one place, so that the text grows once for it.
  struct FieldText {
    char letters[kNameLettersMax + 32];
    char* end = letters;

    void letter(char one) { *end++ = one; }
    void digits(std::uint64_t value) {
      end = std::to_chars(end, letters + sizeof letters, value).ptr;
    }
  };

  void append(const FieldText& text) {
    out_.append(text.letters, static_cast<std::size_t>(text.end - text.letters));
  }
  void open_field(FieldText& text, std::string_view name) {
    if (name.size() > kNameLettersMax) {
      open_field(name);
      return;
    }
    if (!first_) text.letter(',');
    first_ = false;
    text.letter('"');
    std::memcpy(text.end, name.data(), name.size());
    text.end += name.size();
    text.letter('"');
    text.letter(':');
  }
  void part() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void open_field(std::string_view name) {
    if (name.size() <= kNameLettersMax) {
      FieldText text;
      open_field(text, name);
      append(text);
      return;
    }
    part();
    out_ += '"';
    out_ += name;
    out_ += "\":";
  }
  void append_text(std::string_view text) {
    out_ += '"';
    append_json_escaped(out_, text);
    out_ += '"';
  }
  enum class Zeros : std::uint8_t { Keep, Drop };
  void append_fraction(std::uint64_t value, unsigned digits, Zeros zeros) {
    if (value == 0 && zeros == Zeros::Drop) return;
    char text[] = ".000000000";
    for (unsigned at = digits; at > 0; --at, value /= 10) {
      text[at] = static_cast<char>('0' + value % 10);
    }
    out_.append(text, digits + 1);
  }
  void append_digits(std::uint64_t value) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, value);
    out_.append(digits, end.ptr);
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace mcbin::render
