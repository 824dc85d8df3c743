#include "mcbin/store/segment_log.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace mcbin::store {
namespace {

constexpr std::uint64_t kLimit = 2ULL << 20;

struct Rig {
  MemoryBudget budget{kLimit};
  Limbo limbo;
  SegmentLog log{budget, limbo};

  Item* append(std::size_t value_bytes, Queue queue, Taker taker = Taker::Writer) {
    const std::string value(value_bytes, 'v');
    const ItemDraft draft{as_bytes("k"), as_bytes(value), {}, 0, {}};
    Byte* const at = log.append(draft.item_bytes(), queue, taker);
    if (at == nullptr) return nullptr;
    Item* const item = Item::write(at, draft, 1);
    log.published(*item, item->expiry().steady_ms);
    return item;
  }
};

TEST_CASE("store/segment_log: segments are a power of two and about 1/512 of the limit",
          "[store][log]") {
  CHECK(SegmentLog::segment_bytes_for(1ULL << 20) == 16U << 10U);
  CHECK(SegmentLog::segment_bytes_for(64ULL << 20) == 128U << 10U);
  CHECK(SegmentLog::segment_bytes_for(100ULL << 20) == 128U << 10U);
  CHECK(SegmentLog::segment_bytes_for(1ULL << 40) == 2U << 20U);
}

TEST_CASE("store/segment_log: bands and queues do not share segments", "[store][log]") {
  Rig rig;
  const Item* const items[] = {rig.append(100, Queue::Small), rig.append(100, Queue::Main),
                               rig.append(1'000, Queue::Small), rig.append(3'000, Queue::Small)};
  for (const Item* const item : items) {
    const Segment& segment = rig.log.segment_of(*item);
    CHECK(rig.log.contains(*item));
    CHECK(segment.occupancy.seen().live_items() == 1);
    CHECK(segment.occupancy.seen().live_bytes() == item->item_bytes());
    CHECK(segment.state == SegmentState::Open);
  }
  CHECK(rig.log.segment_of(*items[1]).queue == Queue::Main);
  CHECK(rig.log.segment_of(*items[2]).band == 1);
  CHECK(rig.log.segment_of(*items[3]).band == 2);
}

TEST_CASE("store/segment_log: the last free segments are the sweeper's", "[store][log]") {
  Rig rig;
  std::vector<Item*> items;
  while (Item* const item = rig.append(200, Queue::Small)) items.push_back(item);
  CHECK(rig.budget.used() <= kLimit);
  CHECK(rig.budget.left() < rig.log.segment_bytes());
  CHECK(rig.log.free_segments() == SegmentLog::kReserve);
  CHECK(rig.append(200, Queue::Small, Taker::Sweeper) != nullptr);
  CHECK(rig.log.free_segments() == SegmentLog::kReserve - 1);
}

TEST_CASE("store/segment_log: a sealed segment without a live item is free at once",
          "[store][log]") {
  Rig rig;
  std::vector<Item*> items;
  while (Item* const item = rig.append(200, Queue::Small)) items.push_back(item);
  const Segment& first = rig.log.segment_of(*items.front());
  REQUIRE(first.state == SegmentState::Sealed);
  for (Item* const item : items) {
    if (&rig.log.segment_of(*item) == &first) rig.log.dropped(*item);
  }
  CHECK(first.state == SegmentState::Retired);
  rig.limbo.collect();
  CHECK(first.state == SegmentState::Free);
  CHECK(rig.log.free_segments() == SegmentLog::kReserve + 1);
  const std::uint64_t used = rig.budget.used();
  CHECK(rig.log.release_free(SegmentLog::kReserve));
  CHECK(rig.budget.used() == used - rig.log.segment_bytes());
  CHECK_FALSE(rig.log.release_free(SegmentLog::kReserve));
}

TEST_CASE("store/segment_log: a segment that is being written to is not swept", "[store][log]") {
  Rig rig;
  const ItemDraft draft{as_bytes("k"), {}, {}, 0, {}};
  Byte* const at = rig.log.append(draft.item_bytes(), Queue::Small, Taker::Writer);
  Segment& segment = rig.log.segment_of(*reinterpret_cast<Item*>(at));
  CHECK(rig.log.whole_bytes(segment) == 0);
  REQUIRE(rig.log.seal_all());
  CHECK(rig.log.take_oldest(0, Queue::Small) == nullptr);
  CHECK(rig.log.take_sparse() == nullptr);
  const Item* const item = Item::write(at, draft, 1);
  rig.log.published(*item, 5);
  CHECK(rig.log.whole_bytes(segment) == draft.item_bytes());
  CHECK(segment.min_expiry_ms == 5);
  CHECK(rig.log.take_sparse() == &segment);
  CHECK(segment.state == SegmentState::Swept);
  CHECK(rig.log.take_oldest(0, Queue::Small) == nullptr);
}

}  // namespace
}  // namespace mcbin::store
