#include "mcbin/journal/record.hpp"

#include "mcbin/base/check.hpp"
#include "mcbin/base/endian.hpp"
#include "mcbin/journal/crc32c.hpp"

namespace mcbin::journal {
namespace {

constexpr std::size_t kChecksumBytes = 4;
constexpr std::size_t kLengthAt = 4;
constexpr std::size_t kSequenceAt = 8;
constexpr std::size_t kTypeAt = 16;
constexpr std::size_t kZeroAt = 17;
constexpr std::size_t kKeyBytesAt = 18;
constexpr std::size_t kFlagsAt = 20;
constexpr std::size_t kCasAt = 24;
constexpr std::size_t kExpiryAt = 32;

bool is_type(Byte type) {
  return type >= static_cast<Byte>(RecordType::Stored) &&
         type <= static_cast<Byte>(RecordType::OnDisk);
}

}  // namespace

void encode_record(const Record& record, MutableByteView out) {
  const std::size_t size = record_bytes(record);
  MCBIN_CHECK(record.key.size() <= kRecordKeyBytesMax);
  MCBIN_CHECK(size <= kRecordBytesMax && size <= out.size());
  Byte* const to = out.data();
  store_be32(to, 0);
  store_be32(to + kLengthAt, static_cast<std::uint32_t>(size));
  store_be64(to + kSequenceAt, record.sequence);
  to[kTypeAt] = static_cast<Byte>(record.type);
  to[kZeroAt] = 0;
  store_be16(to + kKeyBytesAt, static_cast<std::uint16_t>(record.key.size()));
  store_be32(to + kFlagsAt, record.flags);
  store_be64(to + kCasAt, record.cas);
  store_be64(to + kExpiryAt, static_cast<std::uint64_t>(record.expiry_wall_ms));
  copy_bytes(record.key, out.subspan(kRecordHeaderBytes));
  copy_bytes(record.value, out.subspan(kRecordHeaderBytes + record.key.size()));
}

std::size_t encoded_bytes(ByteView bytes) {
  return load_be32(bytes.data() + kLengthAt);
}

void seal_record(MutableByteView record) {
  store_be32(record.data(), crc32c(record.subspan(kChecksumBytes)));
}

std::size_t decode_record(ByteView bytes, Record& record) {
  if (bytes.size() < kRecordHeaderBytes) return 0;
  const Byte* const from = bytes.data();
  const std::size_t size = load_be32(from + kLengthAt);
  const std::size_t key_bytes = load_be16(from + kKeyBytesAt);
  if (size < kRecordHeaderBytes + key_bytes || size > kRecordBytesMax) return 0;
  if (size > bytes.size()) return 0;
  if (load_be32(from) != crc32c(bytes.subspan(kChecksumBytes, size - kChecksumBytes))) return 0;
  if (!is_type(from[kTypeAt]) || from[kZeroAt] != 0) return 0;
  record.type = static_cast<RecordType>(from[kTypeAt]);
  record.sequence = load_be64(from + kSequenceAt);
  record.flags = load_be32(from + kFlagsAt);
  record.cas = load_be64(from + kCasAt);
  record.expiry_wall_ms = static_cast<std::int64_t>(load_be64(from + kExpiryAt));
  record.key = bytes.subspan(kRecordHeaderBytes, key_bytes);
  record.value =
      bytes.subspan(kRecordHeaderBytes + key_bytes, size - kRecordHeaderBytes - key_bytes);
  return size;
}

RecordReader::Step RecordReader::next(Record& record) {
  if (at_ == bytes_.size()) return Step::End;
  Record found;
  const std::size_t size = decode_record(bytes_.subspan(at_), found);
  if (size == 0) return Step::Bad;
  const bool counts = found.type != RecordType::OnDisk;
  if (found.sequence != last_sequence_ + (counts ? 1 : 0)) return Step::Bad;
  at_ += size;
  last_sequence_ = found.sequence;
  record = found;
  return Step::Record;
}

}  // namespace mcbin::journal
