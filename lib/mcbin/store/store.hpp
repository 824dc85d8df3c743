// The in-process store: keys, values, time and memory. Thread-safe. Knows no protocol word and no
// socket; engine turns its outcomes into statuses. How memory is laid out is nobody else's
// business.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/change_sink.hpp"
#include "mcbin/base/clock.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/base/function_ref.hpp"
#include "mcbin/store/expiry.hpp"
#include "mcbin/store/store_stats.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace mcbin::store {

/// Keys are 1 to this many bytes of any value.
inline constexpr std::size_t kKeyBytesMax = 250;

/// Values up to this size are to be copied out inside the read; larger ones can be held.
inline constexpr std::size_t kCopyOutBytesMax = 16 * 1024;

struct Options {
  std::uint64_t memory_bytes = 64ULL << 20;   // everything the store allocates counts against it
  std::uint64_t item_bytes_max = 1ULL << 20;  // key + value of one item, at most 128 MiB
  bool evictions = true;                      // false: a full store refuses with OutOfMemory
  std::uint64_t hash_seed = 0;                // 0: a random one for this process
};

/// A key with its hash, so that the hash is computed once a request. Views the caller's bytes.
struct Key {
  ByteView bytes;
  std::uint64_t hash = 0;
};

enum class Outcome : std::uint8_t {
  Done,
  NotFound,     // no such item (or expired, or flushed)
  Exists,       // the item exists already, or its CAS is another one
  NotStored,    // append or prepend without an item
  TooLarge,     // key + value would exceed item_bytes_max
  OutOfMemory,  // full, and evictions are off or cannot help
  NotANumber,   // incr or decr of a value that is no decimal number
};

/// Why a look-up found nothing, or that it hit.
enum class Lookup : std::uint8_t { Hit, Missing, Expired, Flushed };

/// A counted hold that keeps a large value alive; empty for small ones.
using ValueHold = std::shared_ptr<const void>;

/// One item as a visitor sees it; every view is valid only while the visitor runs.
struct ItemView {
  ByteView key;
  ByteView value;
  std::uint32_t flags = 0;
  std::uint64_t cas = 0;
  Expiry expiry;
  const ValueHold* hold = nullptr;  // set for values over kCopyOutBytesMax: copy it to keep `value`
};

/// Called with the item inside the read. Must not call the store and must not block.
using ItemVisitor = FunctionRef<void(const ItemView&)>;

struct NewItem {
  ByteView value;
  std::uint32_t flags = 0;
  Expiry expiry;
  std::uint64_t cas_expected = 0;  // 0: no check
};

/// An item as it comes back from where changes are kept.
struct KeptItem {
  ByteView value;
  std::uint32_t flags = 0;
  std::uint64_t cas = 0;
  Expiry expiry;
};

struct Stored {
  Outcome outcome = Outcome::Done;
  std::uint64_t cas = 0;  // the new CAS when Done, else 0
};

enum class CountDirection : std::uint8_t { Up, Down };

struct CounterChange {
  CountDirection direction = CountDirection::Up;
  std::uint64_t delta = 0;
  std::uint64_t initial = 0;
  std::optional<Expiry> create;    // the expiry of a counter created here; none: do not create
  std::uint64_t cas_expected = 0;  // 0: no check; else a missing item is NotFound
};

struct Counted {
  Outcome outcome = Outcome::Done;
  std::uint64_t cas = 0;
  std::uint64_t value = 0;
  bool created = false;
};

struct Touched {
  Lookup lookup = Lookup::Missing;
  std::uint64_t cas = 0;
  std::uint32_t flags = 0;
};

/// The store. Every method is safe from any thread. Methods that read or write items are to be
/// called inside a Turn of the calling thread.
class Store {
 public:
  /// @return Errc::BadConfiguration with a sentence when the limits cannot work together.
  [[nodiscard]] static Result<std::unique_ptr<Store>> create(const Options& options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// A stretch of work of one thread, opened once for each batch of operations and short: memory
  /// is reused only after every thread has ended the turn it was in. Do not nest, do not block in
  /// it.
  class Turn {
   public:
    explicit Turn(Store& store);
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    Store& store_;
  };

  /// `bytes` with its hash. 1 to kKeyBytesMax bytes; the caller has checked.
  [[nodiscard]] Key key(ByteView bytes) const;

  /// Starts loading the part of the index that a look-up of `key` will need. Worth calling for a
  /// batch, before the reads.
  void prefetch(const Key& key) const;

  /// What of an item an operation looks at: most changes compare the key and leave it at that.
  enum class Loaded : std::uint8_t { Key, Value };

  /// Then starts loading the item. Inside a turn; worth calling for the whole batch once prefetch()
  /// has been called for the whole batch.
  void prefetch_item(const Key& key, Loaded part) const;

  /// Visits the item of `key` once if it is alive.
  Lookup get(const Key& key, Now now, ItemVisitor visit);

  /// Stores unconditionally, or, with cas_expected, only over an item with that CAS (NotFound,
  /// Exists). A set that is refused for TooLarge or OutOfMemory removes the old item: nobody shall
  /// read what a writer meant to replace.
  Stored set(const Key& key, const NewItem& item, Now now);

  /// Stores only where there is no item: Exists otherwise, whatever cas_expected says; with
  /// cas_expected and no item, NotFound.
  Stored add(const Key& key, const NewItem& item, Now now);

  /// Stores only over an existing item: NotFound, Exists.
  Stored replace(const Key& key, const NewItem& item, Now now);

  /// Puts `addition` behind or before the value; flags and expiry stay. NotStored without an item,
  /// Exists on another CAS, TooLarge for the result.
  Stored append(const Key& key, ByteView addition, std::uint64_t cas_expected, Now now);
  Stored prepend(const Key& key, ByteView addition, std::uint64_t cas_expected, Now now);

  /// Removes the item: NotFound, Exists on another CAS. The cas of the result is 0.
  Stored remove(const Key& key, std::uint64_t cas_expected, Now now);

  /// Adds modulo 2^64, or subtracts down to 0, on a value that is decimal text; flags and expiry
  /// stay. The new text has exactly the digits of the number. Order of checks: missing (create or
  /// NotFound), empty value (NotANumber), CAS (Exists), text (NotANumber).
  Counted count(const Key& key, const CounterChange& change, Now now);

  /// Sets the expiry in place: the CAS does not change.
  Touched touch(const Key& key, Expiry expiry, Now now);

  /// touch, and visits the item as it was.
  Lookup get_and_touch(const Key& key, Expiry expiry, Now now, ItemVisitor visit);

  /// Every item stored before `when` is gone from that moment on; at once if it has passed. Only
  /// one pending flush exists: a new one, of any moment, replaces it. O(1).
  void flush(Expiry when, Now now);

  /// Visits every live item, without a promised order, while others read and write: each item that
  /// lives unchanged during the walk is visited once, none is torn. Opens its own turns.
  void for_each(Now now, ItemVisitor visit);

  /// for_each() in pieces: visits the items of one of parts() parts, about one for each MiB of
  /// memory. A key belongs to the same part for ever.
  [[nodiscard]] std::size_t parts() const;
  void visit_part(std::size_t part, Now now, ItemVisitor visit);

  /// From now on every change but evictions is told to `sink`, which outlives the store's use.
  /// Before the first operation but those that restore.
  void tell_changes_to(ChangeSink& sink);

  // What brings kept items back, from any number of threads, each key from one at a time. Nothing
  // of it is told to the sink. Inside a turn, like other operations.

  /// The key has this item, whatever it had. One that is too large, or for which there is no room,
  /// leaves the key without any.
  void restore(const Key& key, const KeptItem& item, Now now);
  void restore_removed(const Key& key);
  /// The item of the key, if it has this CAS, expires then.
  void restore_expiry(const Key& key, std::uint64_t cas, Expiry expiry);
  /// Every CAS from now on is greater than `cas_last`; items up to `cas_flushed` are gone.
  void restore_generations(std::uint64_t cas_last, std::uint64_t cas_flushed);

  /// One bounded slice of upkeep (returning the memory of expired and flushed items, growing the
  /// index). Call it about every 10 ms, from one thread, outside a turn.
  /// @return whether more work is waiting.
  bool maintain(Now now);

  /// A snapshot of the counters and gauges.
  [[nodiscard]] StoreStats stats() const;

  /// Zeroes the counters (not the gauges).
  void reset_stats();

  [[nodiscard]] const Options& options() const;

 private:
  class Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mcbin::store
