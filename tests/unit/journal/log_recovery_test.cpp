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
      const auto found = recover_log(disk, [&](const Record& record) {
        same = same && count < written.size() && record.sequence == count + 1 &&
               as_text(record.value) == written[count];
        ++count;
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
      const auto found = recover_log(disk, [](const Record&) {});
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

TEST_CASE("journal/log_recovery: a file that is missing is noticed", "[journal][log_recovery]") {
  test::SimulatedDisk disk(1);
  const auto names = write_log(disk, 20);
  REQUIRE(disk.remove(names[1]).has_value());
  const auto found = recover_log(disk, [](const Record&) {});
  REQUIRE_FALSE(found.has_value());
  CHECK(found.error().code == Errc::BadText);
  CHECK(found.error().detail.find("missing") != std::string::npos);
}

TEST_CASE("journal/log_recovery: an empty directory is an empty log", "[journal][log_recovery]") {
  test::SimulatedDisk disk(1);
  const auto found = recover_log(disk, [](const Record&) {});
  REQUIRE(found.has_value());
  CHECK(found->records == 0);
  CHECK(found->position.next_number == 1);
}

}  // namespace
}  // namespace mcbin::journal
