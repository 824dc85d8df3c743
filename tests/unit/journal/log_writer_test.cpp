// A disk that fails or fills: what the writer says of it, and that it does not lie afterwards.
#include "mcbin/journal/log_writer.hpp"

#include "mcbin/journal/log_recovery.hpp"
#include "support/simulated_disk.hpp"

#include <catch2/catch.hpp>

namespace mcbin::journal {
namespace {

ByteVector one_record(std::uint64_t sequence) {
  const Record record{.sequence = sequence, .key = as_bytes("key"), .value = as_bytes("value")};
  ByteVector bytes(record_bytes(record));
  encode_record(record, bytes);
  seal_record(bytes);
  return bytes;
}

std::uint64_t records_in(Directory& disk) {
  const auto found = recover_log(disk, {}, [](std::span<const Record>) {});
  REQUIRE(found.has_value());
  CHECK(found->cut_file.empty());
  return found->records;
}

TEST_CASE("journal/log_writer: a failed sync is final, whichever it is", "[journal][log_writer]") {
  for (std::uint64_t which = 1; which <= 6; ++which) {
    INFO("sync " << which);
    test::SimulatedDisk disk(which);
    disk.fail_sync_in = which;
    LogWriter writer(disk, {}, 100);
    std::uint64_t sequence = 0;
    bool good = true;
    while (good && sequence < 20) {
      ++sequence;
      good = writer.write(one_record(sequence), sequence).has_value() && writer.sync().has_value();
    }
    REQUIRE_FALSE(good);
    CHECK(writer.on_disk_sequence() == sequence - 1);
    CHECK(writer.sync().error().code == Errc::WriteFailed);
    CHECK(writer.write(one_record(sequence + 1), sequence + 1).error().code == Errc::WriteFailed);
    CHECK(writer.on_disk_sequence() == sequence - 1);
  }
}

TEST_CASE("journal/log_writer: a failed write is final", "[journal][log_writer]") {
  test::SimulatedDisk disk(1);
  LogWriter writer(disk, {});
  REQUIRE(writer.write(one_record(1), 1).has_value());
  disk.fail_append_in = 1;
  CHECK(writer.write(one_record(2), 2).error().code == Errc::WriteFailed);
  CHECK(writer.write(one_record(2), 2).error().code == Errc::WriteFailed);
  CHECK(writer.written_sequence() == 1);
}

TEST_CASE("journal/log_writer: a disk full at any byte takes a record whole or not at all",
          "[journal][log_writer]") {
  for (std::uint64_t room = 0; room < 400; ++room) {
    INFO("room for " << room << " bytes");
    test::SimulatedDisk disk(room + 1);
    disk.room_bytes = room;
    LogWriter writer(disk, {}, 100);
    std::uint64_t sequence = 1;
    auto written = writer.write(one_record(sequence), sequence);
    while (written.has_value() && sequence < 100) {
      ++sequence;
      written = writer.write(one_record(sequence), sequence);
    }
    REQUIRE_FALSE(written.has_value());
    REQUIRE(written.error().code == Errc::StorageFull);
    REQUIRE(writer.written_sequence() == sequence - 1);
    disk.room_bytes = UINT64_MAX;
    REQUIRE(writer.write(one_record(sequence), sequence).has_value());
    REQUIRE(records_in(disk) == sequence);
  }
}

}  // namespace
}  // namespace mcbin::journal
