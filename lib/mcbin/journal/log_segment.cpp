#include "mcbin/journal/log_segment.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/journal/crc32c.hpp"

#include <charconv>

namespace mcbin::journal {
namespace {

constexpr std::string_view kMagic = "mcbinlog";
constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kNumberAt = 12;
constexpr std::size_t kFirstSequenceAt = 20;
constexpr std::size_t kOnDiskSequenceAt = 28;
constexpr std::size_t kChecksumAt = 36;
constexpr std::string_view kNamePrefix = "log-";
constexpr std::size_t kNameDigits = 20;

}  // namespace

std::array<Byte, kSegmentHeaderBytes> encode_segment_header(const SegmentHeader& header) {
  std::array<Byte, kSegmentHeaderBytes> bytes{};
  copy_bytes(as_bytes(kMagic), bytes);
  store_be32(bytes.data() + kVersionAt, kFormatVersion);
  store_be64(bytes.data() + kNumberAt, header.number);
  store_be64(bytes.data() + kFirstSequenceAt, header.first_sequence);
  store_be64(bytes.data() + kOnDiskSequenceAt, header.on_disk_sequence);
  store_be32(bytes.data() + kChecksumAt, crc32c(ByteView(bytes).first(kChecksumAt)));
  return bytes;
}

Result<SegmentHeader> decode_segment_header(ByteView bytes) {
  if (bytes.size() < kSegmentHeaderBytes) return fail(Errc::Truncated, bytes.size());
  if (as_text(bytes.first(kMagic.size())) != kMagic) return fail(Errc::BadMagic);
  const std::uint32_t version = load_be32(bytes.data() + kVersionAt);
  if (load_be32(bytes.data() + kChecksumAt) != crc32c(bytes.first(kChecksumAt))) {
    return fail(Errc::BadText, kChecksumAt, "the checksum of the file's header does not hold");
  }
  if (version != kFormatVersion) {
    return fail(Errc::BadConfiguration, kVersionAt,
                "the file has version " + std::to_string(version) +
                    " of the format; this program reads version " + std::to_string(kFormatVersion));
  }
  return SegmentHeader{.number = load_be64(bytes.data() + kNumberAt),
                       .first_sequence = load_be64(bytes.data() + kFirstSequenceAt),
                       .on_disk_sequence = load_be64(bytes.data() + kOnDiskSequenceAt)};
}

std::string segment_name(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(kNamePrefix) + std::string(kNameDigits - digits.size(), '0') + digits;
}

std::optional<std::uint64_t> segment_number(std::string_view name) {
  if (name.size() != kNamePrefix.size() + kNameDigits || !name.starts_with(kNamePrefix)) {
    return std::nullopt;
  }
  const std::string_view digits = name.substr(kNamePrefix.size());
  std::uint64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return number;
}

}  // namespace mcbin::journal
