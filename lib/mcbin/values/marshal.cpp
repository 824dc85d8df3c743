// Format 4.8: two version bytes, then one typed value.
//   i N        integer of up to 31 bits      "N...      bytes
//   l S N ...  larger integer                I "N... 1 :\x06E T   UTF-8 text (E F: US-ASCII)
//   f N...     float as text                 T F 0      true, false, nil
// N is a packed integer: 0; 5 to 127 and -5 to -128 biased by 5; else a count of bytes (negative
// for negative numbers) and the bytes, little-endian.
#include "mcbin/values/marshal.hpp"

#include "mcbin/values/value_readers.hpp"

#include <algorithm>
#include <string>

namespace mcbin::values {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kVersion = "\x04\x08"sv;
constexpr std::string_view kUtf8Mark =
    "\x06:\x06"
    "ET"sv;
constexpr std::string_view kAsciiMark =
    "\x06:\x06"
    "EF"sv;
constexpr std::int64_t kBias = 5;
constexpr std::int64_t kFixnumLimit = 1LL << 30;
constexpr std::size_t kIntegerBytes = 8;

/// Takes a packed integer from the front of `rest`.
std::optional<std::int64_t> take_packed(ByteView& rest) {
  if (rest.empty()) return std::nullopt;
  const auto lead = static_cast<std::int8_t>(rest[0]);
  rest = rest.subspan(1);
  if (lead == 0) return 0;
  if (lead >= kBias) return lead - kBias;
  if (lead <= -kBias) return lead + kBias;
  const std::size_t count = static_cast<std::size_t>(lead < 0 ? -lead : lead);
  if (rest.size() < count) return std::nullopt;
  std::int64_t number = lead < 0 ? -1 : 0;  // ones or zeros above the bytes that are written
  for (std::size_t index = count; index > 0; --index) number = number * 256 + rest[index - 1];
  rest = rest.subspan(count);
  return number;
}

std::optional<ByteView> take_bytes(ByteView& rest) {
  const auto size = take_packed(rest);
  if (!size || *size < 0 || static_cast<std::uint64_t>(*size) > rest.size()) return std::nullopt;
  const ByteView bytes = rest.first(static_cast<std::size_t>(*size));
  rest = rest.subspan(bytes.size());
  return bytes;
}

std::optional<ReadValue> read_text(ByteView rest) {
  if (rest.empty() || rest[0] != '"') return std::nullopt;
  rest = rest.subspan(1);
  const auto bytes = take_bytes(rest);
  const bool known = as_text(rest) == kUtf8Mark || as_text(rest) == kAsciiMark;
  if (!bytes || !known) return std::nullopt;
  return text_or_bytes(*bytes);
}

/// A sign and pairs of bytes; only what fits 64 bits is read.
std::optional<ReadValue> read_large_integer(ByteView rest) {
  if (rest.empty() || (rest[0] != '+' && rest[0] != '-')) return std::nullopt;
  const bool negative = rest[0] == '-';
  rest = rest.subspan(1);
  const auto pairs = take_packed(rest);
  if (!pairs || *pairs < 0 || *pairs > std::int64_t{kIntegerBytes / 2}) return std::nullopt;
  if (rest.size() != static_cast<std::size_t>(*pairs) * 2) return std::nullopt;
  std::uint64_t number = 0;
  for (std::size_t index = rest.size(); index > 0; --index) number = number << 8U | rest[index - 1];
  return plain(ValueType::Integer, (negative ? "-" : "") + std::to_string(number));
}

void append_packed(ByteVector& out, std::int64_t number) {
  if (number == 0) {
    out.push_back(0);
  } else if (number > 0 && number < 123) {
    out.push_back(static_cast<Byte>(number + kBias));
  } else if (number < 0 && number > -124) {
    out.push_back(static_cast<Byte>(number - kBias));
  } else {
    ByteVector bytes;
    const std::int64_t end = number < 0 ? -1 : 0;
    for (; number != end; number >>= 8U) bytes.push_back(static_cast<Byte>(number & 0xff));
    const auto count = static_cast<std::int8_t>(bytes.size());
    out.push_back(static_cast<Byte>(end < 0 ? -count : count));
    append(out, bytes);
  }
}

ByteVector opened(std::string_view type) {
  ByteVector out;
  append(out, as_bytes(kVersion));
  append(out, as_bytes(type));
  return out;
}

void append_counted(ByteVector& out, ByteView bytes) {
  append_packed(out, static_cast<std::int64_t>(bytes.size()));
  append(out, bytes);
}

}  // namespace

std::optional<ReadValue> read_marshal_scalar(ByteView bytes) {
  if (!looks_like_marshal(bytes)) return std::nullopt;
  const Byte type = bytes[kVersion.size()];
  ByteView rest = bytes.subspan(kVersion.size() + 1);
  if (rest.empty()) {
    if (type == 'T') return plain(ValueType::Boolean, "true");
    if (type == 'F') return plain(ValueType::Boolean, "false");
    if (type == '0') return plain(ValueType::Null, "null");
    return std::nullopt;
  }
  if (type == 'I') return read_text(rest);
  if (type == 'l') return read_large_integer(rest);
  if (type == 'i') {
    const auto number = take_packed(rest);
    if (!number || !rest.empty()) return std::nullopt;
    return plain(ValueType::Integer, std::to_string(*number));
  }
  if (type != '"' && type != 'f') return std::nullopt;
  const auto content = take_bytes(rest);
  if (!content || !rest.empty()) return std::nullopt;
  return plain(type == 'f' ? ValueType::Float : ValueType::Bytes, *content);
}

ByteVector marshal_text(ByteView utf8) {
  ByteVector out = opened("I\"");
  append_counted(out, utf8);
  append(out, as_bytes(kUtf8Mark));
  return out;
}

ByteVector marshal_bytes(ByteView bytes) {
  ByteVector out = opened("\"");
  append_counted(out, bytes);
  return out;
}

ByteVector marshal_integer(std::int64_t number) {
  if (number >= -kFixnumLimit && number < kFixnumLimit) {
    ByteVector out = opened("i");
    append_packed(out, number);
    return out;
  }
  ByteVector out = opened(number < 0 ? "l-" : "l+");
  const auto bits = static_cast<std::uint64_t>(number);
  std::uint64_t magnitude = number < 0 ? ~bits + 1 : bits;
  ByteVector bytes;
  for (; magnitude > 0; magnitude >>= 8U) bytes.push_back(static_cast<Byte>(magnitude & 0xffU));
  if (bytes.size() % 2 != 0) bytes.push_back(0);
  append_packed(out, static_cast<std::int64_t>(bytes.size() / 2));
  append(out, bytes);
  return out;
}

ByteVector marshal_float(std::string_view decimal) {
  ByteVector out = opened("f");
  append_counted(out, as_bytes(decimal));
  return out;
}

ByteVector marshal_boolean(bool truth) {
  return opened(truth ? "T" : "F");
}

}  // namespace mcbin::values
