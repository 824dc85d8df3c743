// Power is lost at any moment: what was said to be on the disk is there, and nothing else is
// anything but the records that came next. And damage that no crash explains is refused.
#include "mcbin/journal/log_recovery.hpp"

#include "support/simulated_disk.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace mcbin::journal {
namespace {

// Without optimisation and under a sanitizer each seed takes ten times as long.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define MCBIN_FEWER_SEEDS
#endif
#endif
#if defined(MCBIN_FEWER_SEEDS)
constexpr std::uint64_t kSeeds = 1000;
#else
constexpr std::uint64_t kSeeds = 10'000;
#endif
constexpr std::uint64_t kSmallFileBytes = 1500;

const auto kNobody = [](std::span<const Record>) {};

/// The value of the record `sequence`, other in each life of the log.
std::string value_of(std::uint64_t sequence, std::uint64_t life) {
  const std::string size(static_cast<std::size_t>(sequence * 7919 % 300), 'v');
  return std::to_string(life) + "/" + std::to_string(sequence) + size;
}

/// The records `first` to `last`, sealed.
ByteVector records(std::uint64_t first, std::uint64_t last, std::uint64_t life) {
  ByteVector bytes;
  for (std::uint64_t sequence = first; sequence <= last; ++sequence) {
    const std::string value = value_of(sequence, life);
    const Record record{.sequence = sequence, .key = as_bytes("key"), .value = as_bytes(value)};
    const std::size_t at = bytes.size();
    bytes.resize(at + record_bytes(record));
    encode_record(record, MutableByteView(bytes).subspan(at));
    seal_record(MutableByteView(bytes).subspan(at));
  }
  return bytes;
}

/// Writes, syncs at times, and loses power. `written` gets the value of every record.
/// @return up to which record the log was said to be on the disk.
std::uint64_t live(test::SimulatedDisk& disk, LogPosition position, std::uint64_t life,
                   std::vector<std::string>& written) {
  LogWriter writer(disk, position, kSmallFileBytes);
  for (std::uint64_t batches = disk.below(20); batches > 0; --batches) {
    const std::uint64_t first = writer.written_sequence() + 1;
    const std::uint64_t last = first + disk.below(4);
    REQUIRE(writer.write(records(first, last, life), last).has_value());
    for (std::uint64_t each = first; each <= last; ++each) written.push_back(value_of(each, life));
    if (disk.below(3) == 0) REQUIRE(writer.sync().has_value());
  }
  disk.lose_power();
  return writer.on_disk_sequence();
}

TEST_CASE("journal/log_recovery: what was on the disk outlives a power loss",
          "[journal][log_recovery]") {
  std::uint64_t cuts = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    INFO("seed " << seed);
    test::SimulatedDisk disk(seed);
    std::vector<std::string> written;
    LogPosition position;
    for (std::uint64_t life = 0; life < 3; ++life) {
      const std::uint64_t promised = live(disk, position, life, written);
      std::size_t count = 0;
      bool same = true;
      const auto found = recover_log(disk, {}, [&](std::span<const Record> records) {
        for (const Record& record : records) {
          same = same && count < written.size() && record.sequence == count + 1 &&
                 as_text(record.value) == written[count];
          ++count;
        }
      });
      REQUIRE(found.has_value());
      REQUIRE(same);
      REQUIRE(count >= promised);
      REQUIRE(found->position.last_sequence == count);
      if (!found->cut_file.empty()) ++cuts;
      written.resize(count);
      position = found->position;
    }
  }
  CHECK(cuts > kSeeds / 10);  // else nothing was put to the test
}

/// A log of several files, each record synced, and the names of the files.
std::vector<std::string> write_log(test::SimulatedDisk& disk, std::uint64_t count) {
  LogWriter writer(disk, {}, kSmallFileBytes);
  for (std::uint64_t each = 1; each <= count; ++each) {
    REQUIRE(writer.write(records(each, each, 0), each).has_value());
    REQUIRE(writer.sync().has_value());
  }
  return *disk.list();
}

TEST_CASE("journal/log_recovery: a flipped bit never passes unseen", "[journal][log_recovery]") {
  test::SimulatedDisk disk(1);
  const auto names = write_log(disk, 20);
  REQUIRE(names.size() >= 3);
  for (const std::string& name : names) {
    const ByteVector before = disk.bytes_of(name);
    for (std::size_t at = 0; at < before.size(); ++at) {
      disk.bytes_of(name)[at] ^= static_cast<Byte>(1U << (at % 8));
      const auto found = recover_log(disk, {.mend = LogRecoveryOptions::Mend::No}, kNobody);
      INFO(name << " byte " << at);
      if (found.has_value()) {  // only the last record has no mark behind it
        REQUIRE(name == names.back());
        REQUIRE(found->cut_file == name);
        REQUIRE(found->records == 19);
      }
      disk.bytes_of(name) = before;
    }
  }
}

TEST_CASE("journal/log_recovery: what was never on the disk is cut, over several files",
          "[journal][log_recovery]") {
  test::SimulatedDisk disk(1);
  LogWriter writer(disk, {}, kSmallFileBytes);
  REQUIRE(writer.write(records(1, 2, 0), 2).has_value());
  REQUIRE(writer.sync().has_value());
  for (std::uint64_t each = 3; each <= 30; ++each) {
    REQUIRE(writer.write(records(each, each, 0), each).has_value());
  }
  const auto names = *disk.list();
  REQUIRE(names.size() >= 3);
  // Of the first file, all behind the second record and its mark is lost; the files behind it are
  // whole.
  const std::size_t kept = kSegmentHeaderBytes + records(1, 2, 0).size() + kRecordHeaderBytes;
  disk.bytes_of(names[0])[kept + 100] ^= 1U;
  const auto looked = recover_log(disk, {.mend = LogRecoveryOptions::Mend::No}, kNobody);
  REQUIRE(looked.has_value());
  CHECK(disk.list()->size() == names.size());
  const auto found = recover_log(disk, {}, kNobody);
  REQUIRE(found.has_value());
  CHECK(found->records == 2);
  CHECK(found->cut_file == names[0]);
  CHECK(*disk.list() == std::vector<std::string>{names[0]});
  CHECK(disk.bytes_of(names[0]).size() == kept);
}

TEST_CASE("journal/log_recovery: salvage takes what can be read behind the damage",
          "[journal][log_recovery]") {
  test::SimulatedDisk disk(1);
  const auto names = write_log(disk, 20);
  const std::size_t first_record = kSegmentHeaderBytes;
  disk.bytes_of(names[0])[first_record + kRecordHeaderBytes] ^= 1U;  // the key of record 1
  disk.bytes_of(names[1])[3] ^= 1U;                                  // a header
  REQUIRE_FALSE(recover_log(disk, {}, kNobody).has_value());
  std::vector<std::uint64_t> sequences;
  const auto found = recover_log(disk, {.damage = LogRecoveryOptions::Damage::Skip},
                                 [&](std::span<const Record> batch) {
                                   for (const Record& one : batch) {
                                     sequences.push_back(one.sequence);
                                   }
                                 });
  REQUIRE(found.has_value());
  CHECK(found->damages.size() == 2);
  REQUIRE(sequences.size() == 19);
  for (std::size_t at = 0; at < sequences.size(); ++at) CHECK(sequences[at] == at + 2);
  CHECK(found->position.last_sequence == 20);
}

TEST_CASE("journal/log_recovery: a log of 200 records cut at any byte is a prefix",
          "[journal][log_recovery]") {
  test::SimulatedDisk disk(1);
  constexpr std::uint64_t kRecords = 200;
  LogWriter writer(disk, {});
  for (std::uint64_t each = 1; each <= kRecords; ++each) {
    REQUIRE(writer.write(records(each, each, 0), each).has_value());
  }
  const std::string name = disk.list()->front();
  const ByteVector whole = disk.bytes_of(name);
  std::uint64_t seen = kRecords;
  for (std::size_t size = whole.size(); size-- > 0;) {
    disk.bytes_of(name).assign(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const auto found = recover_log(disk, {.mend = LogRecoveryOptions::Mend::No}, kNobody);
    REQUIRE(found.has_value());
    REQUIRE(found->records <= seen);
    REQUIRE(found->records + 1 >= seen);
    seen = found->records;
  }
  CHECK(seen == 0);
}

TEST_CASE("journal/log_recovery: a file that is missing is noticed", "[journal][log_recovery]") {
  test::SimulatedDisk disk(1);
  const auto names = write_log(disk, 20);
  REQUIRE(disk.remove(names[1]).has_value());
  const auto found = recover_log(disk, {}, kNobody);
  REQUIRE_FALSE(found.has_value());
  CHECK(found.error().code == Errc::BadText);
  CHECK(found.error().detail.find("missing") != std::string::npos);
}

TEST_CASE("journal/log_recovery: an empty directory is an empty log", "[journal][log_recovery]") {
  test::SimulatedDisk disk(1);
  const auto found = recover_log(disk, {}, kNobody);
  REQUIRE(found.has_value());
  CHECK(found->records == 0);
  CHECK(found->position.next_number == 1);
}

}  // namespace
}  // namespace mcbin::journal
