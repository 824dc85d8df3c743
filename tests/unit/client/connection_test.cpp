// Framing, limits and the end of a connection.
#include "mcbin/client/connection.hpp"

#include "client_fixture.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <thread>
#include <vector>

using namespace mcbin;
using namespace mcbin::test;
using Catch::Matchers::Contains;
using client::Connection;

namespace {
const FrameParts kHit{.opcode = codec::Opcode::GetK,
                      .opaque = 0x87654321,
                      .extras = "\x12\x34\x56\x78",
                      .key = "key",
                      .value = "some value",
                      .cas = 0x8877665544332211};
}

TEST_CASE("client/connection: an answer is whole however its bytes come", "[client]") {
  const ByteVector bytes = answer_bytes(kHit);
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    ScriptedStream stream;
    if (cut > 0) stream.give_read(ByteView(bytes).first(cut));
    if (cut < bytes.size()) stream.give_read(ByteView(bytes).subspan(cut));
    Connection connection(stream);
    const auto frame = connection.receive(kNoDeadline);
    REQUIRE(frame);
    CHECK(frame->header.opaque == 0x87654321);
    CHECK(as_text(frame->key) == "key");
    CHECK(as_text(frame->value) == "some value");
    CHECK(stream.problem() == "");
  }
}

TEST_CASE("client/connection: several answers in one read come out one by one", "[client]") {
  ScriptedStream stream;
  FrameParts second = kHit;
  second.value = "another";
  stream.give_read_bytewise(joined({answer_bytes(kHit), answer_bytes(second)}));
  stream.give_read(joined({answer_bytes(second), answer_bytes(kHit)}));
  Connection connection(stream);
  for (const std::string_view value : {"some value", "another", "another", "some value"}) {
    const auto frame = connection.receive(kNoDeadline);
    REQUIRE(frame);
    CHECK(as_text(frame->value) == value);
  }
  CHECK(stream.problem() == "");
}

TEST_CASE("client/connection: bytes that are no answer are an error that says why", "[client]") {
  struct Row {
    std::string name;
    ByteVector bytes;
    Errc code;
    std::string sentence;
  };
  ByteVector contradiction = answer_bytes({.key = "key"});
  contradiction[11] = 2;  // body shorter than the key
  ByteVector too_large = answer_bytes({.value = "12345678901"});
  const ByteView text = as_bytes("ERROR\r\n");
  const Row rows[] = {
      {"text", ByteVector(text.begin(), text.end()), Errc::ProtocolViolated, "text protocol"},
      {"a request", request_bytes({}), Errc::ProtocolViolated, "request"},
      {"contradicting lengths", contradiction, Errc::ProtocolViolated, "contradict"},
      {"too large", too_large, Errc::TooLarge, "11 bytes; the limit is 10"},
      {"too large, header only", ByteVector(too_large.begin(), too_large.begin() + 24),
       Errc::TooLarge, "the limit is 10"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    ScriptedStream stream;
    stream.give_read(row.bytes);
    Connection connection(stream, 10);
    const auto frame = connection.receive(kNoDeadline);
    REQUIRE_FALSE(frame);
    CHECK(frame.error().code == row.code);
    CHECK_THAT(frame.error().detail, Contains(row.sentence));
    CHECK_FALSE(connection.usable());
    CHECK(connection.receive(kNoDeadline).error().code == Errc::ConnectionClosed);
    CHECK(connection.send(text, kNoDeadline).error().code == Errc::ConnectionClosed);
  }
}

TEST_CASE("client/connection: the largest body allowed is received", "[client]") {
  ScriptedStream stream;
  stream.give_read(answer_bytes({.value = "1234567890"}));
  Connection connection(stream, 10);
  CHECK(connection.receive(kNoDeadline));
}

TEST_CASE("client/connection: the end of the stream is told apart", "[client]") {
  ScriptedStream silent;
  silent.give_end();
  Connection first(silent);
  CHECK_THAT(first.receive(kNoDeadline).error().detail, Contains("without an answer"));

  ScriptedStream half;
  const ByteVector bytes = answer_bytes(kHit);
  half.give_read(ByteView(bytes).first(30));
  half.give_end();
  Connection second(half);
  const auto frame = second.receive(kNoDeadline);
  CHECK(frame.error().code == Errc::ConnectionClosed);
  CHECK_THAT(frame.error().detail, Contains("in the middle"));
}

TEST_CASE("client/connection: a failed read or write ends the connection", "[client]") {
  ScriptedStream reading;
  reading.fail_read(Errc::TimedOut);
  Connection first(reading);
  CHECK(first.receive(kNoDeadline).error().code == Errc::TimedOut);
  CHECK_FALSE(first.usable());

  ScriptedStream writing;
  writing.fail_write(Errc::WriteFailed);
  Connection second(writing);
  CHECK(second.send(as_bytes("x"), kNoDeadline).error().code == Errc::WriteFailed);
  CHECK_FALSE(second.usable());
}

TEST_CASE("client/connection: who closes after asking for a login wants a login", "[client]") {
  const ByteVector refusal =
      answer_bytes({.opcode = codec::Opcode::GetK, .status = codec::Status::AuthError});
  struct Row {
    bool reset;
    bool answered_well;
    Errc code;
  };
  for (const Row& row :
       {Row{false, false, Errc::LoginRefused}, Row{true, false, Errc::LoginRefused},
        Row{false, true, Errc::ConnectionClosed}, Row{true, true, Errc::ReadFailed}}) {
    ScriptedStream stream;
    stream.give_read(refusal);
    if (row.answered_well) stream.give_read(answer_bytes(kHit));
    if (row.reset) {
      stream.fail_read(Errc::ReadFailed);
    } else {
      stream.give_end();
    }
    Connection connection(stream);
    REQUIRE(connection.receive(kNoDeadline));
    if (row.answered_well) REQUIRE(connection.receive(kNoDeadline));
    CHECK(connection.receive(kNoDeadline).error().code == row.code);
    CHECK(stream.problem() == "");
  }
}

TEST_CASE("client/connection: the caller's own time is not the peer's", "[client]") {
  /// Gives an answer with each read, and keeps the deadlines.
  class Answering final : public ByteStream {
   public:
    Result<void> write_all(ByteView /*bytes*/, Deadline /*deadline*/) override { return {}; }
    Result<std::size_t> read_some(MutableByteView space, Deadline deadline) override {
      deadlines.push_back(deadline);
      const ByteVector bytes = answer_bytes(kHit);
      copy_bytes(bytes, space);
      return bytes.size();
    }
    std::vector<Deadline> deadlines;
  };
  constexpr std::chrono::milliseconds kPause{20};
  const Deadline deadline = Deadline::clock::now() + std::chrono::hours(1);
  Answering stream;
  Connection connection(stream);
  REQUIRE(connection.send(as_bytes("x"), deadline));
  CHECK(connection.own_time() == Deadline::duration{});
  for (int turn = 0; turn < 3; ++turn) {
    REQUIRE(connection.receive(deadline));
    std::this_thread::sleep_for(kPause);  // at work with the answer
  }
  REQUIRE(stream.deadlines.size() == 3);
  CHECK(stream.deadlines[0] == deadline);
  CHECK(stream.deadlines[1] >= deadline + kPause);
  CHECK(stream.deadlines[2] >= deadline + 2 * kPause);
  CHECK(connection.own_time() >= 3 * kPause);
  // Another request, another wait.
  REQUIRE(connection.send(as_bytes("x"), deadline));
  CHECK(connection.own_time() == Deadline::duration{});
  REQUIRE(connection.receive(Deadline::max()));
  CHECK(stream.deadlines[3] == Deadline::max());
}
