// Readiness of socket pairs, and wake-ups.
#include "mcbin/net/poller.hpp"

#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <thread>

using namespace mcbin::net;
using namespace std::chrono_literals;

namespace {

struct Pair {
  Pair() {
    int numbers[2];
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, numbers) == 0);
    near = Descriptor(numbers[0]);
    far = Descriptor(numbers[1]);
  }
  void write_far() const { REQUIRE(::write(far.number(), "x", 1) == 1); }
  Descriptor near;
  Descriptor far;
};

}  // namespace

TEST_CASE("net/poller: input is told to its owner for as long as it is there", "[net][poller]") {
  Poller poller;
  const Pair pair;
  int owner = 0;
  poller.watch(pair.near.number(), Interest::Input, &owner);
  CHECK(poller.wait(0ms).empty());
  pair.write_far();
  for (int round = 0; round < 2; ++round) {
    const auto ready = poller.wait(10s);
    REQUIRE(ready.size() == 1);
    CHECK(ready[0].owner == &owner);
    CHECK_FALSE(ready[0].broken);
  }
  char letter = 0;
  REQUIRE(::read(pair.near.number(), &letter, 1) == 1);
  CHECK(poller.wait(0ms).empty());
  CHECK_FALSE(poller.woken());
}

TEST_CASE("net/poller: only what a socket waits for is told, and that it breaks", "[net][poller]") {
  Poller poller;
  Pair pair;
  int owner = 0;
  poller.watch(pair.near.number(), Interest::Nothing, &owner);
  pair.write_far();
  CHECK(poller.wait(0ms).empty());
  poller.change(pair.near.number(), Interest::Output, &owner);
  CHECK(poller.wait(10s).size() == 1);
  poller.change(pair.near.number(), Interest::Nothing, &owner);
  CHECK(poller.wait(0ms).empty());
  pair.far.close();
  const auto ready = poller.wait(10s);
  REQUIRE(ready.size() == 1);
  CHECK(ready[0].broken);
}

TEST_CASE("net/poller: a closed socket is forgotten", "[net][poller]") {
  Poller poller;
  Pair pair;
  int owner = 0;
  poller.watch(pair.near.number(), Interest::Input, &owner);
  pair.write_far();
  pair.near.close();
  CHECK(poller.wait(0ms).empty());
}

TEST_CASE("net/poller: wake() ends the wait that goes on, or the next one", "[net][poller]") {
  Poller poller;
  poller.wake();
  poller.wake();
  CHECK(poller.wait(10s).empty());
  CHECK(poller.woken());
  CHECK_FALSE(poller.woken());
  CHECK(poller.wait(0ms).empty());
  CHECK_FALSE(poller.woken());

  std::thread other([&] { poller.wake(); });
  while (!poller.woken()) CHECK(poller.wait(10s).empty());
  other.join();
}
