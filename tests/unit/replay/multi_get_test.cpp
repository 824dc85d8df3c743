#include "mcbin/replay/multi_get.hpp"

#include "replay_samples.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mcbin;
using codec::Opcode;
using replay::Expectation;

namespace {

constexpr std::string_view kKeys[] = {"a", "b", "c"};

/// Look-ups of a, b and c; the capture gave the answers of `found` to the first of them.
std::vector<replay::PlannedRequest> look_ups(Opcode opcode, const std::vector<std::string>& found,
                                             std::uint32_t opaque_step) {
  std::vector<replay::PlannedRequest> requests;
  for (std::uint32_t at = 0; at < std::size(kKeys); ++at) {
    const test::MadeRequest made{.opcode = opcode, .key = kKeys[at], .opaque = at * opaque_step};
    const std::string key = at < found.size() ? found[at] : "";
    requests.push_back(at < found.size()
                           ? test::planned(made, {.opcode = opcode,
                                                  .key = codec::returns_key(opcode) ? key : "",
                                                  .value = "v"})
                           : test::planned_silence(made));
  }
  return requests;
}

std::string expectations(const std::vector<replay::PlannedRequest>& requests) {
  std::string text;
  for (const auto& request : requests) {
    text += request.expectation == Expectation::Answers   ? '+'
            : request.expectation == Expectation::Silence ? '-'
                                                          : '?';
  }
  return text;
}

}  // namespace

TEST_CASE("replay/multi_get: answers with a key were paired by it", "[replay][multi_get]") {
  auto requests = look_ups(Opcode::GetKQ, {"a"}, 0);
  replay::settle_multi_gets(requests);
  CHECK(expectations(requests) == "+--");
}

TEST_CASE("replay/multi_get: without a key nobody can tell, unless all are alike",
          "[replay][multi_get]") {
  auto some = look_ups(Opcode::GetQ, {"b"}, 0);
  replay::settle_multi_gets(some);
  CHECK(expectations(some) == "???");
  auto all = look_ups(Opcode::GetQ, {"a", "b", "c"}, 0);
  replay::settle_multi_gets(all);
  CHECK(expectations(all) == "+++");
  auto none = look_ups(Opcode::GetQ, {}, 0);
  replay::settle_multi_gets(none);
  CHECK(expectations(none) == "---");
}

TEST_CASE("replay/multi_get: opaques that differ have told already", "[replay][multi_get]") {
  auto requests = look_ups(Opcode::GetQ, {"a"}, 1);
  replay::settle_multi_gets(requests);
  CHECK(expectations(requests) == "+--");
}
