// spymemcached: a type in bits 8 to 15, serialization and gzip in the lowest two.
#include "mcbin/values/java_flags.hpp"
#include "mcbin/values/value_readers.hpp"

#include <bit>
#include <charconv>
#include <ctime>

namespace mcbin::values {
namespace {

std::uint64_t number_of(ByteView bytes) {
  std::uint64_t number = 0;
  for (const Byte byte : bytes) number = number << 8U | byte;
  return number;
}

std::string float_text(float number) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  return {digits, end.ptr};
}

/// "2026-11-22T08:15:30.123Z"; years beyond the calendar of the system are shown as the number.
std::string date_text(std::int64_t unix_ms) {
  const std::int64_t ms = ((unix_ms % 1000) + 1000) % 1000;
  const auto seconds = static_cast<std::time_t>((unix_ms - ms) / 1000);
  std::tm utc{};
  char text[64];
  if (::gmtime_r(&seconds, &utc) == nullptr ||
      std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc) == 0) {
    return std::to_string(unix_ms) + " ms";
  }
  const std::string digits = std::to_string(1000 + ms).substr(1);
  return std::string(text) + "." + digits + "Z";
}

std::size_t size_max(std::uint32_t type) {
  switch (type) {
    case kJavaBoolean:
    case kJavaByte:
      return 1;
    case kJavaInteger:
    case kJavaFloat:
      return 4;
    default:
      return 8;
  }
}

ReadValue read_number(std::uint32_t type, ByteView bytes) {
  if (bytes.size() > size_max(type)) return damaged("its number has too many bytes", bytes);
  const std::uint64_t number = number_of(bytes);
  switch (type) {
    case kJavaBoolean:
      return plain(ValueType::Boolean, number == '1' ? "true" : "false");
    case kJavaByte:
      return plain(ValueType::Integer, std::to_string(static_cast<std::int8_t>(number)));
    case kJavaInteger:
      return plain(ValueType::Integer, std::to_string(static_cast<std::int32_t>(number)));
    case kJavaFloat:
      return plain(ValueType::Float,
                   float_text(std::bit_cast<float>(static_cast<std::uint32_t>(number))));
    case kJavaDouble:
      return plain(ValueType::Float, real_text(std::bit_cast<double>(number)));
    case kJavaDate:
      return plain(ValueType::Date, date_text(static_cast<std::int64_t>(number)));
    default:
      return plain(ValueType::Integer, std::to_string(static_cast<std::int64_t>(number)));
  }
}

ReadValue read_unpacked(std::uint32_t kind, ByteView bytes) {
  if (kind == 0) return text_or_bytes(bytes);
  if (kind == kJavaSerialized) {
    if (!looks_like_java(bytes)) {
      return damaged("its flags say a serialized Java object, but it is none", bytes);
    }
    return object("Java serialization", bytes);
  }
  if (kind == kJavaBytes) return plain(ValueType::Bytes, bytes);
  if (kind >= kJavaBoolean && kind <= kJavaDouble && (kind & ~kJavaTypeMask) == 0) {
    return read_number(kind, bytes);
  }
  return plain(ValueType::Unknown, bytes);
}

}  // namespace

ReadValue read_java(const Stored& stored) {
  if ((stored.flags & kJavaGzip) == 0) return read_unpacked(stored.flags, stored.bytes);
  const auto unpacked = inflate_value(stored.bytes, stored.unpacked_bytes_max);
  if (!unpacked) return damaged(unpacked.error().detail, stored.bytes);
  ReadValue read = read_unpacked(stored.flags & ~kJavaGzip, *unpacked);
  read.compression = opens_gzip(stored.bytes) ? Compression::Gzip : Compression::Zlib;
  return read;
}

}  // namespace mcbin::values
