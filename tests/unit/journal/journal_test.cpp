// The journal at work: what it keeps, what it says about that, and what it does when the disk
// fails, fills up or loses power.
#include "mcbin/journal/journal.hpp"

#include "mcbin/journal/log_recovery.hpp"
#include "support/simulated_disk.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace mcbin::journal {
namespace {

using namespace std::chrono_literals;

std::uint64_t store(Journal& journal, const std::string& key, const std::string& value,
                    std::uint64_t cas = 1) {
  return journal.stored({.key = as_bytes(key), .value = as_bytes(value), .cas = cas});
}

/// Waits, for a long time if need be, until `condition` holds.
template <typename Condition>
void wait_until(Condition&& condition) {
  for (int tries = 0; tries < 20'000 && !condition(); ++tries) std::this_thread::sleep_for(1ms);
  REQUIRE(condition());
}

/// The keys of all records, in order.
std::vector<std::string> kept_keys(Directory& disk) {
  std::vector<std::string> keys;
  const auto found = recover_log(disk, {}, [&](std::span<const Record> records) {
    for (const Record& record : records) keys.emplace_back(as_text(record.key));
  });
  REQUIRE(found.has_value());
  return keys;
}

TEST_CASE("journal/journal: keeps every kind of change in order", "[journal][journal]") {
  test::SimulatedDisk disk(1);
  {
    Journal journal(disk, {}, {}, system_clock());
    CHECK(store(journal, "a", "value", 7) == 1);
    CHECK(journal.removed(as_bytes("b")) == 2);
    CHECK(journal.expiry_set(as_bytes("c"), 8, 9) == 3);
    CHECK(journal.flushed(10) == 4);
    CHECK(journal.flush_at(11) == 5);
    CHECK(journal.told() == 5);
  }
  std::vector<RecordType> types;
  const auto found = recover_log(disk, {}, [&](std::span<const Record> records) {
    for (const Record& record : records) types.push_back(record.type);
    CHECK(records[0].cas == 7);
    CHECK(as_text(records[0].value) == "value");
    CHECK(as_text(records[1].key) == "b");
    CHECK(records[2].cas == 8);
    CHECK(records[2].expiry_wall_ms == 9);
    CHECK(records[3].cas == 10);
    CHECK(records[4].expiry_wall_ms == 11);
  });
  REQUIRE(found.has_value());
  CHECK(types == std::vector<RecordType>{RecordType::Stored, RecordType::Removed,
                                         RecordType::ExpirySet, RecordType::Flushed,
                                         RecordType::FlushAt});
}

TEST_CASE("journal/journal: with always, safe means on the disk", "[journal][journal]") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    test::SimulatedDisk disk(seed);
    std::uint64_t safe = 0;
    {
      Journal journal(disk, {}, {.durability = Durability::Always, .segment_bytes_max = 700},
                      system_clock());
      const std::uint64_t stop_behind = 1 + disk.below(40);
      for (std::uint64_t each = 1; each <= 60; ++each) {
        const std::uint64_t sequence = store(journal, std::to_string(each), "value");
        if (each > stop_behind) continue;
        std::atomic<bool> called{false};
        journal.when_safe(sequence, [&called] { called = true; });
        wait_until([&called] { return called.load(); });
        REQUIRE(journal.safe() >= sequence);
      }
      safe = journal.safe();
      disk.dead = true;
    }
    disk.lose_power();
    const auto keys = kept_keys(disk);
    REQUIRE(keys.size() >= safe);
    for (std::size_t at = 0; at < keys.size(); ++at) REQUIRE(keys[at] == std::to_string(at + 1));
  }
}

TEST_CASE("journal/journal: with interval, changes reach the system and the disk by themselves",
          "[journal][journal]") {
  test::SimulatedDisk disk(1);
  Journal journal(disk, {}, {.interval = 20ms}, system_clock());
  const std::uint64_t sequence = store(journal, "key", "value");
  CHECK(journal.safe() >= sequence);  // at once
  wait_until([&] { return journal.facts().written == sequence; });
  wait_until([&] { return journal.facts().on_disk == sequence; });
  CHECK(journal.facts().queue_bytes == 0);
  CHECK_FALSE(journal.crowded(system_clock().now()));
}

TEST_CASE("journal/journal: many threads, none lost", "[journal][journal]") {
  test::SimulatedDisk disk(1);
  constexpr int kThreads = 4;
  constexpr int kEach = 2000;
  {
    Journal journal(disk, {}, {.segment_bytes_max = 20'000}, system_clock());
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&journal, thread] {
        for (int each = 0; each < kEach; ++each) store(journal, std::to_string(thread), "v");
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  CHECK(kept_keys(disk).size() == kThreads * kEach);
}

TEST_CASE("journal/journal: a failed write or sync ends the log, and nothing is said to be safe",
          "[journal][journal]") {
  for (const Durability durability : {Durability::Interval, Durability::Always}) {
    for (std::uint64_t which = 1; which <= 5; ++which) {
      for (const bool write : {true, false}) {
        INFO("mode " << static_cast<int>(durability) << " which " << which << " write " << write);
        test::SimulatedDisk disk(which);
        (write ? disk.fail_append_in : disk.fail_sync_in) = which;
        Journal journal(disk, {}, {.durability = durability, .interval = 2ms}, system_clock());
        std::uint64_t safe_before = 0;
        for (int each = 0; each < 10'000 && journal.accepting(); ++each) {
          safe_before = journal.facts().on_disk;
          store(journal, "key", "value");
          std::this_thread::sleep_for(1ms);
        }
        REQUIRE_FALSE(journal.accepting());
        CHECK(journal.facts().state == "failed");
        CHECK(journal.facts().trouble == "EIO");
        const std::uint64_t sequence = store(journal, "key", "late");
        CHECK(journal.safe() < sequence);
        CHECK(journal.facts().on_disk >= safe_before);
        CHECK(journal.facts().queue_bytes == 0);  // nothing gathers any more
        std::atomic<bool> called{false};
        journal.when_safe(sequence, [&called] { called = true; });
        CHECK(called);  // nobody waits for what never comes
        CHECK_FALSE(journal.begin_file().has_value());
        CHECK_FALSE(journal.await_on_disk(sequence).has_value());
      }
    }
  }
}

TEST_CASE("journal/journal: a full disk stops changes until there is room and a snapshot",
          "[journal][journal]") {
  for (const Durability durability : {Durability::Interval, Durability::Always}) {
    test::SimulatedDisk disk(3);
    disk.room_bytes = 300;
    {
      Journal journal(disk, {},
                      {.durability = durability,
                       .interval = 10ms,
                       .full_retry = 5ms,
                       .resume = Resume::AfterSnapshot},
                      system_clock());
      std::uint64_t last = 0;
      while (journal.accepting()) {
        last = store(journal, "key", "value");
        std::this_thread::sleep_for(1ms);
      }
      CHECK(journal.facts().state == "full");
      CHECK(journal.facts().trouble == "ENOSPC");
      CHECK(journal.safe() < last);
      CHECK_FALSE(journal.wants_snapshot());
      disk.room_bytes = UINT64_MAX;
      wait_until([&] { return journal.wants_snapshot(); });
      CHECK_FALSE(journal.accepting());
      CHECK(journal.facts().written == last);
      const auto moment = journal.begin_file();
      REQUIRE(moment.has_value());
      CHECK(moment->first_sequence == last + 1);
      REQUIRE(journal.await_on_disk(last).has_value());
      journal.snapshot_done(100);
      CHECK(journal.accepting());
      CHECK(journal.facts().trouble.empty());
      store(journal, "after", "value");
    }
    const auto keys = kept_keys(disk);
    CHECK(keys.back() == "after");
  }
}

TEST_CASE("journal/journal: a disk that is slow makes it crowded, and roomy again",
          "[journal][journal]") {
  test::SimulatedDisk disk(1);
  disk.room_bytes = 0;  // as slow as can be
  Journal journal(disk, {},
                  {.durability = Durability::Always, .queue_bytes_max = 1000, .full_retry = 1ms},
                  system_clock());
  while (!journal.crowded(system_clock().now())) store(journal, "key", std::string(100, 'v'));
  CHECK(journal.facts().queue_bytes > 1000);
  disk.room_bytes = UINT64_MAX;
  std::atomic<bool> called{false};
  journal.when_roomy([&called] { called = true; });
  wait_until([&called] { return called.load(); });
  wait_until([&] { return !journal.crowded(system_clock().now()); });
}

TEST_CASE("journal/journal: a new file begins with what flushes have done", "[journal][journal]") {
  test::SimulatedDisk disk(1);
  LogMoment moment;
  {
    Journal journal(disk, {.cas_highest = 5}, {}, system_clock());
    store(journal, "before", "v", 40);
    journal.flushed(30);
    journal.flush_at(1234);
    const auto begun = journal.begin_file();
    REQUIRE(begun.has_value());
    moment = *begun;
    CHECK(moment.cas_highest == 40);
    CHECK(moment.first_sequence == 4);
    CHECK(moment.file_number == 2);
    store(journal, "behind", "v", 41);
  }
  std::vector<Record> kept;
  const auto found = recover_log(
      disk, {.first_number = moment.file_number, .first_sequence = moment.first_sequence},
      [&](std::span<const Record> records) {
        REQUIRE(records.size() == 3);
        CHECK(records[0].type == RecordType::Flushed);
        CHECK(records[0].cas == 30);
        CHECK(records[1].type == RecordType::FlushAt);
        CHECK(records[1].expiry_wall_ms == 1234);
        CHECK(as_text(records[2].key) == "behind");
      });
  REQUIRE(found.has_value());
  CHECK(found->records == 3);
}

}  // namespace
}  // namespace mcbin::journal
