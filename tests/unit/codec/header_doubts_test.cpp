#include "mcbin/codec/header_doubts.hpp"

#include "mcbin/codec/frame.hpp"
#include "recorded_frames.hpp"
#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace mcbin::codec {
namespace {

struct Row {
  const char* name;
  const char* hex;  // the first 12 bytes: all that counts
  const char* doubts;
  Sender sender = Sender::Anybody;
  NameStyle style = NameStyle::Classic;
};

const Row kRows[] = {
    {"get", "80 00 0003 00 00 0000 00000003", ""},
    {"get with a vbucket", "80 00 0003 00 00 0401 00000003", ""},
    {"get without key", "80 00 0000 00 00 0000 00000000", "key_missing"},
    {"get with extras", "80 00 0003 04 00 0000 00000007", "extras_len_bad"},
    {"get with value", "80 00 0003 00 00 0000 00000004", "value_unexpected"},
    {"get beyond its body", "80 00 0003 00 00 0000 00000002", "body_lt_key_extras"},
    {"get with everything wrong", "80 00 0000 05 08 0000 00000009",
     "unknown_datatype key_missing extras_len_bad value_unexpected"},
    {"longest key", "80 00 00fa 00 00 0000 000000fa", ""},
    {"key too long", "80 00 00fb 00 00 0000 000000fb", "key_too_long"},
    {"noop with key", "80 0a 0001 00 00 0000 00000001", "key_unexpected"},
    {"set", "80 01 0001 08 00 0000 0000000a", ""},
    {"largest believable body", "80 01 0001 08 00 0000 07ffffff", ""},
    {"body too long", "80 01 0001 08 00 0000 08000000", "body_too_long"},
    {"every known datatype bit", "80 01 0001 08 07 0000 0000000a", ""},
    {"unknown opcode", "80 7f 0001 03 00 0000 0000000a", "unknown_opcode"},
    {"foreign opcode", "80 50 0001 08 00 0000 0000000a", ""},
    {"foreign opcode, longest extras", "80 53 0000 40 00 0000 00000040", ""},
    {"foreign opcode, extras too long", "80 53 0000 41 00 0000 00000041", "extras_len_bad"},
    {"hit", "81 00 0000 04 00 0000 00000009", ""},
    {"hit without flags", "81 00 0000 00 00 0000 00000005", "extras_len_bad"},
    {"hit with an unasked key", "81 00 0001 04 00 0000 00000009", "key_unexpected"},
    {"hit with its key", "81 0c 0001 04 00 0000 00000009", ""},
    {"hit that lacks its key", "81 0d 0000 04 00 0000 00000009", "key_missing"},
    {"miss", "81 00 0000 00 00 0001 00000009", ""},
    {"miss with flags", "81 00 0000 04 00 0001 00000009", "extras_len_bad"},
    {"miss with its key", "81 0c 0003 00 00 0001 00000003", ""},
    {"stored", "81 01 0000 00 00 0000 00000000", ""},
    {"stored, with a value", "81 01 0000 00 00 0000 00000001", "value_unexpected"},
    {"stored, with a sequence number", "81 01 0000 10 00 0000 00000010", ""},
    {"counted", "81 15 0000 00 00 0000 00000008", ""},
    {"counted, in seven bytes", "81 05 0000 00 00 0000 00000007", "value_unexpected"},
    {"touched", "81 1c 0000 04 00 0000 00000004", ""},
    {"statistic", "81 10 0003 00 00 0000 00000006", ""},
    {"unknown status", "81 01 0000 00 00 7777 00000000", "unknown_status"},
    {"an application's status", "81 01 0000 00 00 ff01 00000000", ""},
    {"request from the client", "80 0a 0000 00 00 0000 00000000", "", Sender::Client},
    {"request from the server", "80 0a 0000 00 00 0000 00000000", "wrong_direction",
     Sender::Server},
    {"answer from the client", "81 0a 0000 00 00 0000 00000000", "wrong_direction", Sender::Client},
    {"the server's own request", "82 01 0000 00 00 0000 00000000", "", Sender::Server},
    {"the answer to it", "83 01 0000 00 00 0000 00000000", "", Sender::Client},
    {"a request that no server makes", "82 05 0000 00 00 0000 00000000", "unknown_opcode"},
    {"framing extras count", "08 00 03 03 00 00 0000 00000005", "body_lt_key_extras"},
    {"get and touch with key", "80 23 0001 00 00 0000 00000001", "extras_len_bad"},
    {"the same number at Couchbase", "80 23 0001 00 00 0000 00000001", "", Sender::Anybody,
     NameStyle::Couchbase},
};

std::string names_of(Doubts doubts) {
  std::string names;
  for (unsigned bit = 0; bit < kDoubtKinds; ++bit) {
    const auto doubt = static_cast<Doubt>(1U << bit);
    if (!doubts.has(doubt)) continue;
    names += (names.empty() ? "" : " ") + std::string(doubt_name(doubt));
  }
  return names;
}

Header header_of(const char* first_twelve_hex) {
  ByteVector bytes = test::from_hex(first_twelve_hex);
  REQUIRE(bytes.size() == 12);
  bytes.resize(kHeaderSize);
  return load_header(bytes.data());
}

TEST_CASE("codec/header_doubts: what speaks against a header is named", "[codec][doubts]") {
  for (const Row& row : kRows) {
    INFO(row.name);
    const Doubts doubts = header_doubts(header_of(row.hex), row.sender, row.style);
    CHECK(names_of(doubts) == row.doubts);
    CHECK(doubts.none() == std::string_view(row.doubts).empty());
  }
}

TEST_CASE("codec/header_doubts: every doubt is raised and has a name of its own",
          "[codec][doubts]") {
  std::set<std::string> raised;
  for (const Row& row : kRows) {
    std::string_view rest = row.doubts;
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      raised.emplace(rest.substr(0, blank));
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
  CHECK(raised.size() == kDoubtKinds);
}

TEST_CASE("codec/header_doubts: what memcached answers is never doubted",
          "[codec][doubts][vectors]") {
  std::size_t answers = 0;
  for (const test::RecordedStream& stream : test::recorded_streams()) {
    if (!stream.name.ends_with(":responses") || stream.match == "text") continue;
    INFO(stream.name);
    ByteView rest = stream.bytes;
    Frame frame;
    while (next_frame(rest, frame) == FrameStep::Whole) {
      CHECK(names_of(header_doubts(frame.header, Sender::Server)).empty());
      rest = rest.subspan(frame.size());
      ++answers;
    }
  }
  CHECK(answers > 400);
}

}  // namespace
}  // namespace mcbin::codec
