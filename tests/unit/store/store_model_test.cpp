// Any sequence of operations against a plain map that knows the rules, on a clock that the sequence
// itself moves. With room enough both agree in everything; under pressure the store may have
// dropped something, and nothing else.
#include "store_fixture.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <rapidcheck.h>
#include <vector>

namespace mcbin::store {
namespace {

using test::Seen;
using test::StoreFixture;

enum class Act : std::uint8_t {
  Set,
  SetWithCas,
  Add,
  Replace,
  Append,
  Prepend,
  Remove,
  Count,
  Touch,
  Get,
  GetAndTouch,
  Flush,
  FlushLater,
  Advance,
  Maintain,
  Fill
};
constexpr int kActs = 16;

struct Step {
  Act act = Act::Get;
  int key = 0;
  std::size_t size = 0;
  std::int64_t expiry_ms = 0;  // 0: never
  bool right_cas = true;
};

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << "{act " << static_cast<int>(step.act) << " key " << step.key << " size "
             << step.size << " expiry " << step.expiry_ms << " cas " << step.right_cas << "}";
}

}  // namespace
}  // namespace mcbin::store

template <>
struct rc::Arbitrary<mcbin::store::Step> {
  using Step = mcbin::store::Step;
  using Act = mcbin::store::Act;
  static Gen<Step> arbitrary() {
    return rc::gen::build<Step>(
        rc::gen::set(&Step::act, rc::gen::map(rc::gen::inRange(0, mcbin::store::kActs),
                                              [](int act) { return static_cast<Act>(act); })),
        rc::gen::set(&Step::key, rc::gen::inRange(0, 6)),
        rc::gen::set(&Step::size,
                     rc::gen::oneOf(rc::gen::inRange<std::size_t>(0, 40),
                                    rc::gen::element<std::size_t>(2'500, 15'000, 20'000, 70'000))),
        rc::gen::set(&Step::expiry_ms, rc::gen::element<std::int64_t>(0, 1, 50, 700)),
        rc::gen::set(&Step::right_cas, rc::gen::arbitrary<bool>()));
  }
};

namespace mcbin::store {
namespace {

struct Known {
  std::string value;
  Expiry expiry;
  std::uint64_t cas = 0;
};

/// The store beside the map.
class Pair {
 public:
  Pair(std::uint64_t memory_bytes, std::size_t item_bytes_max, bool pressure)
      : fixture_({.memory_bytes = memory_bytes,
                  .item_bytes_max = item_bytes_max,
                  .evictions = true,
                  .hash_seed = 5}),
        item_bytes_max_(item_bytes_max),
        pressure_(pressure) {}

  void run(const Step& step) {
    settle_flush();
    const std::string key = "key" + std::to_string(step.key);
    forget_if_evicted(key);
    const Known* const known = alive(key);
    const std::uint64_t cas = known == nullptr ? 1 : known->cas + (step.right_cas ? 0 : 1);
    const std::string value(step.size, static_cast<char>('a' + count_++ % 26));
    const Expiry expiry = step.expiry_ms == 0 ? Expiry{} : fixture_.in_ms(step.expiry_ms);
    switch (step.act) {
      case Act::Set:
        return stored(key, value, expiry, fixture_.set(key, value, expiry), Outcome::Done, true);
      case Act::SetWithCas: {
        const Outcome right = known == nullptr ? Outcome::NotFound
                              : step.right_cas ? Outcome::Done
                                               : Outcome::Exists;
        return stored(key, value, expiry, fixture_.set(key, value, expiry, 0, cas), right, true);
      }
      case Act::Add:
        return stored(key, value, {}, fixture_.add(key, value),
                      known == nullptr ? Outcome::Done : Outcome::Exists, false);
      case Act::Replace:
        return stored(key, value, {}, fixture_.replace(key, value),
                      known == nullptr ? Outcome::NotFound : Outcome::Done, false);
      case Act::Append:
        return joined(key, known, value, true);
      case Act::Prepend:
        return joined(key, known, value, false);
      case Act::Remove:
        RC_ASSERT((fixture_.remove(key).outcome == Outcome::Done) == (known != nullptr));
        known_.erase(key);
        return;
      case Act::Count:
        return counted(key, known, expiry);
      default:
        return run_rest(step, key, known, expiry);
    }
  }

  void check_all() {
    settle_flush();
    for (int number = 0; number < 6; ++number) {
      const std::string key = "key" + std::to_string(number);
      forget_if_evicted(key);
      same(fixture_.get(key), alive(key));
    }
    std::map<std::string, std::string> walked;
    fixture_.store().for_each(fixture_.now(), [&](const ItemView& item) {
      if (as_text(item.key).substr(0, 3) != "key") return;
      RC_ASSERT(walked.emplace(as_text(item.key), as_text(item.value)).second);
    });
    std::map<std::string, std::string> expected;
    for (const auto& [key, known] : known_) {
      if (!known.expiry.passed(fixture_.now())) expected.emplace(key, known.value);
    }
    RC_ASSERT(walked == expected);
  }

 private:
  void run_rest(const Step& step, const std::string& key, const Known* known, Expiry expiry) {
    switch (step.act) {
      case Act::Touch: {
        const Touched touched = fixture_.touch(key, expiry);
        RC_ASSERT((touched.lookup == Lookup::Hit) == (known != nullptr));
        if (known == nullptr) return;
        RC_ASSERT(touched.cas == known->cas);
        known_[key].expiry = expiry;
        return;
      }
      case Act::GetAndTouch:
        same(fixture_.get_and_touch(key, expiry), known);
        if (known != nullptr) known_[key].expiry = expiry;
        return;
      case Act::Flush:
        fixture_.store().flush({fixture_.now().steady_ms}, fixture_.now());
        flush_at_ms_ = Expiry::kNever;
        return known_.clear();
      case Act::FlushLater:
        fixture_.store().flush(fixture_.in_ms(30), fixture_.now());
        flush_at_ms_ = fixture_.in_ms(30).steady_ms;
        return;
      case Act::Advance:
        return fixture_.clock().advance_ms(static_cast<std::int64_t>(step.size % 64));
      case Act::Maintain:
        return fixture_.maintain();
      case Act::Fill:
        if (!pressure_) return;
        for (int number = 0; number < 150; ++number) {
          fixture_.set("filler" + std::to_string(count_++), std::string(900, 'f'));
        }
        return;
      default:
        return same(fixture_.get(key), known);
    }
  }

  void settle_flush() {
    if (flush_at_ms_ > fixture_.now().steady_ms) return;
    flush_at_ms_ = Expiry::kNever;
    known_.clear();
  }

  /// Under pressure something may be gone: then it is gone for the model, too.
  void forget_if_evicted(const std::string& key) {
    RC_ASSERT(fixture_.store().stats().memory_bytes <= fixture_.store().options().memory_bytes);
    if (pressure_ && fixture_.get(key).lookup != Lookup::Hit) known_.erase(key);
  }

  const Known* alive(const std::string& key) {
    const auto found = known_.find(key);
    if (found == known_.end()) return nullptr;
    if (!found->second.expiry.passed(fixture_.now())) return &found->second;
    known_.erase(found);
    return nullptr;
  }

  void stored(const std::string& key, const std::string& value, Expiry expiry, Stored result,
              Outcome right, bool is_set) {
    if (key.size() + value.size() > item_bytes_max_) {
      RC_ASSERT(result.outcome == Outcome::TooLarge);
      if (is_set) known_.erase(key);
      return;
    }
    if (evicted_meanwhile(key, result.outcome, right)) return;
    RC_ASSERT(result.outcome == right);
    if (right != Outcome::Done) return;
    remember(key, {value, expiry, result.cas});
  }

  /// Making room for a new version may take the old one: then it was missing.
  bool evicted_meanwhile(const std::string& key, Outcome outcome, Outcome right) {
    const bool missing = outcome == Outcome::NotFound || outcome == Outcome::NotStored;
    if (!pressure_ || !missing || right == outcome) return false;
    known_.erase(key);
    return true;
  }

  void joined(const std::string& key, const Known* known, const std::string& value, bool behind) {
    const Stored result = behind ? fixture_.append(key, value) : fixture_.prepend(key, value);
    if (known == nullptr) {
      RC_ASSERT(result.outcome == Outcome::NotStored);
      return;
    }
    const std::string whole = behind ? known->value + value : value + known->value;
    stored(key, whole, known->expiry, result, Outcome::Done, false);
  }

  void counted(const std::string& key, const Known* known, Expiry expiry) {
    const Counted result = fixture_.count(key, {CountDirection::Up, 3, 40, expiry, 0});
    const bool number = known != nullptr && !known->value.empty() && known->value[0] >= '0' &&
                        known->value[0] <= '9';
    if (known != nullptr && !number) {
      RC_ASSERT(result.outcome == Outcome::NotANumber);
      return;
    }
    // What was joined behind a number is cut off, or makes it none.
    if (result.outcome == Outcome::NotANumber) return;
    RC_ASSERT(result.outcome == Outcome::Done);
    if (pressure_ && result.created) known = nullptr;
    RC_ASSERT(result.created == (known == nullptr));
    if (known != nullptr) RC_ASSERT(result.value == std::stoull(known->value) + 3);
    const Expiry kept = known == nullptr ? expiry : known->expiry;
    remember(key, {std::to_string(result.value), kept, result.cas});
  }

  void remember(const std::string& key, const Known& known) {
    RC_ASSERT(known.cas > last_cas_);
    last_cas_ = known.cas;
    known_[key] = known;
  }

  static void same(const Seen& seen, const Known* known) {
    RC_ASSERT((seen.lookup == Lookup::Hit) == (known != nullptr));
    if (known == nullptr) return;
    RC_ASSERT(seen.value == known->value);
    RC_ASSERT(seen.cas == known->cas);
    RC_ASSERT(seen.expiry == known->expiry);
  }

  StoreFixture fixture_;
  const std::size_t item_bytes_max_;
  const bool pressure_;
  std::map<std::string, Known> known_;
  std::int64_t flush_at_ms_ = Expiry::kNever;
  std::uint64_t last_cas_ = 0;
  std::uint64_t count_ = 0;
};

bool holds(const char* what, std::uint64_t memory_bytes, bool pressure) {
  return rc::check(what, [&](const std::vector<Step>& steps) {
    Pair pair(memory_bytes, 60'000, pressure);
    for (const Step& step : steps) pair.run(step);
    pair.check_all();
  });
}

TEST_CASE("store/model: with room enough, store and map agree in everything", "[store][model]") {
  CHECK(holds("store and map agree", 16ULL << 20, false));
}

TEST_CASE("store/model: under pressure the store forgets and does nothing else wrong",
          "[store][model]") {
  CHECK(holds("store and map agree, less what was evicted", 1ULL << 20, true));
}

}  // namespace
}  // namespace mcbin::store
