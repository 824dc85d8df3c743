// A trace over a connection, against answers made up here.
#include "mcbin/replay/trace_talk.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/codec/frame.hpp"
#include "trace_samples.hpp"

#include <catch2/catch.hpp>

#include <map>

using mcbin::as_bytes;
using mcbin::as_text;
using mcbin::ByteVector;
using mcbin::ByteView;
using mcbin::Errc;
using mcbin::ManualClock;
using mcbin::codec::Frame;
using mcbin::codec::FrameStep;
using mcbin::codec::Magic;
using mcbin::codec::Opcode;
using mcbin::codec::Status;
using mcbin::replay::TraceScanner;
using mcbin::replay::TraceTalk;
using mcbin::replay::TraceTtl;
using mcbin::test::trace_of;

namespace {

/// Takes all output. @return its frames, with views into `bytes`.
std::vector<Frame> take_output(TraceTalk& talk, ByteVector& bytes) {
  const ByteView output = talk.output();
  bytes.assign(output.begin(), output.end());
  talk.sent(output.size());
  std::vector<Frame> frames;
  Frame frame;
  for (ByteView rest = bytes; mcbin::codec::next_frame(rest, frame) == FrameStep::Whole;
       rest = rest.subspan(frame.size())) {
    frames.push_back(frame);
  }
  return frames;
}

void hand_in(TraceTalk& talk, ByteView bytes) {
  while (!bytes.empty()) {
    const auto space = talk.input_space();
    const std::size_t size = std::min(space.size(), bytes.size());
    mcbin::copy_bytes(bytes.first(size), space);
    talk.received(size);
    bytes = bytes.subspan(size);
  }
}

ByteVector answer(const Frame& request, Status status, ByteView value = {}) {
  Frame frame;
  frame.header.magic = Magic::Response;
  frame.header.opcode = request.header.opcode;
  frame.header.opaque = request.header.opaque;
  frame.header.vbucket_or_status = static_cast<std::uint16_t>(status);
  frame.value = value;
  ByteVector bytes;
  append_frame(frame, bytes);
  return bytes;
}

/// Answers as a server that remembers everything. @return opcodes in the order of arrival.
std::vector<Opcode> serve(TraceTalk& talk, std::size_t piece) {
  std::map<std::string, ByteVector> items;
  std::vector<Opcode> seen;
  while (!talk.finished() && !talk.trouble() && !talk.output().empty()) {
    ByteVector bytes;
    ByteVector answers;
    for (const Frame& request : take_output(talk, bytes)) {
      seen.push_back(request.header.opcode);
      const std::string key(as_text(request.key));
      if (request.header.opcode == Opcode::Get) {
        const bool hit = items.contains(key);
        mcbin::append(answers, answer(request, hit ? Status::Ok : Status::KeyNotFound, items[key]));
        if (!hit) items.erase(key);
      } else {
        if (!request.value.empty()) items[key] = {request.value.begin(), request.value.end()};
        if (request.header.opcode != Opcode::SetQ)
          mcbin::append(answers, answer(request, Status::Ok));
      }
    }
    for (std::size_t at = 0; at < answers.size(); at += piece) {
      hand_in(talk, ByteView(answers).subspan(at, std::min(piece, answers.size() - at)));
    }
  }
  return seen;
}

}  // namespace

TEST_CASE("replay/trace_talk: misses are stored before the next batch", "[replay][trace_talk]") {
  for (const std::size_t piece : {1U, 23U, 1000U}) {
    TraceScanner trace = trace_of(
        "0,a,1,100,1,get,0\n"
        "0,b,1,10,1,set,0\n"
        "0,a,1,100,1,get,0\n"
        "0,b,1,10,1,get,0\n");
    const ManualClock clock;
    TraceTalk talk(trace, TraceTtl::Keep, clock);
    talk.start();
    const auto seen = serve(talk, piece);
    CHECK(seen == std::vector<Opcode>{Opcode::Get, Opcode::Set, Opcode::SetQ, Opcode::Get,
                                      Opcode::Get, Opcode::Noop});
    CHECK(talk.finished());
    CHECK(talk.counts().hits == 2);
    CHECK(talk.counts().misses == 1);
    CHECK(talk.counts().fills == 1);
    CHECK(talk.counts().writes == 1);
    CHECK(talk.counts().hit_bytes == 110);
    CHECK(talk.counts().latency.count() == 4);
  }
}

TEST_CASE("replay/trace_talk: repeats come one by one", "[replay][trace_talk]") {
  TraceScanner trace = trace_of("key,op,size,op_count\nk,GET,5,3\nj,GET,5,1\n",
                                mcbin::replay::TraceFormat::CacheBench);
  const ManualClock clock;
  TraceTalk talk(trace, TraceTtl::Keep, clock);
  talk.start();
  static_cast<void>(serve(talk, 1000));
  CHECK(talk.finished());
  CHECK(talk.counts().hits == 2);
  CHECK(talk.counts().misses == 2);
}

TEST_CASE("replay/trace_talk: lifetimes as the wire has them", "[replay][trace_talk]") {
  const ManualClock clock({.steady_ms = 5, .wall_ms = 1'700'000'000'000});
  const auto sent = [&clock](TraceTtl ttl, const std::string& seconds) {
    TraceScanner trace = trace_of("0,k,1,2,1,set," + seconds + "\n");
    TraceTalk talk(trace, ttl, clock);
    talk.start();
    ByteVector bytes;
    const auto frames = take_output(talk, bytes);
    REQUIRE(frames.size() == 1);
    REQUIRE(frames[0].extras.size() == 8);
    return mcbin::load_be32(frames[0].extras.data() + 4);
  };
  CHECK(sent(TraceTtl::Keep, "60") == 60);
  CHECK(sent(TraceTtl::Drop, "60") == 0);
  CHECK(sent(TraceTtl::Keep, "2592000") == 2'592'000);
  CHECK(sent(TraceTtl::Keep, "2592001") == 1'702'592'001);
}

TEST_CASE("replay/trace_talk: answers that are none end it", "[replay][trace_talk]") {
  const ManualClock clock;
  TraceScanner trace = trace_of("0,a,1,1,1,get,0\n0,b,1,1,1,set,0\n");
  TraceTalk talk(trace, TraceTtl::Keep, clock);
  talk.start();
  ByteVector bytes;
  auto frames = take_output(talk, bytes);
  REQUIRE(frames.size() == 2);
  SECTION("of another magic") {
    hand_in(talk, bytes);
  }
  SECTION("twice") {
    hand_in(talk, answer(frames[0], Status::Ok));
    CHECK_FALSE(talk.trouble());
    hand_in(talk, answer(frames[0], Status::Ok));
  }
  SECTION("to nobody") {
    frames[0].header.opaque = 2;
    hand_in(talk, answer(frames[0], Status::Ok));
  }
  SECTION("of another opcode") {
    frames[0].header.opcode = Opcode::Set;
    hand_in(talk, answer(frames[0], Status::Ok));
  }
  SECTION("with a status that a look-up cannot have") {
    hand_in(talk, answer(frames[0], Status::AuthError));
  }
  REQUIRE(talk.trouble());
  CHECK(talk.trouble()->code == Errc::ProtocolViolated);
  CHECK_FALSE(talk.finished());
}

TEST_CASE("replay/trace_talk: what is refused is counted", "[replay][trace_talk]") {
  const ManualClock clock;
  TraceScanner trace = trace_of("0,a,1,1,1,get,0\n0,b,1,1,1,add,0\n0,c,1,1,1,set,0\n");
  TraceTalk talk(trace, TraceTtl::Keep, clock);
  talk.start();
  ByteVector bytes;
  auto frames = take_output(talk, bytes);
  hand_in(talk, answer(frames.at(0), Status::KeyNotFound));
  hand_in(talk, answer(frames.at(1), Status::KeyExists));
  hand_in(talk, answer(frames.at(2), Status::OutOfMemory));
  frames = take_output(talk, bytes);
  REQUIRE(frames.size() == 2);
  hand_in(talk, answer(frames[0], Status::TooLarge));
  hand_in(talk, answer(frames[1], Status::Ok));
  CHECK(talk.finished());
  CHECK(talk.counts().not_done == 1);
  CHECK(talk.counts().refused == 2);
}

TEST_CASE("replay/trace_talk: a broken trace or connection ends it", "[replay][trace_talk]") {
  const ManualClock clock;
  TraceScanner trace = trace_of(std::string(3U << 20U, 'k'));
  TraceTalk talk(trace, TraceTtl::Keep, clock);
  talk.start();
  REQUIRE(talk.trouble());
  CHECK(talk.trouble()->code == Errc::TooLarge);

  TraceScanner other = trace_of("0,a,1,1,1,get,0\n");
  TraceTalk cut(other, TraceTtl::Keep, clock);
  cut.start();
  cut.lost({Errc::ConnectionClosed, 0, {}});
  REQUIRE(cut.trouble());
  CHECK(cut.trouble()->code == Errc::ConnectionClosed);
}
