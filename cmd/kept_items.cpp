#include "cmd/kept_items.hpp"

#include "mcbin/base/change_sink.hpp"

#include <algorithm>
#include <thread>
#include <vector>

namespace mcbin::cmd {
namespace {

/// Fewer records are not worth a thread.
constexpr std::size_t kShareMin = 10'000;
/// A turn of the store is kept short, as memory comes back between turns.
constexpr std::size_t kRecordsPerTurn = 256;
/// Those bits of a hash choose the thread: the store's own parts are made by them, too, so the
/// threads meet in few of those.
constexpr unsigned kShareShift = 48;

}  // namespace

void ItemRestorer::play(std::span<const journal::Record> records) {
  for (const journal::Record& record : records) {
    if (record.type == journal::RecordType::Flushed) store_.restore_generations(0, record.cas);
  }
  if (threads_ <= 1 || records.size() < kShareMin) {
    const ItemRestorer alone(store_, now_, 1);
    return alone.play_share(records, 0);
  }
  std::vector<std::thread> threads;
  for (unsigned share = 1; share < threads_; ++share) {
    threads.emplace_back([this, records, share] { play_share(records, share); });
  }
  play_share(records, 0);
  for (std::thread& thread : threads) thread.join();
}

void ItemRestorer::play_share(std::span<const journal::Record> records, unsigned share) const {
  for (std::size_t from = 0; from < records.size(); from += kRecordsPerTurn) {
    const store::Store::Turn turn(store_);
    const std::size_t count = std::min(kRecordsPerTurn, records.size() - from);
    for (const journal::Record& record : records.subspan(from, count)) {
      if (record.key.empty() || record.key.size() > store::kKeyBytesMax) continue;
      const store::Key key = store_.key(record.key);
      if (threads_ == 1 || (key.hash >> kShareShift) % threads_ == share) play_one(record, key);
    }
  }
}

void ItemRestorer::play_one(const journal::Record& record, const store::Key& key) const {
  const store::Expiry expiry{steady_moment(record.expiry_wall_ms, now_)};
  switch (record.type) {
    case journal::RecordType::Stored:
      return store_.restore(
          key, {.value = record.value, .flags = record.flags, .cas = record.cas, .expiry = expiry},
          now_);
    case journal::RecordType::Removed:
      return store_.restore_removed(key);
    case journal::RecordType::ExpirySet:
      return store_.restore_expiry(key, record.cas, expiry);
    case journal::RecordType::Flushed:
    case journal::RecordType::FlushAt:
    case journal::RecordType::OnDisk:
      return;
  }
}

void StoreItems::visit_part(std::size_t part,
                            FunctionRef<void(const journal::Record& item)> visit) {
  const Now now = clock_.now();
  store_.visit_part(part, now, [&](const store::ItemView& item) {
    visit({.flags = item.flags,
           .cas = item.cas,
           .expiry_wall_ms = wall_moment(item.expiry.steady_ms, now),
           .key = item.key,
           .value = item.value});
  });
}

std::uint64_t StoreItems::live_bytes() const {
  const store::StoreStats stats = store_.stats();
  return stats.bytes + stats.items * journal::kRecordHeaderBytes;
}

}  // namespace mcbin::cmd
