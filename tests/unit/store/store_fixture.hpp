// A store with a clock that stands still, spoken to in text. Shared by the store's unit tests.
#pragma once

#include "mcbin/base/clock.hpp"
#include "mcbin/store/store.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mcbin::store::test {

/// What a look-up showed, copied out.
struct Seen {
  Lookup lookup = Lookup::Missing;
  std::string value;
  std::uint32_t flags = 0;
  std::uint64_t cas = 0;
  Expiry expiry;
  ValueHold hold;
};

class StoreFixture {
 public:
  explicit StoreFixture(const Options& options = {})
      : store_(std::move(Store::create(options).value())) {}

  Store& store() { return *store_; }
  ManualClock& clock() { return clock_; }
  [[nodiscard]] Now now() const { return clock_.now(); }

  Seen get(std::string_view key) {
    const Store::Turn turn(*store_);
    Seen seen;
    seen.lookup = store_->get(key_of(key), now(), [&](const ItemView& item) { copy(item, seen); });
    return seen;
  }

  Seen get_and_touch(std::string_view key, Expiry expiry) {
    const Store::Turn turn(*store_);
    Seen seen;
    seen.lookup = store_->get_and_touch(key_of(key), expiry, now(),
                                        [&](const ItemView& item) { copy(item, seen); });
    return seen;
  }

  /// The value, or nothing when the look-up is no hit.
  std::optional<std::string> value(std::string_view key) {
    Seen seen = get(key);
    if (seen.lookup != Lookup::Hit) return {};
    return std::move(seen.value);
  }

  Stored set(std::string_view key, std::string_view value, Expiry expiry = {},
             std::uint32_t flags = 0, std::uint64_t cas = 0) {
    const Store::Turn turn(*store_);
    return store_->set(key_of(key), {as_bytes(value), flags, expiry, cas}, now());
  }
  Stored add(std::string_view key, std::string_view value, std::uint64_t cas = 0) {
    const Store::Turn turn(*store_);
    return store_->add(key_of(key), {as_bytes(value), 0, {}, cas}, now());
  }
  Stored replace(std::string_view key, std::string_view value, std::uint64_t cas = 0) {
    const Store::Turn turn(*store_);
    return store_->replace(key_of(key), {as_bytes(value), 0, {}, cas}, now());
  }
  Stored append(std::string_view key, std::string_view value, std::uint64_t cas = 0) {
    const Store::Turn turn(*store_);
    return store_->append(key_of(key), as_bytes(value), cas, now());
  }
  Stored prepend(std::string_view key, std::string_view value, std::uint64_t cas = 0) {
    const Store::Turn turn(*store_);
    return store_->prepend(key_of(key), as_bytes(value), cas, now());
  }
  Stored remove(std::string_view key, std::uint64_t cas = 0) {
    const Store::Turn turn(*store_);
    return store_->remove(key_of(key), cas, now());
  }
  Counted count(std::string_view key, const CounterChange& change) {
    const Store::Turn turn(*store_);
    return store_->count(key_of(key), change, now());
  }
  Touched touch(std::string_view key, Expiry expiry) {
    const Store::Turn turn(*store_);
    return store_->touch(key_of(key), expiry, now());
  }

  /// Upkeep until nothing is left to do.
  void maintain() {
    while (store_->maintain(now())) {
    }
  }

  [[nodiscard]] Expiry in_ms(std::int64_t milliseconds) const {
    return {now().steady_ms + milliseconds};
  }

 private:
  [[nodiscard]] Key key_of(std::string_view key) const { return store_->key(as_bytes(key)); }

  static void copy(const ItemView& item, Seen& seen) {
    seen.value = as_text(item.value);
    seen.flags = item.flags;
    seen.cas = item.cas;
    seen.expiry = item.expiry;
    if (item.hold != nullptr) seen.hold = *item.hold;
  }

  std::unique_ptr<Store> store_;
  ManualClock clock_;
};

}  // namespace mcbin::store::test
