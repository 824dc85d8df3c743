#include "mcbin/replay/request_rewrite.hpp"

#include "replay_samples.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mcbin;
using codec::Opcode;
using replay::CasMode;
using replay::RequestRewriter;
using replay::TtlMode;
using test::planned;

namespace {

constexpr std::uint32_t kOpaque = 0x87654321;
constexpr std::int64_t kSecondNs = 1'000'000'000;

/// The frame that `rewriter` makes of `request`; owns its bytes.
struct Written {
  Written(RequestRewriter& rewriter, const replay::PlannedRequest& request) {
    rewriter.write(request, kOpaque, bytes);
    REQUIRE(codec::next_frame(bytes, frame) == codec::FrameStep::Whole);
    REQUIRE(frame.size() == bytes.size());
  }
  [[nodiscard]] std::uint32_t expiry() const {
    return load_be32(frame.extras.data() + frame.extras.size() - 4);
  }
  ByteVector bytes;
  codec::Frame frame;
};

}  // namespace

TEST_CASE("replay/request_rewrite: only the opaque changes by itself", "[replay][rewrite]") {
  RequestRewriter rewriter({});
  const auto request = planned({.opcode = Opcode::Set, .value = "value", .expiry_seconds = 60});
  const Written written(rewriter, request);
  ByteVector expected = request.bytes;
  store_be32(expected.data() + 12, kOpaque);
  CHECK(written.bytes == expected);
}

TEST_CASE("replay/request_rewrite: a CAS becomes the one that the target gave",
          "[replay][rewrite]") {
  const auto get = planned({}, {.value = "v", .cas = 100});
  const auto set = planned({.opcode = Opcode::Set, .value = "w", .cas = 100});
  const std::vector<ByteVector> answers = {test::answer_bytes({.value = "v", .cas = 0x1122334455})};
  struct Row {
    CasMode mode;
    std::uint64_t before;
    std::uint64_t after;
  };
  for (const Row& row : {Row{CasMode::Map, 100, 0x1122334455}, Row{CasMode::Keep, 100, 100},
                         Row{CasMode::Zero, 0, 0}}) {
    RequestRewriter rewriter({.cas = row.mode});
    CHECK(rewriter.lacks_cas(set) == (row.mode == CasMode::Map));
    CHECK(Written(rewriter, set).frame.header.cas == row.before);
    rewriter.learn(get, answers);
    CHECK_FALSE(rewriter.lacks_cas(set));
    CHECK(Written(rewriter, set).frame.header.cas == row.after);
    CHECK(rewriter.cas_unknown() == (row.mode == CasMode::Map ? 1 : 0));
  }
}

TEST_CASE("replay/request_rewrite: expiries still mean the same", "[replay][rewrite]") {
  constexpr std::uint32_t kDate = 1'700'000'000;
  constexpr std::int64_t kShift = 86'400;
  struct Row {
    TtlMode mode;
    std::uint32_t recorded;
    std::uint32_t sent;
  };
  const Row rows[] = {
      {TtlMode::Keep, 0, 0},     {TtlMode::Keep, 60, 60}, {TtlMode::Keep, kDate, kDate + kShift},
      {TtlMode::Scale, 60, 15},  {TtlMode::Scale, 2, 1},  {TtlMode::Drop, 60, 0},
      {TtlMode::Drop, kDate, 0},
  };
  for (const Row& row : rows) {
    INFO(row.recorded);
    RequestRewriter rewriter({.ttl = row.mode, .speed = 4, .shift_seconds = kShift});
    for (const Opcode opcode : {Opcode::SetQ, Opcode::Touch, Opcode::Gat}) {
      const auto request = planned({.opcode = opcode, .expiry_seconds = row.recorded});
      CHECK(Written(rewriter, request).expiry() == row.sent);
    }
  }
}

TEST_CASE("replay/request_rewrite: keys get a prefix, values others of the same length",
          "[replay][rewrite]") {
  const auto request = planned({.opcode = Opcode::Set, .key = "key", .value = "0123456789"});
  RequestRewriter seeded({.values = replay::Values::Seeded, .keys = {.prefix = "again:"}});
  const Written one(seeded, request);
  const Written two(seeded, request);
  CHECK(as_text(one.frame.key) == "again:key");
  CHECK(one.frame.value.size() == 10);
  CHECK(as_text(one.frame.value) != "0123456789");
  CHECK(same_bytes(one.frame.value, two.frame.value));
  RequestRewriter random({.values = replay::Values::Random});
  CHECK_FALSE(
      same_bytes(Written(random, request).frame.value, Written(random, request).frame.value));
}

TEST_CASE("replay/request_rewrite: near its expiry an item may be there or not",
          "[replay][rewrite]") {
  RequestRewriter rewriter({});
  const Written set(rewriter, planned({.opcode = Opcode::Set, .expiry_seconds = 10}));
  const auto tolerated = [&rewriter](std::int64_t seconds) {
    return rewriter.tolerance_for(planned({.time_ns = seconds * kSecondNs})).near_expiry;
  };
  CHECK_FALSE(tolerated(5));
  CHECK(tolerated(9));
  CHECK(tolerated(11));
  CHECK_FALSE(tolerated(15));
}

TEST_CASE("replay/request_rewrite: leftovers and keys of before are known", "[replay][rewrite]") {
  RequestRewriter rewriter({.flushes_left_out = {5 * kSecondNs}});
  const auto at = [](std::int64_t seconds) { return planned({.time_ns = seconds * kSecondNs}); };
  CHECK(rewriter.tolerance_for(at(1)).cold);
  const Written add(rewriter, planned({.opcode = Opcode::Add, .time_ns = 1}));
  CHECK_FALSE(rewriter.tolerance_for(at(1)).cold);
  CHECK_FALSE(rewriter.tolerance_for(at(4)).flush_left_out);
  CHECK(rewriter.tolerance_for(at(6)).flush_left_out);
  const Written set(rewriter, planned({.opcode = Opcode::Set, .time_ns = 7 * kSecondNs}));
  CHECK_FALSE(rewriter.tolerance_for(at(8)).flush_left_out);
}
