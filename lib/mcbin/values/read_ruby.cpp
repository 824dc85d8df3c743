// Dalli: one bit for Marshal, one for compression.
#include "mcbin/values/marshal.hpp"
#include "mcbin/values/ruby_flags.hpp"
#include "mcbin/values/value_readers.hpp"

namespace mcbin::values {
namespace {

ReadValue read_unpacked(std::uint32_t kind, ByteView bytes) {
  if (kind == 0) return text_or_bytes(bytes);
  if (kind != kRubyMarshal) return plain(ValueType::Unknown, bytes);
  if (!looks_like_marshal(bytes)) return damaged("its flags say Marshal, but it is none", bytes);
  if (auto scalar = read_marshal_scalar(bytes)) return *std::move(scalar);
  return object("Ruby Marshal", bytes);
}

}  // namespace

ReadValue read_ruby(const Stored& stored) {
  if ((stored.flags & kRubyCompressed) == 0) return read_unpacked(stored.flags, stored.bytes);
  const auto unpacked = inflate_value(stored.bytes, stored.unpacked_bytes_max);
  if (!unpacked) return damaged(unpacked.error().detail, stored.bytes);
  ReadValue read = read_unpacked(stored.flags & ~kRubyCompressed, *unpacked);
  read.compression = opens_gzip(stored.bytes) ? Compression::Gzip : Compression::Zlib;
  return read;
}

}  // namespace mcbin::values
