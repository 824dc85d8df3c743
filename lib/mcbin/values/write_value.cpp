// Numbers are checked here, once; each library's writer then only chooses bytes and flags.
#include "mcbin/values/write_value.hpp"

#include "mcbin/values/java_flags.hpp"
#include "mcbin/values/marshal.hpp"
#include "mcbin/values/php_flags.hpp"
#include "mcbin/values/python_flags.hpp"
#include "mcbin/values/ruby_flags.hpp"
#include "mcbin/values/value_readers.hpp"

#include <bit>
#include <charconv>
#include <limits>
#include <optional>
#include <string>

namespace mcbin::values {
namespace {

/// A value whose spelling has been checked.
struct Checked {
  ValueType type = ValueType::Bytes;
  ByteView content = {};
  std::int64_t integer = 0;
  double real = 0;
  bool truth = false;
};

WrittenValue written(std::uint32_t flags, std::string_view text) {
  return {flags, ByteVector(text.begin(), text.end())};
}

WrittenValue written(std::uint32_t flags, ByteView bytes) {
  return {flags, ByteVector(bytes.begin(), bytes.end())};
}

template <typename Number>
std::optional<Number> number_of(ByteView content) {
  const std::string_view text = as_text(content);
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || stop != end || error != std::errc{}) return std::nullopt;
  return number;
}

Result<Checked> checked(ValueType type, ByteView content) {
  const auto refuse = [&](std::string_view what) {
    return fail(Errc::BadText, 0, "the value is not " + std::string(what));
  };
  Checked value{.type = type, .content = content};
  if (type == ValueType::Text && !is_utf8(content)) return refuse("UTF-8 text");
  if (type == ValueType::Integer) {
    const auto number = number_of<std::int64_t>(content);
    if (!number) return refuse("an integer of 64 bits");
    value.integer = *number;
  }
  if (type == ValueType::Float) {
    const auto number = number_of<double>(content);
    if (!number) return refuse("a number");
    value.real = *number;
  }
  if (type == ValueType::Boolean) {
    const std::string_view text = as_text(content);
    value.truth = text == "true" || text == "1";
    if (!value.truth && text != "false" && text != "0") return refuse("true or false");
  }
  return value;
}

/// Protocol 0, which every Python reads.
WrittenValue pickled(std::string_view text) {
  return written(kPythonPickle, text);
}

std::string python_float(const Checked& value) {
  return "F" + real_text(value.real) + "\n.";
}

WrittenValue write_bmemcached(const Checked& value) {
  switch (value.type) {
    case ValueType::Text:
      return written(0, value.content);
    case ValueType::Integer:
      return written(kPythonInteger, std::to_string(value.integer));
    case ValueType::Boolean:
      return pickled(value.truth ? "I01\n." : "I00\n.");
    case ValueType::Float:
      return pickled(python_float(value));
    default:
      return written(kPythonOther, value.content);
  }
}

WrittenValue write_pylibmc(const Checked& value) {
  switch (value.type) {
    case ValueType::Text:
      return written(kPythonOther, value.content);
    case ValueType::Integer:
      return written(kPythonLong, std::to_string(value.integer));
    case ValueType::Boolean:
      return written(kPythonInteger, value.truth ? "1" : "0");
    case ValueType::Float:
      return pickled(python_float(value));
    default:
      return written(0, value.content);
  }
}

std::string php_float(double number) {
  if (number != number) return "NaN";
  if (number == std::numeric_limits<double>::infinity()) return "Infinity";
  if (number == -std::numeric_limits<double>::infinity()) return "-Infinity";
  return real_text(number);
}

WrittenValue write_php(const Checked& value) {
  switch (value.type) {
    case ValueType::Integer:
      return written(kPhpLong, std::to_string(value.integer));
    case ValueType::Boolean:
      return written(kPhpBool, value.truth ? "1" : "");
    case ValueType::Float:
      return written(kPhpDouble, php_float(value.real));
    default:
      return written(kPhpString, value.content);
  }
}

WrittenValue write_ruby(const Checked& value) {
  switch (value.type) {
    case ValueType::Text:
      return {kRubyMarshal, marshal_text(value.content)};
    case ValueType::Integer:
      return {kRubyMarshal, marshal_integer(value.integer)};
    case ValueType::Boolean:
      return {kRubyMarshal, marshal_boolean(value.truth)};
    case ValueType::Float:
      return {kRubyMarshal, marshal_float(real_text(value.real))};
    default:
      return {kRubyMarshal, marshal_bytes(value.content)};
  }
}

/// Big-endian, without leading zero bytes.
ByteVector shortened(std::uint64_t number) {
  ByteVector bytes;
  for (int shift = 56; shift >= 0; shift -= 8) {
    const auto byte = static_cast<Byte>(number >> static_cast<unsigned>(shift));
    if (byte != 0 || !bytes.empty()) bytes.push_back(byte);
  }
  return bytes;
}

WrittenValue write_java(const Checked& value) {
  switch (value.type) {
    case ValueType::Text:
      return written(0, value.content);
    case ValueType::Integer: {
      const auto narrow = static_cast<std::int32_t>(value.integer);
      if (narrow != value.integer) {
        return {kJavaLong, shortened(static_cast<std::uint64_t>(value.integer))};
      }
      return {kJavaInteger, shortened(static_cast<std::uint32_t>(narrow))};
    }
    case ValueType::Boolean:
      return written(kJavaBoolean, value.truth ? "1" : "0");
    case ValueType::Float:
      return {kJavaDouble, shortened(std::bit_cast<std::uint64_t>(value.real))};
    default:
      return written(kJavaBytes, value.content);
  }
}

Result<WrittenValue> packed(WrittenValue value, std::uint32_t bit, Compression compression) {
  auto bytes = deflate_value(value.bytes, compression);
  if (!bytes) return tl::unexpected(bytes.error());
  return WrittenValue{value.flags | bit, std::move(*bytes)};
}

Result<WrittenValue> packed_for_php(const WrittenValue& value) {
  if (value.flags != kPhpString) {
    return fail(Errc::BadText, 0, "php compresses text and bytes only");
  }
  const std::uint64_t length = value.bytes.size();
  auto stream = packed(value, kPhpCompressed | kPhpZlib, Compression::Zlib);
  if (!stream) return stream;
  ByteVector bytes;
  for (std::size_t index = 0; index < kPhpLengthBytes; ++index) {
    bytes.push_back(static_cast<Byte>(length >> (8 * index)));
  }
  append(bytes, stream->bytes);
  stream->bytes = std::move(bytes);
  return stream;
}

}  // namespace

Result<WrittenValue> write_value(ClientLibrary library, ValueType type, ByteView content,
                                 Pack pack) {
  const auto value = checked(type, content);
  if (!value) return tl::unexpected(value.error());
  const bool pack_it = pack == Pack::Always;
  switch (library) {
    case ClientLibrary::Auto:
    case ClientLibrary::None:
      break;
    case ClientLibrary::Bmemcached:
      if (!pack_it) return write_bmemcached(*value);
      return packed(write_bmemcached(*value), kPythonZlib, Compression::Zlib);
    case ClientLibrary::Pylibmc:
      if (!pack_it) return write_pylibmc(*value);
      return packed(write_pylibmc(*value), kPythonZlib, Compression::Zlib);
    case ClientLibrary::Php:
      if (!pack_it) return write_php(*value);
      return packed_for_php(write_php(*value));
    case ClientLibrary::Dalli:
      if (!pack_it) return write_ruby(*value);
      return packed(write_ruby(*value), kRubyCompressed, Compression::Zlib);
    case ClientLibrary::Spymemcached:
      if (!pack_it) return write_java(*value);
      return packed(write_java(*value), kJavaGzip, Compression::Gzip);
    case ClientLibrary::Memjs:
      if (pack_it) return fail(Errc::BadText, 0, "memjs has no compression");
      return written(0, value->content);
  }
  return fail(Errc::BadConfiguration, 0,
              "a value is written as one library's, not as auto or none");
}

}  // namespace mcbin::values
