// What a connection that begins with text gets: one clear line, or the read-only commands.
#include "support/session_rig.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

struct Talk {
  std::string answer;
  bool closed = false;
};

engine::Settings automatic() {
  engine::Settings settings;
  settings.protocol = engine::Protocol::Auto;
  return settings;
}

Talk talk(SessionRig& rig, std::string_view bytes) {
  rig.feed(bytes);
  std::string answer = rig.drain();
  return {std::move(answer), rig.session->wants_close()};
}

Talk talk(engine::Settings settings, std::string_view bytes) {
  SessionRig rig(std::move(settings));
  return talk(rig, bytes);
}

TEST_CASE("engine/text_commands: a binary server says so in one line, and closes",
          "[engine][text_commands]") {
  for (const char* greeting : {"get a\r\n", "stats\r\n", "GET / HTTP/1.1\r\n", "v"}) {
    const Talk got = talk(engine::Settings{}, greeting);
    CHECK_THAT(got.answer, StartsWith("ERROR this is a memcache binary protocol server"));
    CHECK_THAT(got.answer, EndsWith("\r\n"));
    CHECK(got.answer.find('\n') + 1 == got.answer.size());
    CHECK(got.closed);
  }
}

TEST_CASE("engine/text_commands: what is neither protocol is closed without a word",
          "[engine][text_commands]") {
  for (const engine::Settings& settings : {engine::Settings{}, automatic()}) {
    for (const char* greeting : {"\x16\x03\x01", "\x81", "*1\r\n", " stats\r\n"}) {
      const Talk got = talk(settings, greeting);
      CHECK(got.answer.empty());
      CHECK(got.closed);
    }
  }
}

TEST_CASE("engine/text_commands: text after a request is a stream out of step",
          "[engine][text_commands]") {
  SessionRig rig(automatic());
  rig.send(Ask{.opcode = codec::Opcode::Noop});
  const Talk got = talk(rig, "stats\r\n");
  CHECK(got.answer.empty());
  CHECK(got.closed);
}

TEST_CASE("engine/text_commands: statistics as lines of three words or more",
          "[engine][text_commands]") {
  for (const char* command : {"stats\r\n", "stats settings\n", "stats items \r\n"}) {
    const Talk got = talk(automatic(), command);
    CHECK_FALSE(got.closed);
    CHECK_THAT(got.answer, EndsWith("END\r\n"));
    std::string_view rest = got.answer;
    while (rest != "END\r\n") {
      const std::string line(rest.substr(0, rest.find("\r\n")));
      INFO(line);
      REQUIRE_THAT(line, StartsWith("STAT "));
      REQUIRE(line.find(' ', 5) + 1 < line.size());
      rest.remove_prefix(line.size() + 2);
    }
  }
  CHECK_THAT(talk(automatic(), "stats\r\n").answer, Contains("STAT curr_items 0\r\n"));
  CHECK_THAT(talk(automatic(), "stats settings\r\n").answer,
             Contains("STAT binding_protocol auto-negotiate\r\n"));
  CHECK(talk(automatic(), "stats reset\r\n").answer == "RESET\r\n");
  CHECK(talk(automatic(), "stats conns\r\n").answer == "END\r\n");
  CHECK(talk(automatic(), "verbosity 1\r\n").answer == "OK\r\n");
}

TEST_CASE("engine/text_commands: several lines, in pieces, then quit", "[engine][text_commands]") {
  SessionRig rig(automatic());
  CHECK(talk(rig, "vers").answer.empty());
  CHECK(talk(rig, "ion\r\nversion\r\nver").answer == "VERSION 1.0.0\r\nVERSION 1.0.0\r\n");
  const Talk got = talk(rig, "sion\r\nquit\r\nversion\r\n");
  CHECK(got.answer == "VERSION 1.0.0\r\n");
  CHECK(got.closed);
}

TEST_CASE("engine/text_commands: what is not read-only is refused, and its data never runs",
          "[engine][text_commands]") {
  for (const char* command : {"set k 0 0 9\r\nversion\r\n", "get k\r\n", "flush_all\r\n",
                              "stats detail on\r\n", "stats notable\r\n", "version 1\r\n"}) {
    SessionRig rig(automatic());
    const Talk got = talk(rig, command);
    INFO(command);
    CHECK_THAT(got.answer, StartsWith("ERROR "));
    CHECK(got.answer.find('\n') + 1 == got.answer.size());
    CHECK(got.closed);
    CHECK(rig.store->stats().items == 0);
  }
  const Talk empty_line = talk(automatic(), "version\r\n\r\n");
  CHECK_THAT(empty_line.answer, StartsWith("VERSION 1.0.0\r\nERROR "));
  CHECK(empty_line.closed);
}

TEST_CASE("engine/text_commands: a line without an end is not waited for for ever",
          "[engine][text_commands]") {
  SessionRig rig(automatic());
  CHECK_FALSE(talk(rig, "s" + std::string(1000, ' ')).closed);
  CHECK(talk(rig, std::string(100, ' ')).closed);
}

TEST_CASE("engine/text_commands: many statistics stop at the output's bound",
          "[engine][text_commands]") {
  engine::Settings settings = automatic();
  settings.output_high_water_bytes = 4096;
  SessionRig rig(settings);
  std::string many;
  for (int times = 0; times < 100; ++times) many += "stats\r\n";
  rig.feed(many);
  std::array<ByteView, 1> piece;
  REQUIRE(rig.session->output(piece) == 1);
  CHECK(piece[0].size() < 3 * 4096);
  CHECK_FALSE(rig.session->wants_input());
  const std::string all = rig.drain();
  std::size_t ends = 0;
  for (std::size_t at = all.find("END\r\n"); at != std::string::npos;
       at = all.find("END\r\n", at + 1))
    ++ends;
  CHECK(ends == 100);
}

}  // namespace
}  // namespace mcbin::test
