#include "mcbin/decoder/frame_window.hpp"

#include "frame_builder.hpp"

#include <catch2/catch.hpp>

namespace mcbin::decoder {
namespace {

using codec::Outcome;
using Lines = std::vector<std::string>;

/// A frame whose key lives no longer than the call that hands it over.
void add(FrameWindow& window, std::uint64_t number, Outcome outcome, std::string_view key,
         std::int64_t time_ns = 1) {
  const std::string body(key);
  codec::PlacedFrame frame;
  frame.frame.header.key_length = static_cast<std::uint16_t>(body.size());
  frame.frame.body = frame.frame.key = as_bytes(body);
  frame.place.number = number;
  frame.place.last_ns = time_ns;
  frame.pair.outcome = outcome;
  window.frame(frame);
}

void settle(FrameWindow& window, std::uint64_t request, Outcome outcome) {
  codec::Resolution done{.request = request};
  done.pair.outcome = outcome;
  window.resolve(done);
}

TEST_CASE("decoder/frame_window: what is settled passes, what waits holds back",
          "[decoder][window]") {
  test::FrameRecorder out;
  FrameWindow window({}, out);
  add(window, 1, Outcome::None, "a");
  CHECK(out.lines == Lines{"1 GET a"});
  add(window, 2, Outcome::Undecided, "b");
  add(window, 3, Outcome::Undecided, "c");
  add(window, 4, Outcome::None, "d");
  window.junk({.junk = {.offset = 7, .length = 1, .sample = as_bytes("j")}});
  settle(window, 3, Outcome::Hit);
  CHECK(out.lines.size() == 1);
  CHECK(window.waiting() == 4);
  settle(window, 2, Outcome::Miss);
  CHECK(out.lines == Lines{"1 GET a", "2 GET b miss", "3 GET c hit", "4 GET d", "junk 7+1 =j"});
  CHECK(window.waiting() == 0);
}

TEST_CASE("decoder/frame_window: late news about frames that are gone changes nothing",
          "[decoder][window]") {
  test::FrameRecorder out;
  FrameWindow window({.entries_max = 2}, out);
  add(window, 1, Outcome::Undecided, "a");
  add(window, 2, Outcome::Undecided, "b");
  CHECK(out.lines == Lines{"1 GET a undecided"});
  settle(window, 1, Outcome::Hit);
  settle(window, 99, Outcome::Hit);
  settle(window, 2, Outcome::Ok);
  CHECK(out.lines == Lines{"1 GET a undecided", "2 GET b ok"});
}

TEST_CASE("decoder/frame_window: bytes and age are bounded, too", "[decoder][window]") {
  test::FrameRecorder out;
  FrameWindow window({.bytes_max = 10, .age_ns_max = 100}, out);
  add(window, 1, Outcome::Undecided, "123456", 1000);
  add(window, 2, Outcome::Undecided, "abcdef", 1050);
  CHECK(out.lines == Lines{"1 GET 123456 undecided"});
  window.expire(1150);
  CHECK(out.lines.size() == 1);
  window.expire(1151);
  CHECK(out.lines.back() == "2 GET abcdef undecided");
  add(window, 3, Outcome::Undecided, "x", 2000);
  window.flush();
  CHECK(out.lines.back() == "3 GET x undecided");
}

TEST_CASE("decoder/frame_window: the order holds while the window grows", "[decoder][window]") {
  test::FrameRecorder out;
  FrameWindow window({}, out);
  for (std::uint64_t number = 1; number <= 1000; ++number) {
    add(window, number, Outcome::Undecided, std::to_string(number));
  }
  for (std::uint64_t number = 1000; number >= 1; --number) settle(window, number, Outcome::Hit);
  REQUIRE(out.lines.size() == 1000);
  for (std::size_t at = 0; at < out.lines.size(); ++at) {
    const std::string number = std::to_string(at + 1);
    CHECK(out.lines[at] == number + " GET " + number + " hit");
  }
}

}  // namespace
}  // namespace mcbin::decoder
