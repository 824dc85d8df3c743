#include "mcbin/decoder/frame_filter.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <vector>

namespace mcbin::decoder {
namespace {

using codec::Magic;
using codec::Opcode;
using codec::Outcome;
using codec::PlacedFrame;
using codec::Sender;
using codec::Status;

PlacedFrame request(std::uint64_t number, Opcode opcode, const char* key, std::uint64_t pair,
                    Outcome outcome, std::int64_t time_ns) {
  PlacedFrame frame;
  frame.frame.header.opcode = opcode;
  frame.frame.key = frame.frame.body = as_bytes(key);
  frame.place = {.number = number, .connection = 1, .sender = Sender::Client};
  frame.place.first_ns = frame.place.last_ns = time_ns;
  frame.pair.number = pair;
  frame.pair.outcome = outcome;
  return frame;
}

PlacedFrame answer(std::uint64_t number, Opcode opcode, Status status, std::uint64_t pair,
                   std::uint32_t value_length, std::int64_t time_ns) {
  PlacedFrame frame;
  frame.frame.header.magic = Magic::Response;
  frame.frame.header.opcode = opcode;
  frame.frame.header.vbucket_or_status = static_cast<std::uint16_t>(status);
  frame.frame.header.body_length = value_length;
  frame.place = {.number = number, .connection = 1, .sender = Sender::Server};
  frame.place.first_ns = frame.place.last_ns = time_ns;
  frame.pair.number = pair;
  return frame;
}

/// A hit of 500 ns, a miss of 20 ns on another connection, a lost SET and an answer to nothing.
std::vector<PlacedFrame> traffic() {
  std::vector<PlacedFrame> all;
  all.push_back(request(1, Opcode::Get, "user:1", 3, Outcome::Hit, 1000));
  all.back().pair.status = Status::Ok;
  all.back().pair.value_length = 100;
  all.back().pair.last_byte_ns = 500;
  all.push_back(request(2, Opcode::Get, "page:2", 4, Outcome::Miss, 1100));
  all.back().pair.status = Status::KeyNotFound;
  all.back().pair.last_byte_ns = 20;
  all.back().place.connection = 2;
  all.push_back(answer(3, Opcode::Get, Status::Ok, 1, 100, 1500));
  all.back().pair.last_byte_ns = 500;
  all.push_back(answer(4, Opcode::Get, Status::KeyNotFound, 2, 9, 1120));
  all.back().place.connection = 2;
  all.back().pair.last_byte_ns = 20;
  all.push_back(request(5, Opcode::Set, "user:5", 0, Outcome::Unanswered, 2000));
  all.push_back(answer(6, Opcode::Noop, Status::Ok, 0, 0, 2100));
  return all;
}

std::vector<std::uint64_t> passed(const std::function<void(FilterOptions&)>& ask) {
  FilterOptions options;
  ask(options);
  FrameFilter filter(std::move(options));
  std::vector<std::uint64_t> numbers;
  for (const PlacedFrame& frame : traffic()) {
    if (filter.passes(frame)) numbers.push_back(frame.place.number);
  }
  return numbers;
}

TEST_CASE("decoder/frame_filter: each condition lets the right frames pass", "[decoder][filter]") {
  struct Row {
    const char* name;
    std::function<void(FilterOptions&)> ask;
    std::vector<std::uint64_t> passed;
  };
  const Row rows[] = {
      {"nothing asked", [](FilterOptions&) {}, {1, 2, 3, 4, 5, 6}},
      {"key, with its answer", [](auto& o) { o.keys.add_exact("user:1"); }, {1, 3}},
      {"prefix", [](auto& o) { o.keys.add_prefix("user:"); }, {1, 3, 5}},
      {"opcode", [](auto& o) { o.opcodes.set(1); }, {5}},
      {"status, with its request",
       [](auto& o) { o.statuses.push_back(Status::KeyNotFound); },
       {2, 4}},
      {"errors", [](auto& o) { o.errors = true; }, {2, 4}},
      {"connection", [](auto& o) { o.connections.push_back(2); }, {2, 4}},
      {"direction", [](auto& o) { o.sender = Sender::Server; }, {3, 4, 6}},
      {"since", [](auto& o) { o.since = CaptureMoment{.ns = 1500}; }, {3, 5, 6}},
      {"since the start",
       [](auto& o) { o.since = CaptureMoment{.ns = 1000, .from_start = true}; },
       {5, 6}},
      {"until", [](auto& o) { o.until = CaptureMoment{.ns = 1100}; }, {1}},
      {"latency", [](auto& o) { o.latency_ns_min = 21; }, {1, 3}},
      {"size of a value, either way", [](auto& o) { o.value_bytes_min = 50; }, {1, 3}},
      {"unpaired", [](auto& o) { o.unpaired = true; }, {5, 6}},
      {"two conditions",
       [](auto& o) {
         o.keys.add_prefix("user:");
         o.sender = Sender::Server;
       },
       {3}},
      {"and what follows on the connection",
       [](auto& o) {
         o.keys.add_exact("user:1");
         o.after = 1;
       },
       {1, 3, 5}},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(passed(row.ask) == row.passed);
  }
}

TEST_CASE("decoder/frame_filter: junk and connections know no keys", "[decoder][filter]") {
  FilterOptions options;
  options.connections.push_back(2);
  const FrameFilter by_connection(std::move(options));
  CHECK(by_connection.passes_connection(2));
  CHECK_FALSE(by_connection.passes_connection(1));
  CHECK(by_connection.passes(codec::PlacedJunk{.connection = 2}));
  CHECK_FALSE(by_connection.passes(codec::PlacedJunk{.connection = 1}));
  FilterOptions keyed;
  keyed.keys.add_exact("k");
  const FrameFilter by_key(std::move(keyed));
  CHECK_FALSE(by_key.passes_connection(2));
  CHECK_FALSE(by_key.passes(codec::PlacedJunk{.connection = 2}));
}

}  // namespace
}  // namespace mcbin::decoder
