// The ring of notable requests: numbered, bounded, in order.
#include "mcbin/engine/notable_requests.hpp"

#include <catch2/catch.hpp>

namespace mcbin::engine {
namespace {

TEST_CASE("engine/notable_requests: the last ones are kept, with numbers that go on",
          "[engine][notable_requests]") {
  NotableRequests ring;
  CHECK(ring.list().empty());
  for (std::size_t at = 0; at < NotableRequests::kKept + 5; ++at) {
    ring.record({.key = std::to_string(at)});
  }
  const auto kept = ring.list();
  REQUIRE(kept.size() == NotableRequests::kKept);
  CHECK(kept.front().number == 6);
  CHECK(kept.front().key == "5");
  CHECK(kept.back().number == NotableRequests::kKept + 5);

  ring.clear();
  CHECK(ring.list().empty());
  ring.record({});
  CHECK(ring.list().front().number == NotableRequests::kKept + 6);
}

}  // namespace
}  // namespace mcbin::engine
