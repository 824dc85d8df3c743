// php-memcached: a type in four bits, compression in three more.
#include "mcbin/values/fast_lz.hpp"
#include "mcbin/values/php_flags.hpp"
#include "mcbin/values/value_readers.hpp"

namespace mcbin::values {
namespace {

ReadValue read_double(ByteView bytes) {
  const std::string_view text = as_text(bytes);
  if (text == "Infinity") return plain(ValueType::Float, "inf");
  if (text == "-Infinity") return plain(ValueType::Float, "-inf");
  if (text == "NaN") return plain(ValueType::Float, "nan");
  if (!is_real(bytes) && !is_decimal(bytes)) {
    return damaged("its flags say double, but it is none", bytes);
  }
  return plain(ValueType::Float, bytes);
}

ReadValue read_unpacked(std::uint32_t type, ByteView bytes) {
  switch (type) {
    case kPhpString:
      return text_or_bytes(bytes);
    case kPhpLong:
      return decimal(bytes);
    case kPhpDouble:
      return read_double(bytes);
    case kPhpBool:
      if (!bytes.empty() && as_text(bytes) != "1") {
        return damaged("its flags say bool, but it is neither 1 nor empty", bytes);
      }
      return plain(ValueType::Boolean, bytes.empty() ? "false" : "true");
    case kPhpSerialized:
      return object("PHP serialize()", bytes);
    case kPhpIgbinary:
      return object("PHP igbinary", bytes);
    case kPhpJson:
      return object("JSON", bytes);
    case kPhpMsgpack:
      return object("MessagePack", bytes);
    default:
      return plain(ValueType::Unknown, bytes);
  }
}

std::size_t load_length(ByteView bytes) {
  std::size_t length = 0;
  for (std::size_t index = kPhpLengthBytes; index > 0; --index) {
    length = length << 8U | bytes[index - 1];
  }
  return length;
}

Result<ByteVector> unpack(const Stored& stored) {
  if (stored.bytes.size() < kPhpLengthBytes) {
    return fail(Errc::BadText, 0, "it is too short to be compressed, as its flags say");
  }
  const std::size_t length = load_length(stored.bytes);
  const ByteView packed = stored.bytes.subspan(kPhpLengthBytes);
  if (length > stored.unpacked_bytes_max) {
    return fail(Errc::TooLarge, 0,
                "it unpacks to more than " + std::to_string(stored.unpacked_bytes_max) + " bytes");
  }
  if ((stored.flags & kPhpFastLz) != 0) return unpack_fast_lz(packed, length);
  auto plain_bytes = inflate_value(packed, stored.unpacked_bytes_max);
  if (plain_bytes && plain_bytes->size() != length) {
    return fail(Errc::BadText, 0, "it unpacks to another length than it says");
  }
  return plain_bytes;
}

}  // namespace

ReadValue read_php(const Stored& stored) {
  const std::uint32_t internal = stored.flags & kPhpInternalMask;
  const std::uint32_t type = internal & kPhpTypeMask;
  if ((internal & kPhpCompressed) == 0) {
    if (internal != type) return plain(ValueType::Unknown, stored.bytes);
    return read_unpacked(type, stored.bytes);
  }
  const auto unpacked = unpack(stored);
  if (!unpacked) return damaged(unpacked.error().detail, stored.bytes);
  ReadValue read = read_unpacked(type, *unpacked);
  read.compression = (internal & kPhpFastLz) != 0 ? Compression::FastLz : Compression::Zlib;
  return read;
}

}  // namespace mcbin::values
