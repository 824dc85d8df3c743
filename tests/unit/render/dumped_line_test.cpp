// Whole dumps are read back in decoder/dumped_frames_test.cpp; here is what a line alone can show.
#include "mcbin/render/dumped_line.hpp"

#include <catch2/catch.hpp>

namespace mcbin::render {
namespace {

using codec::NameStyle;
using Kind = DumpedLine::Kind;

TEST_CASE("render/dumped_line: a line by hand is a frame without a place", "[render][dumped]") {
  const auto line = read_dumped_line(R"({"op":"GETK","key":"k"})", NameStyle::Classic);
  REQUIRE(line);
  CHECK(line->kind == Kind::Frame);
  CHECK(line->frame.place.connection == 0);
  CHECK(line->frame.frame.header.opcode == codec::Opcode::GetK);
  CHECK(as_text(line->frame.frame.key) == "k");
  CHECK(line->frame.frame.whole());
}

TEST_CASE("render/dumped_line: a value that was cut stays cut", "[render][dumped]") {
  const auto line = read_dumped_line(
      R"({"op":"SET","key":"k","flags":0,"expiry":0,"extras_len":8,"value":"ab","value_len":9,)"
      R"("value_shown":2,"body_len":18})",
      NameStyle::Classic);
  REQUIRE(line);
  CHECK(as_text(line->frame.frame.value) == "ab");
  CHECK(line->frame.frame.header.value_length() == 9);
  CHECK(line->frame.frame.whole());
  CHECK(line->lack == "the value is cut (dump with --max-value all)");
}

TEST_CASE("render/dumped_line: what is no line of a dump is refused with a reason",
          "[render][dumped]") {
  struct Row {
    const char* line;
    const char* reason;
  };
  const Row rows[] = {
      {"", "it is no JSON object"},
      {"[]", "it is no JSON object"},
      {R"({"t":7})", "t is no text"},
      {R"({"t":"poem"})", "t 'poem' is not known"},
      {R"({"t":"transaction"})", "a transaction lacks the order of its frames (dump without it)"},
      {R"({"op":"FETCH"})", "op 'FETCH' is not known"},
      {R"({"op":"GET","key":"00","key_enc":"hmac"})",
       "key is written as hmac, which cannot be undone"},
      {R"({"op":"GET","hex":""})", "the frame has no header"},
      {R"({"op":"GET","hex":"00"})", "the frame has no header"},
      {R"({"op":"GET","conn":1,"ts":"1.5"})", "ts is no moment"},
      {R"({"op":"GET","conn":1,"ts":"-1.000000000"})", "ts is no moment"},
      {R"({"op":"GET","conn":1,"ts":"99999999999.000000000"})", "ts is no moment"},
      {R"({"op":"GET","conn":1,"dir":"up"})", "dir 'up' is not known"},
      {R"({"op":"GET","conn":1,"pkt":7})", "pkt is no list of numbers"},
      {R"({"op":"GET","conn":1,"pkt":[]})", "pkt is no list of numbers"},
      {R"({"op":"GET","conn":1,"pkt":[1,"2"]})", "pkt is no list of numbers"},
      {R"({"t":"junk","bytes":1,"hex":"0000"})", "hex has more than the junk"},
      {R"({"t":"junk","bytes":1,"reason":"fun"})", "reason 'fun' is not known"},
      {R"({"t":"gap","conn":1,"reason":"fun"})", "reason 'fun' is not known"},
      {R"({"t":"conn","event":"open","conn":1,"client":"localhost:1"})",
       "client is no address with a port"},
      {R"({"t":"conn","event":"open","conn":1,"client":"[::1]:1","server":"127.0.0.1:99999"})",
       "server is no address with a port"},
      {R"({"t":"conn","event":"close","conn":1})", "c2s is no object"},
      {R"({"t":"conn","event":"close","conn":1,"c2s":{"packets":-1},"s2c":{}})",
       "packets is no number from 0 to 18446744073709551615"},
      {R"({"t":"conn","event":"close","c2s":{},"s2c":{}})", "conn is missing"},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    const auto line = read_dumped_line(row.line, NameStyle::Classic);
    REQUIRE_FALSE(line);
    CHECK(line.error().code == Errc::BadText);
    CHECK(line.error().detail == row.reason);
  }
}

TEST_CASE("render/dumped_line: sums tell of nothing", "[render][dumped]") {
  const auto line = read_dumped_line(R"({"t":"summary"})", NameStyle::Classic);
  REQUIRE(line);
  CHECK(line->kind == Kind::Nothing);
}

}  // namespace
}  // namespace mcbin::render
