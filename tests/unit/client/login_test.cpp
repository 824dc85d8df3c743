// SASL over a script.
#include "client_fixture.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using namespace mcbin::test;
using namespace std::string_view_literals;
using client::Client;
using codec::Opcode;
using codec::Status;

TEST_CASE("client/login: mechanisms are the words of the answer", "[client]") {
  struct Row {
    std::string_view text;
    std::vector<std::string> names;
  };
  const Row rows[] = {{"", {}},
                      {"PLAIN", {"PLAIN"}},
                      {"CRAM-MD5 PLAIN", {"CRAM-MD5", "PLAIN"}},
                      {" CRAM-MD5\tPLAIN ", {"CRAM-MD5", "PLAIN"}}};
  for (const Row& row : rows) {
    ScriptedStream stream;
    stream.expect_write(request_bytes({.opcode = Opcode::SaslListMechs}));
    stream.give_read(answer_bytes({.opcode = Opcode::SaslListMechs, .value = row.text}));
    Client client(stream);
    const auto found = client.mechanisms(kNoDeadline);
    REQUIRE(found);
    CHECK(found->answer.status == Status::Ok);
    CHECK(found->names == row.names);
    CHECK(stream.problem() == "");
  }
}

TEST_CASE("client/login: a server that knows no logins says so", "[client]") {
  ScriptedStream stream;
  stream.expect_write(request_bytes({.opcode = Opcode::SaslListMechs}));
  stream.give_read(answer_bytes({.opcode = Opcode::SaslListMechs,
                                 .status = Status::UnknownCommand,
                                 .value = "Unknown command"}));
  Client client(stream);
  const auto found = client.mechanisms(kNoDeadline);
  REQUIRE(found);
  CHECK(found->answer.status == Status::UnknownCommand);
  CHECK(found->answer.message == "Unknown command");
  CHECK(found->names.empty());
}

TEST_CASE("client/login: PLAIN sends name and password between NULs", "[client]") {
  for (const Status status : {Status::Ok, Status::AuthError, Status::AuthContinue}) {
    ScriptedStream stream;
    stream.expect_write(
        request_bytes({.opcode = Opcode::SaslAuth, .key = "PLAIN", .value = "\0user\0pass\xff"sv}));
    stream.give_read(answer_bytes({.opcode = Opcode::SaslAuth, .status = status, .value = "text"}));
    Client client(stream);
    const auto answer = client.login_plain("user", "pass\xff", kNoDeadline);
    REQUIRE(answer);
    CHECK(answer->status == status);
    CHECK(answer->message == "text");
    CHECK(stream.problem() == "");
  }
}

TEST_CASE("client/login: an answer to something else ends the connection", "[client]") {
  ScriptedStream stream;
  stream.expect_write(request_bytes({.opcode = Opcode::SaslListMechs}));
  stream.give_read(answer_bytes({.opcode = Opcode::Noop}));
  Client client(stream);
  const auto found = client.mechanisms(kNoDeadline);
  REQUIRE_FALSE(found);
  CHECK(found.error().code == Errc::ProtocolViolated);
  CHECK_FALSE(client.usable());
}
