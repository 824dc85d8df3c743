// One JSON object on one line, written field by field in the order of the calls. By hand, because a
// tree of values per frame costs six times as much; names are ours and need no escaping. What is
// short gathers in the object itself and goes to the text in one piece.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/render/byte_text.hpp"
#include "mcbin/render/digit_text.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace mcbin::render {

/// Appends to `out`, which must outlive it and holds everything when it has gone. Each name at most
/// once; the caller sees to that. A name that is a literal costs a few stores; other names, which
/// are views, cost more.
class JsonLine {
 public:
  explicit JsonLine(std::string& out) : out_(out) { put('{'); }
  /// A line whose front, fields without the bracket, is always the same.
  template <std::size_t Size>
  JsonLine(std::string& out, const char (&fields)[Size]) : JsonLine(out) {
    static_assert(Size <= kFieldBytesMax);
    put(std::string_view(fields, Size - 1));
    first_ = false;
  }
  JsonLine(const JsonLine&) = delete;
  JsonLine& operator=(const JsonLine&) = delete;
  ~JsonLine() { flush(); }

  /// Ends the object and the line.
  void end() {
    put('}');
    put('\n');
    flush();
  }

  /// A number that every reader holds exactly: at most 2^53 by its meaning.
  template <typename Name, std::unsigned_integral Integer>
  void number(const Name& name, Integer value) {
    open_field(name);
    end_ = write_digits(end_, value);
  }

  /// A 64-bit number, as a string: readers that only know doubles would round it.
  template <typename Name>
  void wide_number(const Name& name, std::uint64_t value) {
    open_field(name);
    put('"');
    end_ = write_digits(end_, value);
    put('"');
  }

  /// `part` of `whole` as a number from 0 to 1 with four digits; nothing when there is no whole.
  template <typename Name>
  void ratio(const Name& name, std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return;
    constexpr double kParts = 10000;
    const double share = static_cast<double>(part) / static_cast<double>(whole);
    const auto parts = static_cast<std::uint64_t>(share * kParts + 0.5);
    open_field(name);
    end_ = write_digits(end_, parts / 10000);
    put_fraction(parts % 10000, 4);
  }

  /// `ns` nanoseconds in microseconds, with three digits of fraction unless they are zeros.
  template <typename Name>
  void microseconds(const Name& name, std::int64_t ns) {
    open_field(name);
    const auto whole = static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0));
    end_ = write_digits(end_, whole / 1000);
    put_fraction(whole % 1000, 3);
  }

  /// A moment `ns` nanoseconds after 1970, in seconds with nine digits of fraction, as a string.
  template <typename Name>
  void moment(const Name& name, std::int64_t ns) {
    open_field(name);
    constexpr std::uint64_t kSecond = 1'000'000'000;
    const auto whole = static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0));
    put('"');
    end_ = write_digits(end_, whole / kSecond);
    put('.');
    const auto part = static_cast<std::uint32_t>(whole % kSecond);
    put(static_cast<char>('0' + part / 100'000'000));
    end_ = write_eight_digits(end_, part);
    put('"');
  }

  template <typename Name>
  void yes(const Name& name) {
    boolean(name, true);
  }

  template <typename Name>
  void boolean(const Name& name, bool value) {
    open_field(name);
    put(value ? std::string_view("true") : std::string_view("false"));
  }

  /// @param text  valid UTF-8.
  template <typename Name>
  void text(const Name& name, std::string_view text) {
    open_field(name);
    put_text(text);
  }

  /// @param text  as is_plain_text() wants it.
  template <typename Name>
  void plain_text(const Name& name, std::string_view text) {
    open_field(name);
    put('"');
    put_plain(text);
    put('"');
  }

  /// @param text  short, of letters that JSON takes as they are: one of our own words. Literals
  /// cost
  ///     a few stores.
  template <typename Name>
  void word(const Name& name, std::string_view text) {
    open_field(name);
    put('"');
    put(text.substr(0, kWordBytesMax));
    put('"');
  }
  template <typename Name, std::size_t Size>
  void word(const Name& name, const char (&text)[Size]) {
    static_assert(Size <= kWordBytesMax);
    open_field(name);
    char* const to = end_;
    *to = '"';
    std::memcpy(to + 1, text, Size - 1);
    to[Size] = '"';
    end_ = to + Size + 1;
  }

  template <typename Name>
  void hex(const Name& name, ByteView bytes) {
    open_field(name);
    flush();
    out_ += '"';
    append_hex(out_, bytes);
    out_ += '"';
  }

  template <typename Name>
  void base64(const Name& name, ByteView bytes) {
    open_field(name);
    flush();
    out_ += '"';
    append_base64(out_, bytes);
    out_ += '"';
  }

  /// `name` as text where the bytes are UTF-8, else `name_b64`.
  void text_or_base64(std::string_view name, ByteView bytes) {
    if (is_utf8(bytes)) {
      text(name, as_text(bytes));
    } else {
      base64(std::string_view(std::string(name) + "_b64"), bytes);
    }
  }

  /// A nested list: open_list, then for each element an element of its own, then close_list.
  template <typename Name>
  void open_list(const Name& name) {
    open_field(name);
    put('[');
    first_ = true;
  }
  void text_element(std::string_view text) {
    part();
    put_text(text);
  }
  template <std::unsigned_integral Integer>
  void number_element(Integer value) {
    part();
    end_ = write_digits(end_, value);
  }
  template <typename Name>
  void open_object(const Name& name) {
    open_field(name);
    put('{');
    first_ = true;
  }
  void close_object() { close_object_element(); }
  void open_object_element() {
    part();
    put('{');
    first_ = true;
  }
  void close_object_element() {
    make_room();
    put('}');
    first_ = false;
  }
  void close_list() {
    make_room();
    put(']');
    first_ = false;
  }

 private:
  static constexpr std::size_t kGatherBytes = 1024;
  static constexpr std::size_t kNameBytesMax = 32;  // of a literal
  static constexpr std::size_t kWordBytesMax = 64;
  static constexpr std::size_t kTextBytesMax = 512;  // longer ones are not gathered
  /// A literal name, a word or a number, and what stands around them.
  static constexpr std::size_t kFieldBytesMax = kNameBytesMax + kWordBytesMax + 16;

  void flush() {
    out_.append(gathered_.data(), static_cast<std::size_t>(end_ - gathered_.data()));
    end_ = gathered_.data();
  }
  void make_room(std::size_t size = kFieldBytesMax) {
    const auto room = static_cast<std::size_t>(gathered_.data() + gathered_.size() - end_);
    if (room < size) flush();
  }
  void put(char letter) { *end_++ = letter; }
  void put(std::string_view text) { end_ = std::copy(text.begin(), text.end(), end_); }

  template <std::size_t Size>
  void open_field(const char (&name)[Size]) {
    static_assert(Size <= kNameBytesMax);
    make_room();
    char* to = end_;
    *to = ',';
    to += first_ ? 0 : 1;
    first_ = false;
    *to = '"';
    std::memcpy(to + 1, name, Size - 1);
    std::memcpy(to + Size, "\":", 2);
    end_ = to + Size + 2;
  }
  void open_field(std::string_view name) {
    part();
    put('"');
    flush();
    out_ += name;
    put('"');
    put(':');
  }
  void part() {
    make_room();
    if (!first_) put(',');
    first_ = false;
  }
  void put_text(std::string_view text) {
    put('"');
    if (is_plain_text(as_bytes(text))) {
      put_plain(text);
    } else {
      flush();
      append_json_escaped(out_, text);
    }
    put('"');
  }
  void put_plain(std::string_view text) {
    if (text.size() <= kTextBytesMax) {
      make_room(text.size() + kFieldBytesMax);
      put(text);
    } else {
      flush();
      out_ += text;
    }
  }
  void put_fraction(std::uint64_t value, unsigned digits) {
    if (value == 0) return;
    put('.');
    end_ = write_fixed_digits(end_, static_cast<std::uint32_t>(value), digits);
  }

  std::string& out_;
  std::array<char, kGatherBytes> gathered_;
  char* end_ = gathered_.data();
  bool first_ = true;
};

}  // namespace mcbin::render
