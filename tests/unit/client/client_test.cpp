// One request, one answer, for each call.
#include "mcbin/client/client.hpp"

#include "client_fixture.hpp"

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

using namespace mcbin;
using namespace mcbin::test;
using namespace std::string_view_literals;
using client::Client;
using client::CountDirection;
using client::StoreMode;
using client::StoreOptions;
using codec::Opcode;
using codec::Status;

namespace {

constexpr StoreOptions kOptions{
    .flags = 0x87654321, .expiry_seconds = 0x12345678, .cas = 0x8877665544332211};
constexpr std::string_view kStoreExtras = "\x87\x65\x43\x21\x12\x34\x56\x78"sv;

/// Runs `call` against a stream that expects `request` and gives `answer`.
template <typename Call>
auto converse(const FrameParts& request, const FrameParts& answer, Call call) {
  ScriptedStream stream;
  stream.expect_write(request_bytes(request));
  stream.give_read_bytewise(answer_bytes(answer));
  Client client(stream);
  auto result = call(client);
  CHECK(stream.problem() == "");
  return result;
}

}  // namespace

TEST_CASE("client/client: each way of storing is its opcode", "[client]") {
  struct Row {
    StoreMode mode;
    Opcode opcode;
    std::string_view extras;
  };
  const auto row = GENERATE(values<Row>({
      {StoreMode::Set, Opcode::Set, kStoreExtras},
      {StoreMode::Add, Opcode::Add, kStoreExtras},
      {StoreMode::Replace, Opcode::Replace, kStoreExtras},
      {StoreMode::Append, Opcode::Append, ""},
      {StoreMode::Prepend, Opcode::Prepend, ""},
  }));
  const FrameParts request{.opcode = row.opcode,
                           .extras = row.extras,
                           .key = "k\xff",
                           .value = "v\x00v"sv,
                           .cas = kOptions.cas};
  const auto answer = converse(request, {.opcode = row.opcode, .cas = 99}, [&](Client& client) {
    return client.store(row.mode, "k\xff", as_bytes("v\x00v"sv), kOptions, kNoDeadline);
  });
  REQUIRE(answer);
  CHECK(answer->status == Status::Ok);
  CHECK(answer->cas == 99);
}

TEST_CASE("client/client: a refusal is an answer with the server's words", "[client]") {
  const auto answer =
      converse({.opcode = Opcode::Set, .extras = "\0\0\0\0\0\0\0\0"sv, .key = "k", .value = "v"},
               {.opcode = Opcode::Set, .status = Status::TooLarge, .value = "Too large."},
               [](Client& client) {
                 return client.store(StoreMode::Set, "k", as_bytes("v"), {}, kNoDeadline);
               });
  REQUIRE(answer);
  CHECK(answer->status == Status::TooLarge);
  CHECK(answer->message == "Too large.");
}

TEST_CASE("client/client: a value too long for one write follows its head", "[client]") {
  for (const std::size_t size : {Client::kOneWriteBytes, Client::kOneWriteBytes + 1}) {
    const std::string value(size, 'x');
    const auto answer = converse(
        {.opcode = Opcode::Set, .extras = "\0\0\0\0\0\0\0\0"sv, .key = "k", .value = value},
        {.opcode = Opcode::Set}, [&](Client& client) {
          return client.store(StoreMode::Set, "k", as_bytes(value), {}, kNoDeadline);
        });
    CHECK(answer);
  }
}

TEST_CASE("client/client: a delete names its key and CAS", "[client]") {
  const auto answer =
      converse({.opcode = Opcode::Delete, .key = "k", .cas = 7},
               {.opcode = Opcode::Delete, .status = Status::KeyNotFound, .value = "Not found"},
               [](Client& client) { return client.remove("k", 7, kNoDeadline); });
  REQUIRE(answer);
  CHECK(answer->status == Status::KeyNotFound);
}

TEST_CASE("client/client: a counter sends 20 bytes of extras and reads 8 bytes", "[client]") {
  constexpr std::string_view kExtras =
      "\x11\x22\x33\x44\x55\x66\x77\x88\x88\x77\x66\x55\x44\x33\x22\x11\x87\x65\x43\x21"sv;
  const codec::CounterExtras extras{
      .delta = 0x1122334455667788, .initial = 0x8877665544332211, .expiry_seconds = 0x87654321};
  for (const auto& [direction, opcode] : {std::pair{CountDirection::Up, Opcode::Increment},
                                          std::pair{CountDirection::Down, Opcode::Decrement}}) {
    const auto up_or_down = direction;
    const auto call = [&](Client& client) {
      return client.count(up_or_down, "n", extras, kNoDeadline);
    };
    const FrameParts request{.opcode = opcode, .extras = kExtras, .key = "n"};
    const FrameParts good{.opcode = opcode, .value = "\x80\0\0\0\0\0\0\x01"sv};
    const auto counted = converse(request, good, call);
    REQUIRE(counted);
    CHECK(counted->number == 0x8000000000000001);

    const FrameParts refused{
        .opcode = opcode, .status = Status::NotANumber, .value = "Non-numeric"};
    const auto answer = converse(request, refused, call);
    REQUIRE(answer);
    CHECK(answer->answer.status == Status::NotANumber);

    const FrameParts odd{.opcode = opcode, .value = "1234567"};
    CHECK(converse(request, odd, call).error().code == Errc::ProtocolViolated);
  }
}

TEST_CASE("client/client: a touch accepts an answer with or without flags", "[client]") {
  for (const std::string_view extras : {"\0\0\0\x01"sv, ""sv}) {
    const auto answer = converse({.opcode = Opcode::Touch, .extras = "\0\0\x0e\x10"sv, .key = "k"},
                                 {.opcode = Opcode::Touch, .extras = extras}, [](Client& client) {
                                   return client.touch("k", 3600, kNoDeadline);
                                 });
    CHECK(answer);
  }
}

TEST_CASE("client/client: a touch answered with other extras breaks the protocol", "[client]") {
  for (const std::string_view extras : {"\0"sv, "\0\0\0"sv, "\0\0\0\0\0\0\0\0"sv}) {
    const auto answer = converse({.opcode = Opcode::Touch, .extras = "\0\0\x0e\x10"sv, .key = "k"},
                                 {.opcode = Opcode::Touch, .extras = extras}, [](Client& client) {
                                   return client.touch("k", 3600, kNoDeadline);
                                 });
    CHECK(answer.error().code == Errc::ProtocolViolated);
  }
}

TEST_CASE("client/client: version and noop", "[client]") {
  const auto version =
      converse({.opcode = Opcode::Version}, {.opcode = Opcode::Version, .value = "1.6.18"},
               [](Client& client) { return client.version(kNoDeadline); });
  REQUIRE(version);
  CHECK(version->message == "1.6.18");
  const auto noop = converse({.opcode = Opcode::Noop}, {.opcode = Opcode::Noop},
                             [](Client& client) { return client.noop(kNoDeadline); });
  CHECK(noop);
}

TEST_CASE("client/client: statistics end at the frame without a key", "[client]") {
  ScriptedStream stream;
  stream.expect_write(request_bytes({.opcode = Opcode::Stat, .key = "settings"}));
  stream.give_read_bytewise(joined({
      answer_bytes({.opcode = Opcode::Stat, .key = "pid", .value = "1"}),
      answer_bytes({.opcode = Opcode::Stat, .key = "empty"}),
      answer_bytes({.opcode = Opcode::Stat}),
  }));
  Client client(stream);
  std::vector<std::pair<std::string, std::string>> seen;
  const auto collect = [&](const client::Statistic& statistic) -> Result<void> {
    seen.emplace_back(statistic.name, statistic.value);
    return {};
  };
  REQUIRE(client.stats("settings", collect, kNoDeadline));
  CHECK(seen == std::vector<std::pair<std::string, std::string>>{{"pid", "1"}, {"empty", ""}});
  CHECK(stream.problem() == "");
}

TEST_CASE("client/client: an unknown statistics group is one answer", "[client]") {
  const auto answer =
      converse({.opcode = Opcode::Stat, .key = "bogus"},
               {.opcode = Opcode::Stat, .status = Status::KeyNotFound, .value = "Not found"},
               [](Client& client) {
                 const auto never = [](const client::Statistic&) -> Result<void> {
                   return fail(Errc::BadText);
                 };
                 return client.stats("bogus", never, kNoDeadline);
               });
  REQUIRE(answer);
  CHECK(answer->status == Status::KeyNotFound);
}

TEST_CASE("client/client: opcode and opaque must both be the request's", "[client]") {
  const FrameParts others[] = {
      {.opcode = Opcode::Noop, .opaque = 2},
      {.opcode = Opcode::Version, .opaque = 1},
  };
  for (const FrameParts& other : others) {
    ScriptedStream stream;
    stream.expect_write(request_bytes({.opcode = Opcode::Noop}));
    stream.give_read(answer_bytes(other));
    Client client(stream);
    CHECK(client.noop(kNoDeadline).error().code == Errc::ProtocolViolated);
    CHECK(client.noop(kNoDeadline).error().code == Errc::ConnectionClosed);
  }
}

TEST_CASE("client/client: each request has an opaque of its own", "[client]") {
  ScriptedStream stream;
  for (const std::uint32_t opaque : {1U, 2U, 3U}) {
    stream.expect_write(request_bytes({.opcode = Opcode::Noop, .opaque = opaque}));
    stream.give_read(answer_bytes({.opcode = Opcode::Noop, .opaque = opaque}));
  }
  Client client(stream);
  for (int times = 0; times < 3; ++times) CHECK(client.noop(kNoDeadline));
  CHECK(stream.problem() == "");
}

TEST_CASE("client/client: a time-out makes the connection unusable", "[client]") {
  ScriptedStream stream;
  stream.expect_write(request_bytes({.opcode = Opcode::Noop}));
  stream.fail_read(Errc::TimedOut);
  Client client(stream);
  CHECK(client.noop(kNoDeadline).error().code == Errc::TimedOut);
  CHECK(client.noop(kNoDeadline).error().code == Errc::ConnectionClosed);
}

TEST_CASE("client/client: key lengths are checked before sending", "[client]") {
  ScriptedStream stream;
  Client client(stream);
  CHECK(client.remove("", 0, kNoDeadline).error().code == Errc::BadLength);
  CHECK(client.remove(std::string(251, 'k'), 0, kNoDeadline).error().code == Errc::BadLength);
  CHECK(stream.problem() == "");
}

TEST_CASE("client/client: a value that no body can hold is refused before sending", "[client]") {
  ScriptedStream stream;
  Client client(stream);
  const Byte byte = 0;
  const ByteView claimed(&byte, codec::kBodyLengthMax);  // never read
  const auto answer = client.store(StoreMode::Set, "k", claimed, {}, kNoDeadline);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::TooLarge);
  CHECK(stream.problem() == "");
}

TEST_CASE("client: a flush carries its delay, and none when it is now", "[client]") {
  ScriptedStream stream;
  stream.expect_write(request_bytes({.opcode = Opcode::Flush, .opaque = 1}));
  stream.give_read(answer_bytes({.opcode = Opcode::Flush, .opaque = 1}));
  stream.expect_write(
      request_bytes({.opcode = Opcode::Flush, .opaque = 2, .extras = "\x00\x00\x00\x1e"sv}));
  stream.give_read(answer_bytes({.opcode = Opcode::Flush, .opaque = 2}));
  Client client(stream);
  CHECK(client.flush(0, kNoDeadline).value().status == Status::Ok);
  CHECK(client.flush(30, kNoDeadline).value().status == Status::Ok);
  CHECK(stream.problem() == "");
}
