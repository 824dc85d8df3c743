// Fuzz target: the files of a journal, whatever stands in them. Records are read as far as they are
// good and no further; a directory is refused, or comes back the same when it is read again after
// it was mended. The first byte chooses which file the others are, and whether checksums are put
// right first: else hardly anything would get past them.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/base/endian.hpp"
#include "mcbin/journal/crc32c.hpp"
#include "mcbin/journal/journal_recovery.hpp"
#include "mcbin/journal/log_segment.hpp"
#include "mcbin/journal/manifest.hpp"
#include "support/simulated_disk.hpp"

#include <string>
#include <vector>

namespace {

using namespace mcbin;
using namespace mcbin::journal;
using Damage = LogRecoveryOptions::Damage;
using Mend = LogRecoveryOptions::Mend;

constexpr std::size_t kChecksumBytes = 4;

/// Puts the checksum of the file's first `size` bytes behind them.
void seal_front(MutableByteView bytes, std::size_t size) {
  if (bytes.size() < size + kChecksumBytes) return;
  store_be32(bytes.data() + size, crc32c(bytes.first(size)));
}

void seal_records(MutableByteView bytes) {
  while (bytes.size() >= kRecordHeaderBytes) {
    const std::size_t size = encoded_bytes(bytes);
    if (size < kRecordHeaderBytes || size > bytes.size()) return;
    seal_record(bytes.first(size));
    bytes = bytes.subspan(size);
  }
}

void read_records(ByteView bytes) {
  RecordReader reader(bytes, 0);
  Record record;
  std::size_t before = 0;
  while (reader.next(record) == RecordReader::Step::Record) {
    MCBIN_CHECK(reader.at() == before + record_bytes(record) && reader.at() <= bytes.size());
    before = reader.at();
  }
  MCBIN_CHECK(reader.at() == before);
}

/// What a directory holds, in one text; empty when it is refused.
std::string contents(Directory& disk, Damage damage, Mend mend) {
  std::string text = "whole";
  const auto visit = [&](std::span<const Record> records) {
    for (const Record& record : records) {
      text += std::to_string(record.sequence) + "/" + std::string(as_text(record.key)) + "/" +
              std::to_string(record.value.size()) + " ";
    }
  };
  const auto found = recover_journal(disk, damage, mend, {.snapshot = visit, .log = visit});
  return found ? text : std::string();
}

void read_directory(const std::string& name, ByteView bytes) {
  test::SimulatedDisk disk(1);
  auto file = disk.create(name);
  MCBIN_CHECK(file.has_value());
  while (!bytes.empty()) bytes = bytes.subspan((*file)->append(bytes).value());
  static_cast<void>(contents(disk, Damage::Skip, Mend::No));
  const std::string looked = contents(disk, Damage::Refuse, Mend::No);
  const std::string mended = contents(disk, Damage::Refuse, Mend::Yes);
  MCBIN_CHECK(looked == mended);
  if (!mended.empty()) MCBIN_CHECK(contents(disk, Damage::Refuse, Mend::Yes) == mended);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::uint8_t kSealed = 0x80;
  ByteVector bytes(data + 1, data + size);
  const bool sealed = (data[0] & kSealed) != 0;
  switch (data[0] & 3U) {
    case 0:
      if (sealed) seal_records(bytes);
      read_records(bytes);
      break;
    case 1:
      if (sealed) seal_front(bytes, kManifestBytes - kChecksumBytes);
      read_directory(std::string(kManifestName), bytes);
      break;
    default:
      if (sealed && bytes.size() >= kSegmentHeaderBytes) {
        seal_front(bytes, kSegmentHeaderBytes - kChecksumBytes);
        seal_records(MutableByteView(bytes).subspan(kSegmentHeaderBytes));
      }
      read_directory(segment_name(1), bytes);
  }
  return 0;
}
