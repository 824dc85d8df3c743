#include "mcbin/store/hash_index.hpp"

#include "mcbin/base/check.hpp"
#include "mcbin/store/prefetch.hpp"

#include <algorithm>
#include <bit>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace mcbin::store {

namespace {

constexpr std::uint64_t kBytesPerStripe = 1ULL << 20;
constexpr std::size_t kStripesMin = 4;
constexpr std::size_t kStripesMax = 1ULL << 16;

/// In percent of a table's slots: above the first it grows if there is memory, above the second it
/// must; below the third it shrinks to the fourth.
constexpr std::size_t kGrowAtPercent = 87;
constexpr std::size_t kFullAtPercent = 95;
constexpr std::size_t kShrinkAtPercent = 30;
constexpr std::size_t kShrinkToPercent = 60;

constexpr std::size_t percent_of(std::size_t slots, std::size_t percent) {
  return slots * percent / 100;
}

/// A quarter more.
std::size_t grown_pages(IndexTable table) {
  return std::max(table.pages() + 1, table.pages() + table.pages() / 4);
}

}  // namespace

std::size_t HashIndex::stripes_for(std::uint64_t limit_bytes) {
  return std::bit_floor(
      std::clamp<std::size_t>(limit_bytes / kBytesPerStripe, kStripesMin, kStripesMax));
}

std::size_t HashIndex::bytes_at_start(std::size_t stripes) {
  return stripes * (sizeof(IndexStripe) + sizeof(std::uint64_t) + kPageBytes);
}

HashIndex::HashIndex(PageArena& arena, Limbo& limbo, std::size_t stripes, std::uint64_t hash_seed)
    : arena_(arena),
      limbo_(limbo),
      stripe_bits_(static_cast<unsigned>(std::countr_zero(stripes))),
      hash_seed_(hash_seed),
      stripes_(new IndexStripe[stripes]),
      tables_(new std::atomic<std::uint64_t>[stripes]) {
  valid_ = arena.budget().take(stripes * (sizeof(IndexStripe) + sizeof(std::uint64_t)));
  for (std::size_t at = 0; valid_ && at < stripes; ++at) {
    Byte* const page = arena.take(1);
    valid_ = page != nullptr;
    tables_[at] = IndexTable(page, 1).word();
  }
}

std::uint64_t HashIndex::hash(ByteView key) const {
  return XXH3_64bits_withSeed(key.data(), key.size(), hash_seed_);
}

void HashIndex::prefetch_item(std::uint64_t hash, std::size_t bytes) const {
  const IndexTable searched = table(stripe_of(hash));
  const IndexBucket& line = searched.begin()[searched.home(position(hash))];
  for (const auto& place : line.slots) {
    const IndexSlot slot(place.load(std::memory_order_relaxed));
    if (!slot.tagged(hash)) continue;
    prefetch_lines(reinterpret_cast<const Byte*>(slot.item()), bytes);
    return;
  }
}

bool HashIndex::make_place(std::size_t stripe) {
  const IndexTable now = table(stripe);
  const std::size_t needed = stripes_[stripe].items + 1;
  if (needed <= percent_of(now.slots(), kGrowAtPercent)) return true;
  return rebuild(stripe, grown_pages(now)) || needed <= percent_of(now.slots(), kFullAtPercent);
}

std::uint64_t HashIndex::growth_bytes(std::size_t stripe) const {
  return grown_pages(table(stripe)) * kPageBytes;
}

void HashIndex::insert(std::uint64_t hash, IndexSlot slot) {
  const bool inserted = table(stripe_of(hash)).insert(position(hash), slot);
  MCBIN_CHECK(inserted);
  ++stripes_[stripe_of(hash)].items;
}

void HashIndex::erase(std::uint64_t hash, const IndexPlace& place) {
  table(stripe_of(hash)).erase(position(hash), place);
  --stripes_[stripe_of(hash)].items;
}

void HashIndex::remember(std::uint64_t hash) {
  const IndexTable searched = table(stripe_of(hash));
  IndexBucket& line = searched.begin()[searched.home(position(hash))];
  line.set_notes(line.notes().with_ghost(hash));
}

bool HashIndex::remembers(std::uint64_t hash) const {
  const IndexTable searched = table(stripe_of(hash));
  return searched.begin()[searched.home(position(hash))].notes().remembers(hash);
}

void HashIndex::list_items(std::size_t stripe, std::vector<const Item*>& items) {
  const std::lock_guard lock(stripes_[stripe].mutex);
  const IndexTable listed = table(stripe);
  for (std::size_t bucket = 0; bucket < listed.buckets(); ++bucket) {
    for (const auto& place : listed.begin()[bucket].slots) {
      const IndexSlot slot(place.load(std::memory_order_relaxed));
      if (!slot.empty()) items.push_back(slot.item());
    }
  }
}

void HashIndex::shrink(std::size_t stripe) {
  const std::lock_guard lock(stripes_[stripe].mutex);
  const IndexTable now = table(stripe);
  const std::size_t items = stripes_[stripe].items;
  if (now.pages() == 1 || items >= percent_of(now.slots(), kShrinkAtPercent)) return;
  const std::size_t pages = items / percent_of(IndexTable::kSlotsPerPage, kShrinkToPercent) + 1;
  if (pages < now.pages()) rebuild(stripe, pages);
}

bool HashIndex::rebuild(std::size_t stripe, std::size_t pages) {
  limbo_.collect();  // the tables before this one
  Byte* const at = arena_.take(pages);
  if (at == nullptr) return false;
  const IndexTable from = table(stripe);
  const IndexTable to(at, pages);
  copy_items(from, to);
  for (std::size_t bucket = 0; bucket < to.buckets(); ++bucket) {
    // The old bucket that covers the middle of the new one knows its ghosts.
    const std::size_t old = (2 * bucket + 1) * from.buckets() / (2 * to.buckets());
    IndexBucket& line = to.begin()[bucket];
    line.set_notes(line.notes().with_ghosts(from.begin()[old].notes().ghosts()));
  }
  tables_[stripe].store(to.word(), std::memory_order_release);
  limbo_.add(
      [](void* arena, void* thing, std::size_t size) {
        static_cast<PageArena*>(arena)->give(static_cast<Byte*>(thing), size);
      },
      &arena_, from.begin(), from.pages());
  return true;
}

/// The hash is not kept, so every key is read; its line is asked for some buckets ahead.
void HashIndex::copy_items(IndexTable from, IndexTable to) const {
  constexpr std::size_t kAhead = 4;
  for (std::size_t bucket = 0; bucket < from.buckets(); ++bucket) {
    const std::size_t ahead = std::min(bucket + kAhead, from.buckets() - 1);
    for (const auto& place : from.begin()[ahead].slots) {
      __builtin_prefetch(IndexSlot(place.load(std::memory_order_relaxed)).item());
    }
    for (const auto& place : from.begin()[bucket].slots) {
      const IndexSlot slot(place.load(std::memory_order_relaxed));
      if (!slot.empty()) to.insert(position(hash(slot.item()->key())), slot);
    }
  }
}

std::uint64_t HashIndex::slots() const {
  std::uint64_t slots = 0;
  for (std::size_t at = 0; at < stripes(); ++at) slots += table(at).slots();
  return slots;
}

std::uint64_t HashIndex::bytes() const {
  return slots() / kBucketSlots * sizeof(IndexBucket);
}

}  // namespace mcbin::store
