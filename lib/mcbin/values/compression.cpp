#include "mcbin/values/compression.hpp"

#include <algorithm>
#include <string>
#include <zlib.h>

namespace mcbin::values {
namespace {

constexpr int kWindowBits = 15;
constexpr int kEitherHeader = 32;  // added to the window bits: take zlib and gzip
constexpr int kGzipHeader = 16;
constexpr std::size_t kFirstSpace = 4096;

/// zlib counts input in unsigned ints; no value is that long.
uInt zlib_length(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, 0xffffffffU));
}

/// zlib never writes to its input, its type only says so in newer versions.
Bytef* zlib_input(ByteView bytes) {
  return const_cast<Bytef*>(bytes.data());
}

class Inflater {
 public:
  Inflater() { ready_ = ::inflateInit2(&stream_, kWindowBits + kEitherHeader) == Z_OK; }
  ~Inflater() { (void)::inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  [[nodiscard]] bool ready() const { return ready_; }
  [[nodiscard]] z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

/// Makes room behind what is filled, twice as much each time, never more than one byte beyond the
/// bound: the byte that shows that the bound does not hold.
void grow(ByteVector& out, std::size_t bytes_max) {
  const std::size_t wanted = std::max(out.size() * 2, kFirstSpace);
  out.resize(std::min(wanted, bytes_max + 1));
}

}  // namespace

std::string_view compression_name(Compression compression) {
  switch (compression) {
    case Compression::None:
      return "";
    case Compression::Zlib:
      return "zlib";
    case Compression::Gzip:
      return "gzip";
    case Compression::FastLz:
      return "fastlz";
  }
  return "";
}

bool opens_zlib(ByteView bytes) {
  constexpr unsigned kHeaderDivisor = 31;  // RFC 1950: the two bytes as a number are a multiple
  return bytes.size() >= 2 && bytes[0] == 0x78 &&
         (bytes[0] * 256U + bytes[1]) % kHeaderDivisor == 0;
}

bool opens_gzip(ByteView bytes) {
  return bytes.size() >= 3 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8;
}

Result<ByteVector> inflate_value(ByteView packed, std::size_t bytes_max) {
  Inflater inflater;
  if (!inflater.ready()) return fail(Errc::SystemFailed, 0, "no memory for unpacking");
  z_stream& stream = inflater.stream();
  stream.next_in = zlib_input(packed);
  stream.avail_in = zlib_length(packed.size());
  ByteVector out;
  for (;;) {
    const std::size_t filled = stream.total_out;
    if (filled == out.size()) grow(out, bytes_max);
    stream.next_out = out.data() + filled;
    stream.avail_out = zlib_length(out.size() - filled);
    const int step = ::inflate(&stream, Z_NO_FLUSH);
    if (stream.total_out > bytes_max) {
      return fail(Errc::TooLarge, bytes_max,
                  "it unpacks to more than " + std::to_string(bytes_max) + " bytes");
    }
    if (step == Z_STREAM_END) break;
    if (step == Z_OK && stream.avail_out == 0) continue;
    if (step == Z_OK && stream.avail_in > 0) continue;
    const bool cut = step == Z_OK || step == Z_BUF_ERROR;
    return fail(Errc::BadText, stream.total_in,
                cut ? "its compressed stream is cut off" : "its compressed stream is damaged");
  }
  if (stream.avail_in > 0) {
    return fail(Errc::BadText, stream.total_in, "bytes follow its compressed stream");
  }
  out.resize(stream.total_out);
  return out;
}

Result<ByteVector> deflate_value(ByteView plain, Compression compression) {
  z_stream stream{};
  const int bits = kWindowBits + (compression == Compression::Gzip ? kGzipHeader : 0);
  constexpr int kMemoryLevel = 8;  // zlib's own default
  if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, bits, kMemoryLevel,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
    return fail(Errc::SystemFailed, 0, "no memory for packing");
  }
  ByteVector out(::deflateBound(&stream, plain.size()));
  stream.next_in = zlib_input(plain);
  stream.avail_in = zlib_length(plain.size());
  stream.next_out = out.data();
  stream.avail_out = zlib_length(out.size());
  const int step = ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  (void)::deflateEnd(&stream);
  if (step != Z_STREAM_END) return fail(Errc::SystemFailed, 0, "packing failed");
  return out;
}

}  // namespace mcbin::values
