// Snapshots beside a journal at work, the manifest that names them, and what recovery makes of both
// when power is lost at any moment.
#include "mcbin/journal/compactor.hpp"

#include "mcbin/journal/journal_recovery.hpp"
#include "mcbin/journal/manifest.hpp"
#include "support/simulated_disk.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace mcbin::journal {
namespace {

using namespace std::chrono_literals;
using Damage = LogRecoveryOptions::Damage;
using Mend = LogRecoveryOptions::Mend;
using Contents = std::map<std::string, std::string>;

/// A store as small as can be: told to the journal under one lock, shown to snapshots key by key.
class TinyStore final : public SnapshotSource {
 public:
  explicit TinyStore(Journal& journal) : journal_(journal) {}

  std::uint64_t set(const std::string& key, const std::string& value) {
    const std::lock_guard lock(mutex_);
    items_[key] = value;
    return journal_.stored({.key = as_bytes(key), .value = as_bytes(value), .cas = ++cas_});
  }
  std::uint64_t remove(const std::string& key) {
    const std::lock_guard lock(mutex_);
    items_.erase(key);
    return journal_.removed(as_bytes(key));
  }
  void fill(const Contents& items, std::uint64_t cas) {
    items_ = items;
    cas_ = cas;
  }
  [[nodiscard]] Contents items() const { return items_; }

  /// Called between the parts of a snapshot.
  std::function<void()> meanwhile;

  [[nodiscard]] std::size_t parts() const override { return 8; }
  void visit_part(std::size_t part, FunctionRef<void(const Record& item)> visit) override {
    if (meanwhile) meanwhile();
    const std::lock_guard lock(mutex_);
    for (const auto& [key, value] : items_) {
      if (std::hash<std::string>()(key) % parts() != part) continue;
      visit({.cas = cas_, .key = as_bytes(key), .value = as_bytes(value)});
    }
  }
  [[nodiscard]] std::uint64_t live_bytes() const override { return 1000; }

 private:
  Journal& journal_;
  std::mutex mutex_;
  Contents items_;
  std::uint64_t cas_ = 0;
};

const auto kNoPause = [](std::uint64_t) { return Result<void>{}; };

void play(std::span<const Record> records, Contents& contents) {
  for (const Record& record : records) {
    const std::string key(as_text(record.key));
    if (record.type == RecordType::Stored) contents[key] = as_text(record.value);
    if (record.type == RecordType::Removed) contents.erase(key);
  }
}

TEST_CASE("journal/manifest: comes back as it was, and no flipped bit passes",
          "[journal][manifest]") {
  test::SimulatedDisk disk(1);
  REQUIRE(read_manifest(disk).value() == std::nullopt);
  const Manifest manifest{.snapshot = 0x87654321,
                          .snapshot_parts = 2,
                          .snapshot_items = 3,
                          .log_number = 4,
                          .log_sequence = 5,
                          .cas_highest = 6};
  REQUIRE(write_manifest(disk, manifest).has_value());
  const auto read = read_manifest(disk);
  REQUIRE(read.has_value());
  REQUIRE(read->has_value());
  CHECK((*read)->snapshot == 0x87654321);
  CHECK((*read)->snapshot_parts == 2);
  CHECK((*read)->snapshot_items == 3);
  CHECK((*read)->log_number == 4);
  CHECK((*read)->log_sequence == 5);
  CHECK((*read)->cas_highest == 6);
  CHECK(*disk.list() == std::vector<std::string>{"manifest"});
  const ByteVector whole = disk.bytes_of("manifest");
  for (std::size_t at = 0; at < whole.size(); ++at) {
    disk.bytes_of("manifest")[at] ^= 4U;
    CHECK(read_manifest(disk).error().code == Errc::BadText);
    disk.bytes_of("manifest") = whole;
  }
  disk.bytes_of("manifest").pop_back();
  CHECK(read_manifest(disk).error().code == Errc::BadText);
}

TEST_CASE("journal/manifest: more parts than there are files are missing, whatever their number",
          "[journal][manifest]") {
  test::SimulatedDisk disk(1);
  const Manifest manifest{.snapshot = 1, .snapshot_parts = std::uint64_t{1} << 60U};
  REQUIRE(write_manifest(disk, manifest).has_value());
  const auto nothing = [](std::span<const Record>) {};
  const JournalVisitors visitors{.snapshot = nothing, .log = nothing};
  CHECK(recover_journal(disk, Damage::Refuse, Mend::No, visitors).error().code == Errc::BadText);
  const auto salvaged = recover_journal(disk, Damage::Skip, Mend::No, visitors);
  REQUIRE(salvaged.has_value());
  CHECK(salvaged->damages.front() == "parts of the snapshot are missing");
}

TEST_CASE("journal/manifest: names of snapshots", "[journal][manifest]") {
  const std::string name = snapshot_name(7, 3);
  CHECK(name == "snapshot-00000000000000000007-000003");
  CHECK(snapshot_number(name) == 7U);
  CHECK_FALSE(snapshot_number("snapshot-7-1").has_value());
  CHECK_FALSE(snapshot_number("snapshot-0000000000000000000x-000003").has_value());
  CHECK_FALSE(snapshot_number("log-00000000000000000007").has_value());
}

/// One life of a store on `disk`: recovery, changes with snapshots among them, an end at any
/// moment. `history` has the contents after each change of all lives.
void live_once(test::SimulatedDisk& disk, std::vector<Contents>& history, std::uint64_t& promised) {
  Contents contents;
  const auto visit = [&](std::span<const Record> records) { play(records, contents); };
  const auto found =
      recover_journal(disk, Damage::Refuse, Mend::Yes, {.snapshot = visit, .log = visit});
  REQUIRE(found.has_value());
  // What is there is what was there after some change, and none that was promised is missing.
  const auto same = std::find(history.rbegin(), history.rend(), contents);
  REQUIRE(same != history.rend());
  const auto index = static_cast<std::uint64_t>(history.rend() - same) - 1;
  REQUIRE(index >= promised);
  history.resize(index + 1);
  Journal journal(disk, found->start, {.durability = Durability::Always, .segment_bytes_max = 900},
                  system_clock());
  TinyStore store(journal);
  store.fill(contents, found->start.cas_highest);
  std::uint64_t last = 0;
  const auto change = [&] {
    const std::string key = std::to_string(disk.below(12));
    last = disk.below(4) == 0
               ? store.remove(key)
               : store.set(key, std::to_string(history.size()) + std::string(disk.below(60), 'v'));
    history.push_back(store.items());
  };
  store.meanwhile = [&] {
    for (std::uint64_t count = disk.below(3); count > 0; --count) change();
  };
  for (std::uint64_t steps = disk.below(30); steps > 0; --steps) {
    change();
    if (disk.below(8) == 0) {
      disk.fail_append_in = disk.below(3) == 0 ? 1 + disk.below(12) : 0;
      const auto taken = Compactor::compact(disk, journal, store, kNoPause);
      if (taken) journal.snapshot_done(*taken);
      disk.fail_append_in = 0;
      if (!journal.accepting()) break;
    }
    if (disk.below(3) == 0 && journal.await_on_disk(last)) promised = history.size() - 1;
  }
  disk.dead = true;
}

TEST_CASE("journal/compactor: at any end, a prefix of all changes is found, with snapshots",
          "[journal][compactor]") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    test::SimulatedDisk disk(seed);
    std::vector<Contents> history{{}};
    std::uint64_t promised = 0;
    for (int life = 0; life < 4; ++life) {
      live_once(disk, history, promised);
      disk.lose_power();
    }
  }
}

TEST_CASE("journal/compactor: what a snapshot makes needless is removed", "[journal][compactor]") {
  test::SimulatedDisk disk(1);
  {
    Journal journal(disk, {}, {.segment_bytes_max = 500}, system_clock());
    TinyStore store(journal);
    for (int each = 0; each < 100; ++each) store.set(std::to_string(each % 3), "value");
    const auto taken = Compactor::compact(disk, journal, store, kNoPause);
    REQUIRE(taken.has_value());
    journal.snapshot_done(*taken);
    CHECK(journal.facts().snapshots == 1);
    CHECK(journal.facts().log_bytes < 200);
    store.set("3", "behind");
  }
  const auto manifest = read_manifest(disk).value().value();
  CHECK(manifest.snapshot_items == 3);
  CHECK(manifest.cas_highest == 100);
  CHECK(manifest.log_sequence == 101);
  CHECK(disk.list()->size() == 3);  // the manifest, the snapshot, one file of the log
  Contents contents;
  const auto visit = [&](std::span<const Record> records) { play(records, contents); };
  const auto found =
      recover_journal(disk, Damage::Refuse, Mend::Yes, {.snapshot = visit, .log = visit});
  REQUIRE(found.has_value());
  CHECK(contents == Contents{{"0", "value"}, {"1", "value"}, {"2", "value"}, {"3", "behind"}});
  CHECK(found->snapshot_items == 3);
  CHECK(found->start.cas_highest > 101);
}

TEST_CASE("journal/compactor: works by itself once the log is twice what is alive",
          "[journal][compactor]") {
  test::SimulatedDisk disk(1);
  Journal journal(disk, {}, {.interval = 10ms}, system_clock());
  TinyStore store(journal);
  Compactor compactor(disk, journal, store, {.log_bytes_min = 100, .check_interval = 5ms},
                      Compactor::First::WhenDue);
  const auto snapshots = [&] { return journal.facts().snapshots; };
  for (int each = 0; each < 20; ++each) store.set("key", "value");
  std::this_thread::sleep_for(50ms);
  CHECK(snapshots() == 0);  // less than twice the live bytes
  for (int tries = 0; tries < 5000 && snapshots() == 0; ++tries) {
    store.set("key", "value");
    std::this_thread::sleep_for(1ms);
  }
  CHECK(snapshots() > 0);
}

TEST_CASE("journal/compactor: a full disk that has room again is told by a snapshot",
          "[journal][compactor]") {
  test::SimulatedDisk disk(1);
  disk.room_bytes = 5000;
  Journal journal(disk, {}, {.full_retry = 5ms, .resume = Resume::AfterSnapshot}, system_clock());
  TinyStore store(journal);
  Compactor compactor(disk, journal, store, {.log_bytes_min = 1U << 30U, .check_interval = 5ms},
                      Compactor::First::WhenDue);
  while (journal.accepting()) {
    store.set("key", std::string(100, 'v'));
    std::this_thread::sleep_for(1ms);
  }
  disk.room_bytes = UINT64_MAX;
  for (int tries = 0; tries < 10'000 && !journal.accepting(); ++tries) {
    std::this_thread::sleep_for(1ms);
  }
  CHECK(journal.accepting());
  CHECK(journal.facts().snapshots == 1);
}

TEST_CASE("journal/recovery: damage is refused, or skipped and told", "[journal][recovery]") {
  test::SimulatedDisk disk(1);
  {
    Journal journal(disk, {}, {.durability = Durability::Always}, system_clock());
    TinyStore store(journal);
    for (int each = 0; each < 10; ++each) store.set(std::to_string(each), "value");
    const auto taken = Compactor::compact(disk, journal, store, kNoPause);
    REQUIRE(taken.has_value());
    REQUIRE(journal.await_on_disk(store.set("behind", "value")).has_value());
    REQUIRE(journal.await_on_disk(store.set("last", "value")).has_value());
  }
  const auto recover = [&](Damage damage) {
    Contents contents;
    const auto visit = [&](std::span<const Record> records) { play(records, contents); };
    const auto found = recover_journal(disk, damage, Mend::No, {.snapshot = visit, .log = visit});
    return found ? std::to_string(contents.size()) + " " + std::to_string(found->damages.size())
                 : found.error().detail;
  };
  CHECK(recover(Damage::Refuse) == "12 0");
  const auto names = *disk.list();
  REQUIRE(names.size() == 3);
  for (const std::string& name : names) {
    const ByteVector whole = disk.bytes_of(name);
    disk.bytes_of(name)[kSegmentHeaderBytes + 20] ^= 1U;
    INFO(name);
    CHECK(recover(Damage::Refuse).find("damaged") != std::string::npos);
    CHECK(recover(Damage::Skip).find("damaged") == std::string::npos);
    disk.bytes_of(name) = whole;
  }
  REQUIRE(disk.remove("manifest").has_value());
  CHECK(recover(Damage::Refuse).find("missing") != std::string::npos);
}

}  // namespace
}  // namespace mcbin::journal
