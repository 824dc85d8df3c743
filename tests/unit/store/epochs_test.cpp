// Turns, pauses and what waits for them. Other tests of this program may be in no turn meanwhile.
#include "mcbin/store/epochs.hpp"

#include "mcbin/store/limbo.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

namespace mcbin::store {
namespace {

struct Thing {
  bool released = false;
  static void release(void* /*owner*/, void* thing, std::size_t /*size*/) {
    static_cast<Thing*>(thing)->released = true;
  }
};

TEST_CASE("store/epochs: nothing waits when nobody is in a turn", "[store][epochs]") {
  CHECK_FALSE(epochs::inside());
  CHECK(epochs::oldest() == epochs::kNobody);
  Limbo limbo;
  Thing thing;
  limbo.add(Thing::release, nullptr, &thing, 0);
  CHECK_FALSE(limbo.empty());
  limbo.collect();
  CHECK(thing.released);
  CHECK(limbo.empty());
}

TEST_CASE("store/epochs: a turn keeps what was taken out during it", "[store][epochs]") {
  Limbo limbo;
  Thing before;
  Thing during;
  limbo.add(Thing::release, nullptr, &before, 0);
  epochs::enter();
  limbo.add(Thing::release, nullptr, &during, 0);
  limbo.collect();
  CHECK(before.released);
  CHECK_FALSE(during.released);
  SECTION("until it ends") {
    epochs::leave();
  }
  SECTION("or comes between two operations") {
    epochs::refresh();
    limbo.collect();
    CHECK(during.released);
    epochs::leave();
  }
  SECTION("or pauses") {
    {
      const epochs::Pause pause;
      limbo.collect();
      CHECK(during.released);
    }
    CHECK(epochs::inside());
    epochs::leave();
  }
  limbo.collect();
  CHECK(during.released);
  CHECK_FALSE(epochs::inside());
}

TEST_CASE("store/epochs: turns nest", "[store][epochs]") {
  epochs::enter();
  epochs::enter();
  epochs::leave();
  CHECK(epochs::inside());
  CHECK(epochs::oldest() != epochs::kNobody);
  epochs::leave();
  CHECK(epochs::oldest() == epochs::kNobody);
}

TEST_CASE("store/epochs: another thread's turn counts, and its end as well", "[store][epochs]") {
  Limbo limbo;
  Thing thing;
  std::atomic<int> step{0};
  std::thread other([&] {
    epochs::enter();
    step = 1;
    while (step != 2) std::this_thread::yield();
    epochs::leave();
    step = 3;
  });
  while (step != 1) std::this_thread::yield();
  limbo.add(Thing::release, nullptr, &thing, 0);
  limbo.collect();
  CHECK_FALSE(thing.released);
  step = 2;
  while (step != 3) std::this_thread::yield();
  limbo.collect();
  CHECK(thing.released);
  other.join();
}

}  // namespace
}  // namespace mcbin::store
