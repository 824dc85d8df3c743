// The store's operations, each handed to the parts behind them, and what keeps them tidy.
#include "mcbin/store/store.hpp"

#include "mcbin/store/epochs.hpp"
#include "mcbin/store/store_impl.hpp"

#include <random>

namespace mcbin::store {

namespace {

constexpr std::uint64_t kMemoryBytesMin = 1ULL << 20;
constexpr std::uint64_t kMemoryBytesMax = 16ULL << 40;
constexpr std::uint64_t kItemBytesCeiling = 128ULL << 20;

/// Address space for tables and large items, in limits: so much that holes do not matter.
constexpr std::uint64_t kArenaLimits = 4;

/// Free segments given back to the system in one slice of upkeep.
constexpr int kReleasesPerSlice = 16;

/// Why the limits cannot work, or nullptr.
const char* complaint_of(const Options& options) {
  if (options.memory_bytes < kMemoryBytesMin) return "the memory limit must be at least 1 MiB";
  if (options.memory_bytes > kMemoryBytesMax) return "the memory limit must be at most 16 TiB";
  if (options.item_bytes_max > kItemBytesCeiling) return "the item limit must be at most 128 MiB";
  if (options.item_bytes_max <= kKeyBytesMax) return "the item limit must leave room for a value";
  if (options.item_bytes_max > options.memory_bytes / 2) {
    return "the item limit must be at most half of the memory limit";
  }
  return nullptr;
}

}  // namespace

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::create(const Options& options) {
  if (const char* const complaint = complaint_of(options)) {
    return fail(Errc::BadConfiguration, 0, complaint);
  }
  Options chosen = options;
  while (chosen.hash_seed == 0) chosen.hash_seed = std::random_device{}();
  const auto arena =
      std::make_shared<PageArena>(options.memory_bytes, options.memory_bytes * kArenaLimits);
  if (arena->valid()) {
    auto impl = std::make_unique<Impl>(chosen, arena);
    if (impl->valid()) return std::unique_ptr<Store>(new Store(std::move(impl)));
  }
  return fail(Errc::BadConfiguration, 0, "the system has no address space for such a limit");
}

Store::Turn::Turn(Store& store) : store_(store) {
  epochs::enter();
}
Store::Turn::~Turn() {
  static_cast<void>(store_);
  epochs::leave();
}

Key Store::key(ByteView bytes) const {
  return {bytes, impl_->tables_.index.hash(bytes)};
}

void Store::prefetch(const Key& key) const {
  impl_->tables_.index.prefetch(key.hash);
}

void Store::prefetch_item(const Key& key, Loaded part) const {
  constexpr std::size_t kValueBytes = 100;  // of longer ones the rest comes as a stream
  const std::size_t key_bytes = Item::kHeadBytes + sizeof(NewItem::flags) + key.bytes.size();
  impl_->tables_.index.prefetch_item(key.hash,
                                     key_bytes + (part == Loaded::Value ? kValueBytes : 0));
}

Lookup Store::get(const Key& key, Now now, ItemVisitor visit) {
  return impl_->get(key, now, visit);
}

Stored Store::set(const Key& key, const NewItem& item, Now now) {
  return impl_->store(key, item, now, Condition::Always);
}

Stored Store::add(const Key& key, const NewItem& item, Now now) {
  return impl_->store(key, item, now, Condition::Absent);
}

Stored Store::replace(const Key& key, const NewItem& item, Now now) {
  return impl_->store(key, item, now, Condition::Present);
}

Stored Store::append(const Key& key, ByteView addition, std::uint64_t cas_expected, Now now) {
  return impl_->join(key, addition, cas_expected, now, Side::Behind);
}

Stored Store::prepend(const Key& key, ByteView addition, std::uint64_t cas_expected, Now now) {
  return impl_->join(key, addition, cas_expected, now, Side::Before);
}

Stored Store::remove(const Key& key, std::uint64_t cas_expected, Now now) {
  return impl_->remove(key, cas_expected, now);
}

Counted Store::count(const Key& key, const CounterChange& change, Now now) {
  return impl_->count(key, change, now);
}

Touched Store::touch(const Key& key, Expiry expiry, Now now) {
  Touched touched;
  touched.lookup = impl_->get_and_touch(key, expiry, now, [&](const ItemView& item) {
    touched.cas = item.cas;
    touched.flags = item.flags;
  });
  return touched;
}

Lookup Store::get_and_touch(const Key& key, Expiry expiry, Now now, ItemVisitor visit) {
  return impl_->get_and_touch(key, expiry, now, visit);
}

void Store::flush(Expiry when, Now now) {
  impl_->tables_.generations.flush(when, now);
}

void Store::for_each(Now now, ItemVisitor visit) {
  for (std::size_t part = 0; part < parts(); ++part) visit_part(part, now, visit);
}

std::size_t Store::parts() const {
  return impl_->tables_.index.stripes();
}

void Store::visit_part(std::size_t part, Now now, ItemVisitor visit) {
  impl_->visit_part(part, now, visit);
}

void Store::tell_changes_to(ChangeSink& sink) {
  impl_->sink_ = &sink;
  impl_->tables_.generations.tell_changes_to(sink);
}

void Store::restore(const Key& key, const KeptItem& item, Now now) {
  impl_->restore(key, item, now);
}

void Store::restore_removed(const Key& key) {
  impl_->restore_removed(key);
}

void Store::restore_expiry(const Key& key, std::uint64_t cas, Expiry expiry) {
  impl_->restore_expiry(key, cas, expiry);
}

void Store::restore_generations(std::uint64_t cas_last, std::uint64_t cas_flushed) {
  impl_->tables_.generations.restore(cas_last, cas_flushed);
}

bool Store::maintain(Now now) {
  return impl_->maintain(now);
}

StoreStats Store::stats() const {
  return impl_->stats();
}

void Store::reset_stats() {
  impl_->reset_stats();
}

const Options& Store::options() const {
  return impl_->options_;
}

bool Store::Impl::maintain(Now now) {
  tables_.generations.tick(now);
  bool more = crawler_.slice(now);
  more = sweeper_.tend(now) || more;
  SegmentLog& log = tables_.memory.log();
  for (int released = 0; released < kReleasesPerSlice; ++released) {
    if (!log.release_free(SegmentLog::kFreeAhead)) break;
  }
  tables_.index.shrink(shrink_stripe_++ % tables_.index.stripes());
  return more;
}

}  // namespace mcbin::store
