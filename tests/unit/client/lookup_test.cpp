// The pipelined get: pairing by opaque and opcode, misses by silence, windows.
#include "client_fixture.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <vector>

using namespace mcbin;
using namespace mcbin::test;
using namespace std::string_view_literals;
using client::Client;
using client::Lookup;
using codec::Opcode;
using codec::Status;

namespace {

struct Seen {
  std::size_t index;
  Status status;
  std::string value;
};

struct Collected {
  Result<void> result;
  std::vector<Seen> seen;
};

Collected get(Client& client, const std::vector<std::string>& keys) {
  Collected collected;
  const auto collect = [&](const Lookup& lookup) -> Result<void> {
    collected.seen.push_back({lookup.index, lookup.status, std::string(as_text(lookup.value))});
    return {};
  };
  collected.result = client.get(keys, collect, kNoDeadline);
  return collected;
}

constexpr std::string_view kFlags = "\x00\x00\x00\x00"sv;

ByteVector hit(std::uint32_t opaque, std::string_view key, std::string_view value) {
  return answer_bytes(
      {.opcode = Opcode::GetKQ, .opaque = opaque, .extras = kFlags, .key = key, .value = value});
}

ByteVector window_of(const std::vector<std::string>& keys, std::uint32_t opaque = 1) {
  ByteVector bytes;
  for (const std::string& key : keys) {
    append(bytes, request_bytes({.opcode = Opcode::GetKQ, .opaque = opaque++, .key = key}));
  }
  append(bytes, request_bytes({.opcode = Opcode::Noop, .opaque = opaque}));
  return bytes;
}

}  // namespace

TEST_CASE("client/lookup: silence is a miss, and the order is that of the keys", "[client]") {
  ScriptedStream stream;
  stream.expect_write(window_of({"a", "b", "c", "d"}));
  stream.give_read_bytewise(joined(
      {hit(2, "b", "two"), hit(3, "c", ""), answer_bytes({.opcode = Opcode::Noop, .opaque = 5})}));
  Client client(stream);
  const Collected collected = get(client, {"a", "b", "c", "d"});
  REQUIRE(collected.result);
  REQUIRE(collected.seen.size() == 4);
  const Status expected[] = {Status::KeyNotFound, Status::Ok, Status::Ok, Status::KeyNotFound};
  for (std::size_t index = 0; index < 4; ++index) {
    CHECK(collected.seen[index].index == index);
    CHECK(collected.seen[index].status == expected[index]);
  }
  CHECK(collected.seen[1].value == "two");
  CHECK(stream.problem() == "");
}

TEST_CASE("client/lookup: the parts of a hit arrive, lopsided numbers included", "[client]") {
  ScriptedStream stream;
  stream.expect_write(window_of({"k"}));
  stream.give_read(answer_bytes({.opcode = Opcode::GetKQ,
                                 .opaque = 1,
                                 .extras = "\x87\x65\x43\x21",
                                 .key = "k",
                                 .value = "\x00\xff"sv,
                                 .cas = 0x8877665544332211}));
  stream.give_read(answer_bytes({.opcode = Opcode::Noop, .opaque = 2}));
  Client client(stream);
  const std::vector<std::string> keys{"k"};
  const auto check = [](const Lookup& lookup) -> Result<void> {
    CHECK(lookup.flags == 0x87654321);
    CHECK(lookup.cas == 0x8877665544332211);
    CHECK(as_text(lookup.value) == "\x00\xff"sv);
    return {};
  };
  CHECK(client.get(keys, check, kNoDeadline));
}

TEST_CASE("client/lookup: an error for one key is that key's answer", "[client]") {
  ScriptedStream stream;
  stream.expect_write(window_of({"a", "b"}));
  stream.give_read(answer_bytes({.opcode = Opcode::GetKQ,
                                 .opaque = 1,
                                 .status = Status::AuthError,
                                 .value = "Auth failure."}));
  stream.give_read(hit(2, "b", "two"));
  stream.give_read(answer_bytes({.opcode = Opcode::Noop, .opaque = 3}));
  Client client(stream);
  const Collected collected = get(client, {"a", "b"});
  REQUIRE(collected.result);
  CHECK(collected.seen[0].status == Status::AuthError);
  CHECK(collected.seen[1].status == Status::Ok);
}

TEST_CASE("client/lookup: an answer that is not the request's ends the connection", "[client]") {
  struct Row {
    std::string name;
    ByteVector answer;
  };
  const ByteVector good = hit(1, "a", "one");
  const Row rows[] = {
      {"opaque before the window", hit(0, "a", "one")},
      {"opaque behind the window", hit(4, "a", "one")},
      {"the NOOP's opaque on a get", hit(3, "a", "one")},
      {"another opcode",
       answer_bytes({.opcode = Opcode::Get, .opaque = 1, .extras = kFlags, .value = "one"})},
      {"a NOOP too early", answer_bytes({.opcode = Opcode::Noop, .opaque = 1})},
      {"another key", hit(1, "b", "one")},
      {"no flags", answer_bytes({.opcode = Opcode::GetKQ, .opaque = 1, .key = "a"})},
      {"the same answer twice", joined({good, good})},
      {"order reversed", joined({hit(2, "b", "two"), good})},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    ScriptedStream stream;
    stream.expect_write(window_of({"a", "b"}));
    stream.give_read(row.answer);
    Client client(stream);
    const Collected collected = get(client, {"a", "b"});
    REQUIRE_FALSE(collected.result);
    CHECK(collected.result.error().code == Errc::ProtocolViolated);
    CHECK(client.noop(kNoDeadline).error().code == Errc::ConnectionClosed);
    CHECK(stream.problem() == "");
  }
}

TEST_CASE("client/lookup: many keys go out in bounded windows", "[client]") {
  std::vector<std::string> keys;
  for (int number = 0; number < 200; ++number) {
    keys.push_back(std::string(246, 'k') + std::to_string(1000 + number));
  }
  // 59 requests of 24 + 250 bytes and a NOOP of 24 fit into 16 KiB.
  constexpr std::size_t kKeysPerWindow = 59;
  ScriptedStream stream;
  std::uint32_t opaque = 1;
  for (std::size_t begin = 0; begin < keys.size(); begin += kKeysPerWindow) {
    const std::size_t end = std::min(begin + kKeysPerWindow, keys.size());
    const auto first = keys.begin();
    const std::vector<std::string> part(first + static_cast<std::ptrdiff_t>(begin),
                                        first + static_cast<std::ptrdiff_t>(end));
    const ByteVector window = window_of(part, opaque);
    CHECK(window.size() <= Client::kWindowBytes);
    stream.expect_write(window);
    stream.give_read(hit(opaque, part.front(), "value"));
    opaque += static_cast<std::uint32_t>(part.size());
    stream.give_read(answer_bytes({.opcode = Opcode::Noop, .opaque = opaque++}));
  }
  Client client(stream);
  const Collected collected = get(client, keys);
  REQUIRE(collected.result);
  REQUIRE(collected.seen.size() == keys.size());
  CHECK(stream.problem() == "");
  for (std::size_t index = 0; index < keys.size(); ++index) {
    CHECK((collected.seen[index].status == Status::Ok) == (index % kKeysPerWindow == 0));
  }
}

TEST_CASE("client/lookup: no keys, no bytes", "[client]") {
  ScriptedStream stream;
  Client client(stream);
  CHECK(get(client, {}).result);
  CHECK(stream.problem() == "");
}

TEST_CASE("client/lookup: a key of a wrong length is refused before anything is sent", "[client]") {
  ScriptedStream stream;
  Client client(stream);
  for (const std::string& key : {std::string(), std::string(251, 'k')}) {
    const Collected collected = get(client, {"good", key});
    REQUIRE_FALSE(collected.result);
    CHECK(collected.result.error().code == Errc::BadLength);
    CHECK(collected.result.error().at_byte == 1);
  }
  CHECK(stream.problem() == "");
}

TEST_CASE("client/lookup: each step can fail", "[client]") {
  for (const Errc code : {Errc::TimedOut, Errc::WriteFailed}) {
    ScriptedStream stream;
    stream.fail_write(code);
    Client client(stream);
    CHECK(get(client, {"a"}).result.error().code == code);
    CHECK(get(client, {"a"}).result.error().code == Errc::ConnectionClosed);
  }
  for (const Errc code : {Errc::TimedOut, Errc::ReadFailed}) {
    ScriptedStream stream;
    stream.expect_write(window_of({"a"}));
    stream.give_read(hit(1, "a", "one"));
    stream.fail_read(code);
    Client client(stream);
    CHECK(get(client, {"a"}).result.error().code == code);
    CHECK(get(client, {"a"}).result.error().code == Errc::ConnectionClosed);
  }
}

TEST_CASE("client/lookup: a visitor's error ends the call and the connection", "[client]") {
  ScriptedStream stream;
  stream.expect_write(window_of({"a"}));
  stream.give_read(hit(1, "a", "one"));
  Client client(stream);
  const std::vector<std::string> keys{"a"};
  const auto refuse = [](const Lookup&) -> Result<void> { return fail(Errc::WriteFailed, 7); };
  const auto result = client.get(keys, refuse, kNoDeadline);
  REQUIRE_FALSE(result);
  CHECK(result.error().at_byte == 7);
  CHECK(client.noop(kNoDeadline).error().code == Errc::ConnectionClosed);
}

TEST_CASE("client/lookup: touching sends the expiry with every key, and no key comes back",
          "[client]") {
  constexpr std::string_view kExpiry = "\x00\x01\x51\x80"sv;
  ScriptedStream stream;
  stream.expect_write(
      joined({request_bytes({.opcode = Opcode::GatQ, .opaque = 1, .extras = kExpiry, .key = "a"}),
              request_bytes({.opcode = Opcode::GatQ, .opaque = 2, .extras = kExpiry, .key = "b"}),
              request_bytes({.opcode = Opcode::Noop, .opaque = 3})}));
  stream.give_read(
      joined({answer_bytes({.opcode = Opcode::GatQ, .opaque = 2, .extras = kFlags, .value = "two"}),
              answer_bytes({.opcode = Opcode::Noop, .opaque = 3})}));
  Client client(stream);
  std::vector<Status> seen;
  const auto collect = [&](const Lookup& lookup) -> Result<void> {
    seen.push_back(lookup.status);
    if (lookup.index == 1) CHECK(as_text(lookup.value) == "two");
    return {};
  };
  const std::vector<std::string> keys{"a", "b"};
  CHECK(client.get_and_touch(keys, 86400, collect, kNoDeadline));
  CHECK(seen == std::vector<Status>{Status::KeyNotFound, Status::Ok});
  CHECK(stream.problem() == "");
}
