// One change of the store as it lies in the log: a fixed header, the key, the value. The log holds
// results, not operations, so that a record can be played again without harm. Pure: no I/O.
//
//   0 crc32c of all that follows   4 bytes in all   8 sequence   16 type   17 zero
//  18 key bytes   20 flags   24 cas   32 expiry, wall clock in ms   40 key, value; big-endian
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace mcbin::journal {

inline constexpr std::size_t kRecordHeaderBytes = 40;
inline constexpr std::size_t kRecordKeyBytesMax = 0xffff;
/// A record with its header; the store's items have at most 128 MiB of key and value.
inline constexpr std::size_t kRecordBytesMax = kRecordHeaderBytes + (128U << 20);
/// The expiry of what never expires.
inline constexpr std::int64_t kNeverExpires = std::numeric_limits<std::int64_t>::max();

enum class RecordType : std::uint8_t {
  Stored = 1,     // key has this value, flags, CAS and expiry
  Removed = 2,    // key has no item; written for a key that was missing, too
  ExpirySet = 3,  // the item of key with this CAS expires then
  Flushed = 4,    // every item with a CAS up to this one is gone
  FlushAt = 5,    // a flush waits for the moment `expiry`; it replaces the one that waited
  OnDisk = 6,     // says of itself alone: all up to the sequence in `cas` has reached the disk
};

/// Views the bytes it was read from, or those of whoever wrote it.
struct Record {
  RecordType type = RecordType::Stored;
  std::uint64_t sequence = 0;
  std::uint32_t flags = 0;
  std::uint64_t cas = 0;
  std::int64_t expiry_wall_ms = kNeverExpires;
  ByteView key;
  ByteView value;
};

/// What encode_record() writes.
[[nodiscard]] constexpr std::size_t record_bytes(const Record& record) {
  return kRecordHeaderBytes + record.key.size() + record.value.size();
}

/// Writes `record` to the front of `out`, which has room for record_bytes(), without its checksum.
/// At most kRecordKeyBytesMax and kRecordBytesMax; the caller has checked.
void encode_record(const Record& record, MutableByteView out);

/// The size of the record at the front of `bytes`, which encode_record() wrote.
[[nodiscard]] std::size_t encoded_bytes(ByteView bytes);

/// Puts the checksum into a record that is otherwise whole; `record` is exactly its bytes.
void seal_record(MutableByteView record);

/// Reads records that follow one another, and stops at the first that is not as it was written.
class RecordReader {
 public:
  enum class Step : std::uint8_t {
    Record,  // one more
    End,     // the bytes end behind a whole record
    Bad,     // cut short, damaged, or not the next in sequence; nothing is read beyond it
  };

  /// @param bytes          outlive the reader and the views it gives.
  /// @param last_sequence  that of the record before the first; sequences count up by one, but an
  ///                       OnDisk record repeats the one before it.
  RecordReader(ByteView bytes, std::uint64_t last_sequence)
      : bytes_(bytes), last_sequence_(last_sequence) {}

  /// Sets `record` if the step is Record.
  [[nodiscard]] Step next(Record& record);

  /// Where the next record begins: just behind the last good one.
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::uint64_t last_sequence() const { return last_sequence_; }

 private:
  ByteView bytes_;
  std::size_t at_ = 0;
  std::uint64_t last_sequence_;
};

/// Reads the record at the front of `bytes`, whatever its sequence.
/// @return its size, or 0 if there is no whole and undamaged one.
[[nodiscard]] std::size_t decode_record(ByteView bytes, Record& record);

}  // namespace mcbin::journal
