// The guess: which library writes such flags with such bytes. Flags narrow it down to a few, the
// bytes decide. Where nothing decides, the value is shown as it is and no writer is named.
#include "mcbin/values/java_flags.hpp"
#include "mcbin/values/php_flags.hpp"
#include "mcbin/values/python_flags.hpp"
#include "mcbin/values/value_readers.hpp"

namespace mcbin::values {
namespace {

ClientLibrary writer_of_compressed(const Stored& stored) {
  const std::uint32_t flags = stored.flags;
  const bool php = (flags & kPhpCompressed) != 0 && (flags & (kPhpZlib | kPhpFastLz)) != 0;
  if (php) return ClientLibrary::Php;
  if ((flags & kPythonZlib) != 0 && flags < 32 && opens_zlib(stored.bytes)) {
    // Only bmemcached marks bytes (16); pylibmc's 24 is text, which is shown alike.
    return ClientLibrary::Pylibmc;
  }
  if (flags != 2 && flags != 3 && (flags & kJavaTypeMask) == 0) return ClientLibrary::None;
  if ((flags & kJavaGzip) == 0) return ClientLibrary::None;
  if (opens_gzip(stored.bytes)) return ClientLibrary::Spymemcached;
  if (opens_zlib(stored.bytes) && flags <= 3) return ClientLibrary::Dalli;
  return ClientLibrary::None;
}

/// The writer of values whose lowest bits are 1 to 7: small numbers that every library uses.
ClientLibrary writer_of_small_flags(const Stored& stored) {
  const ByteView bytes = stored.bytes;
  const std::uint32_t low = stored.flags & kPhpInternalMask;
  switch (low) {
    case kPythonPickle:
      if (looks_like_marshal(bytes)) return ClientLibrary::Dalli;
      if (looks_like_java(bytes)) return ClientLibrary::Spymemcached;
      if (is_decimal(bytes)) return ClientLibrary::Php;
      return pickle_format(bytes) ? ClientLibrary::Pylibmc : ClientLibrary::None;
    case kPhpDouble:
      if (is_decimal(bytes)) return ClientLibrary::Pylibmc;
      return is_real(bytes) || as_text(bytes).ends_with("Infinity") || as_text(bytes) == "NaN"
                 ? ClientLibrary::Php
                 : ClientLibrary::None;
    case kPhpBool:
      return bytes.empty() || as_text(bytes) == "1" ? ClientLibrary::Php : ClientLibrary::None;
    case kPhpSerialized:
      if (is_decimal(bytes)) return ClientLibrary::Pylibmc;
      return looks_like_php(bytes) ? ClientLibrary::Php : ClientLibrary::None;
    case kPhpIgbinary:
    case kPhpJson:
    case kPhpMsgpack:
      return ClientLibrary::Php;
    default:
      return ClientLibrary::None;
  }
}

ClientLibrary writer_of(const Stored& stored) {
  const ClientLibrary packer = writer_of_compressed(stored);
  if (packer != ClientLibrary::None) return packer;
  const std::uint32_t flags = stored.flags;
  if (flags >= kJavaBoolean && flags <= kJavaBytes && (flags & ~kJavaTypeMask) == 0) {
    return ClientLibrary::Spymemcached;
  }
  if (flags == kPythonOther && is_utf8(stored.bytes)) return ClientLibrary::Pylibmc;
  if (flags == kPythonOther) return ClientLibrary::Bmemcached;
  return writer_of_small_flags(stored);
}

/// Compressed "text" that is not UTF-8 must have been bmemcached's bytes, or pylibmc's plain ones.
ReadValue read_as(ClientLibrary writer, const Stored& stored) {
  ReadValue read = read_value(writer, stored.flags, stored.bytes, stored.unpacked_bytes_max);
  const bool python = writer == ClientLibrary::Pylibmc && read.type == ValueType::Damaged;
  if (!python) return read;
  ReadValue other =
      read_value(ClientLibrary::Bmemcached, stored.flags, stored.bytes, stored.unpacked_bytes_max);
  return other.type == ValueType::Damaged ? read : other;
}

}  // namespace

ReadValue read_guessed(const Stored& stored) {
  if (stored.flags == 0) return text_or_bytes(stored.bytes);
  const ClientLibrary writer = writer_of(stored);
  if (writer == ClientLibrary::None) return plain(ValueType::Unknown, stored.bytes);
  return read_as(writer, stored);
}

}  // namespace mcbin::values
