// Quiet stores and deletes: what is sent, how refusals find their request, what breaks the call.
#include "client_fixture.hpp"

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

using namespace mcbin;
using namespace mcbin::test;
using namespace std::string_view_literals;
using client::Answer;
using client::Client;
using client::StoreItem;
using client::StoreMode;
using codec::Opcode;
using codec::Status;

namespace {

constexpr std::string_view kExtras = "\x87\x65\x43\x21\x00\x00\x00\x1e"sv;

struct Refused {
  Result<void> result;
  std::vector<std::pair<std::size_t, Status>> seen;
};

Refused store(Client& client, const std::vector<StoreItem>& items) {
  Refused refused;
  const auto collect = [&](std::size_t index, const Answer& answer) -> Result<void> {
    refused.seen.emplace_back(index, answer.status);
    return {};
  };
  refused.result = client.store_all(items, collect, kNoDeadline);
  return refused;
}

StoreItem item(StoreMode mode, std::string_view key, std::string_view value,
               std::uint64_t cas = 0) {
  return {mode, key, as_bytes(value), {.flags = 0x87654321, .expiry_seconds = 30, .cas = cas}};
}

ByteVector noop_answer(std::uint32_t opaque) {
  return answer_bytes({.opcode = Opcode::Noop, .opaque = opaque});
}

}  // namespace

TEST_CASE("client/quiet_batch: each mode has its request, and one NOOP ends them", "[client]") {
  ScriptedStream stream;
  stream.expect_write(joined({
      request_bytes({.opcode = Opcode::SetQ,
                     .opaque = 1,
                     .extras = kExtras,
                     .key = "a",
                     .value = "1",
                     .cas = 0x8877665544332211}),
      request_bytes({.opcode = Opcode::AddQ, .opaque = 2, .extras = kExtras, .key = "b"}),
      request_bytes({.opcode = Opcode::ReplaceQ, .opaque = 3, .extras = kExtras, .key = "c"}),
      request_bytes({.opcode = Opcode::AppendQ, .opaque = 4, .key = "d", .value = "2"}),
      request_bytes({.opcode = Opcode::PrependQ, .opaque = 5, .key = "e", .value = "3"}),
      request_bytes({.opcode = Opcode::Noop, .opaque = 6}),
  }));
  stream.give_read_bytewise(
      joined({answer_bytes({.opcode = Opcode::AddQ, .opaque = 2, .status = Status::KeyExists}),
              answer_bytes({.opcode = Opcode::PrependQ, .opaque = 5, .status = Status::NotStored}),
              noop_answer(6)}));
  Client client(stream);
  const Refused refused =
      store(client, {item(StoreMode::Set, "a", "1", 0x8877665544332211),
                     item(StoreMode::Add, "b", ""), item(StoreMode::Replace, "c", ""),
                     item(StoreMode::Append, "d", "2"), item(StoreMode::Prepend, "e", "3")});
  REQUIRE(refused.result);
  const std::vector<std::pair<std::size_t, Status>> expected{{1, Status::KeyExists},
                                                             {4, Status::NotStored}};
  CHECK(refused.seen == expected);
  CHECK(stream.problem() == "");
}

TEST_CASE("client/quiet_batch: a window holds so many requests, and a large one has its own",
          "[client]") {
  std::vector<StoreItem> items(Client::kQuietRequestsMax + 1, item(StoreMode::Set, "k", ""));
  const std::string large(Client::kQuietWindowBytes, 'x');
  items.push_back(item(StoreMode::Set, "large", large));
  ScriptedStream stream;
  std::uint32_t opaque = 1;
  const auto expect_window = [&](std::size_t begin, std::size_t end) {
    ByteVector bytes;
    for (std::size_t index = begin; index < end; ++index) {
      append(bytes, request_bytes({.opcode = Opcode::SetQ,
                                   .opaque = opaque++,
                                   .extras = kExtras,
                                   .key = items[index].key,
                                   .value = as_text(items[index].value)}));
    }
    append(bytes, request_bytes({.opcode = Opcode::Noop, .opaque = opaque}));
    stream.expect_write(bytes);
    stream.give_read(noop_answer(opaque++));
  };
  expect_window(0, Client::kQuietRequestsMax);
  expect_window(Client::kQuietRequestsMax, Client::kQuietRequestsMax + 1);
  expect_window(Client::kQuietRequestsMax + 1, Client::kQuietRequestsMax + 2);
  Client client(stream);
  const Refused refused = store(client, items);
  CHECK(refused.result);
  CHECK(refused.seen.empty());
  CHECK(stream.problem() == "");
}

TEST_CASE("client/quiet_batch: deletes name their misses", "[client]") {
  ScriptedStream stream;
  stream.expect_write(joined({request_bytes({.opcode = Opcode::DeleteQ, .opaque = 1, .key = "a"}),
                              request_bytes({.opcode = Opcode::DeleteQ, .opaque = 2, .key = "b"}),
                              request_bytes({.opcode = Opcode::Noop, .opaque = 3})}));
  stream.give_read(
      joined({answer_bytes({.opcode = Opcode::DeleteQ, .opaque = 1, .status = Status::KeyNotFound}),
              noop_answer(3)}));
  Client client(stream);
  std::vector<std::size_t> missing;
  const auto collect = [&](std::size_t index, const Answer& answer) -> Result<void> {
    CHECK(answer.status == Status::KeyNotFound);
    missing.push_back(index);
    return {};
  };
  const std::vector<std::string> keys{"a", "b"};
  CHECK(client.remove_all(keys, collect, kNoDeadline));
  CHECK(missing == std::vector<std::size_t>{0});
  CHECK(stream.problem() == "");
}

TEST_CASE("client/quiet_batch: answers that belong to nothing end the connection", "[client]") {
  const ByteVector rows[] = {
      answer_bytes({.opcode = Opcode::SetQ, .opaque = 4, .status = Status::TooLarge}),
      answer_bytes({.opcode = Opcode::Set, .opaque = 1, .status = Status::TooLarge}),
      answer_bytes({.opcode = Opcode::SetQ, .opaque = 3}),
      joined({answer_bytes({.opcode = Opcode::SetQ, .opaque = 2, .status = Status::TooLarge}),
              answer_bytes({.opcode = Opcode::SetQ, .opaque = 1, .status = Status::TooLarge})}),
  };
  for (const ByteVector& answer : rows) {
    ScriptedStream stream;
    stream.expect_write(
        joined({request_bytes({.opcode = Opcode::SetQ, .opaque = 1, .extras = kExtras, .key = "a"}),
                request_bytes({.opcode = Opcode::SetQ, .opaque = 2, .extras = kExtras, .key = "b"}),
                request_bytes({.opcode = Opcode::Noop, .opaque = 3})}));
    stream.give_read(answer);
    Client client(stream);
    const Refused refused =
        store(client, {item(StoreMode::Set, "a", ""), item(StoreMode::Set, "b", "")});
    REQUIRE_FALSE(refused.result);
    CHECK(refused.result.error().code == Errc::ProtocolViolated);
    CHECK(client.noop(kNoDeadline).error().code == Errc::ConnectionClosed);
  }
}

TEST_CASE("client/quiet_batch: a key that cannot be sent stops everything before", "[client]") {
  ScriptedStream stream;
  Client client(stream);
  const std::string long_key(codec::kKeyLengthMax + 1, 'k');
  for (const std::string_view key : {std::string_view{}, std::string_view{long_key}}) {
    const Refused refused =
        store(client, {item(StoreMode::Set, "a", ""), item(StoreMode::Set, key, "")});
    REQUIRE_FALSE(refused.result);
    CHECK(refused.result.error().code == Errc::BadLength);
    CHECK(refused.result.error().at_byte == 1);
  }
  CHECK(stream.problem() == "");
}
