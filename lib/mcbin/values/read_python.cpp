// bmemcached, and pylibmc with python-memcached and pymemcache's serde: one set of bits, but 16 is
// bytes to the one and text to the others, and 0 the other way round.
#include "mcbin/values/python_flags.hpp"
#include "mcbin/values/value_readers.hpp"

namespace mcbin::values {
namespace {

ReadValue read_pickle(ByteView bytes) {
  const auto format = pickle_format(bytes);
  if (!format) return damaged("its flags say pickle, but it is none", bytes);
  return object(*format, bytes);
}

ReadValue read_text(ByteView bytes) {
  if (!is_utf8(bytes)) return damaged("its flags say text, but it is not UTF-8", bytes);
  return plain(ValueType::Text, bytes);
}

ReadValue read_unpacked(ClientLibrary library, std::uint32_t kind, ByteView bytes) {
  const bool bytes_have_a_bit = library == ClientLibrary::Bmemcached;
  switch (kind) {
    case kPythonPickle:
      return read_pickle(bytes);
    case kPythonInteger:
    case kPythonLong:
      return decimal(bytes);
    case kPythonOther:
      return bytes_have_a_bit ? plain(ValueType::Bytes, bytes) : read_text(bytes);
    case 0:
      return bytes_have_a_bit ? read_text(bytes) : text_or_bytes(bytes);
    default:
      return plain(ValueType::Unknown, bytes);
  }
}

}  // namespace

ReadValue read_python(ClientLibrary library, const Stored& stored) {
  if ((stored.flags & kPythonZlib) == 0) {
    return read_unpacked(library, stored.flags, stored.bytes);
  }
  const auto unpacked = inflate_value(stored.bytes, stored.unpacked_bytes_max);
  if (!unpacked) return damaged(unpacked.error().detail, stored.bytes);
  ReadValue read = read_unpacked(library, stored.flags & ~kPythonZlib, *unpacked);
  read.compression = opens_gzip(stored.bytes) ? Compression::Gzip : Compression::Zlib;
  return read;
}

}  // namespace mcbin::values
