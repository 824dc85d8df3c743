// Requests that are refused: which answer, whether the stream goes on, and that no byte of a
// refused body is ever taken for a command.
#include "mcbin/codec/request.hpp"
#include "support/session_rig.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using codec::Opcode;
using codec::Status;

/// A header that may lie about its lengths.
std::string lying_header(Opcode opcode, std::uint16_t key, std::uint8_t extras,
                         std::uint32_t body) {
  codec::Header header{.opcode = opcode,
                       .extras_length = extras,
                       .key_length = key,
                       .body_length = body,
                       .opaque = 0x87654321};
  std::string bytes(codec::kHeaderSize, '\0');
  codec::store_header(header, reinterpret_cast<Byte*>(bytes.data()));
  return bytes;
}

const std::string kNoop = wire({.opcode = Opcode::Noop, .opaque = 1});

struct ClosingRow {
  const char* name;
  std::string bytes;
  Status status;
  const char* text;
};

constexpr const char* kInvalid = "Invalid arguments";

const ClosingRow kClosing[] = {
    {"GET without key", lying_header(Opcode::Get, 0, 0, 0), Status::InvalidArguments, kInvalid},
    {"GET with extras", lying_header(Opcode::Get, 1, 4, 5), Status::InvalidArguments, kInvalid},
    {"GET with value", lying_header(Opcode::Get, 1, 0, 2), Status::InvalidArguments, kInvalid},
    {"GET with 255 extras", lying_header(Opcode::Get, 0, 255, 255), Status::InvalidArguments,
     kInvalid},
    {"GETQ without key", lying_header(Opcode::GetQ, 0, 0, 0), Status::InvalidArguments, kInvalid},
    {"key of 251", lying_header(Opcode::Get, 251, 0, 251), Status::InvalidArguments, kInvalid},
    {"key of 65535", lying_header(Opcode::Set, 65535, 8, 65543), Status::InvalidArguments,
     kInvalid},
    {"SET without extras", lying_header(Opcode::Set, 1, 0, 1), Status::InvalidArguments, kInvalid},
    {"SET with 4 extras", lying_header(Opcode::Set, 1, 4, 5), Status::InvalidArguments, kInvalid},
    {"SET without key", lying_header(Opcode::Set, 0, 8, 8), Status::InvalidArguments, kInvalid},
    {"INCREMENT with value", lying_header(Opcode::Increment, 1, 20, 22), Status::InvalidArguments,
     kInvalid},
    {"TOUCH with value", lying_header(Opcode::Touch, 1, 4, 30), Status::InvalidArguments, kInvalid},
    {"GAT with value", lying_header(Opcode::Gat, 1, 4, 30), Status::InvalidArguments, kInvalid},
    {"STAT with value", lying_header(Opcode::Stat, 1, 0, 30), Status::InvalidArguments, kInvalid},
    {"NOOP with body", lying_header(Opcode::Noop, 0, 0, 1), Status::InvalidArguments, kInvalid},
    {"QUITQ with body", lying_header(Opcode::QuitQ, 0, 0, 1), Status::InvalidArguments, kInvalid},
    {"FLUSH with 8 extras", lying_header(Opcode::Flush, 0, 8, 8), Status::InvalidArguments,
     kInvalid},
    {"SASL_AUTH without key", lying_header(Opcode::SaslAuth, 0, 0, 3), Status::InvalidArguments,
     kInvalid},
    {"LIST_MECHS with key", lying_header(Opcode::SaslListMechs, 1, 0, 1), Status::InvalidArguments,
     kInvalid},
    {"unknown opcode, key of 251", lying_header(Opcode::Hello, 251, 0, 251),
     Status::InvalidArguments, kInvalid},
    {"body over 1 GiB", lying_header(Opcode::Set, 1, 8, codec::kBodyLengthMax + 1),
     Status::InvalidArguments, kInvalid},
    {"body of 2^31", lying_header(Opcode::Set, 1, 8, 0x80000000), Status::InvalidArguments,
     kInvalid},
    {"body of 2^32 - 1", lying_header(Opcode::Get, 1, 0, 0xffffffff), Status::InvalidArguments,
     kInvalid},
    {"key over body", lying_header(Opcode::Get, 5, 0, 3), Status::UnknownCommand,
     "Unknown command"},
    {"key and extras over body", lying_header(Opcode::Set, 250, 8, 255), Status::UnknownCommand,
     "Unknown command"},
    {"APPENDQ, key over body", lying_header(Opcode::AppendQ, 250, 0, 0), Status::UnknownCommand,
     "Unknown command"},
};

TEST_CASE("engine/session: a broken shape is answered by its header alone, then closed",
          "[engine][session]") {
  for (const ClosingRow& row : kClosing) {
    INFO(row.name);
    SessionRig rig;
    rig.feed(kNoop + row.bytes + std::string(600, '\x80') + kNoop);
    const std::vector<Answer> answers = answers_in(rig.drain());
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].header.opcode == Opcode::Noop);
    CHECK(answers[1].status() == row.status);
    CHECK(answers[1].value == row.text);
    CHECK(answers[1].header.opaque == 0x87654321);
    CHECK(answers[1].header.cas == 0);
    CHECK(rig.session->wants_close());
    CHECK(rig.store->stats().items == 0);
  }
}

TEST_CASE("engine/session: an unknown opcode swallows exactly its body", "[engine][session]") {
  const std::string inner =
      wire({.opcode = Opcode::Set, .key = "evil", .value = "x", .extras = store_extras(0, 0)});
  for (const unsigned code : {0x1fU, 0x25U, 0x30U, 0x40U, 0x70U, 0xffU, 0x20U, 0x21U, 0x22U}) {
    INFO("opcode " << code);
    const auto opcode = static_cast<Opcode>(code);
    const bool lists = opcode == Opcode::SaslListMechs;  // must not have a body
    SessionRig rig;
    const Ask ask{
        .opcode = opcode, .key = lists ? "" : "hello", .value = lists ? "" : inner, .opaque = 7};
    const std::vector<Answer> answers = rig.send(wire(ask) + kNoop);
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].status() == Status::UnknownCommand);
    CHECK(answers[0].value == "Unknown command");
    CHECK(answers[0].header.opcode == opcode);
    CHECK(answers[0].header.opaque == 7);
    CHECK(answers[1].header.opcode == Opcode::Noop);
    CHECK(rig.session->wants_input());
    CHECK(rig.store->stats().items == 0);
  }
}

TEST_CASE(
    "engine/session: a store that is too large is answered after its body, without keeping it",
    "[engine][session]") {
  SessionRig rig;
  constexpr std::uint32_t kClaimed = 200U << 20U;
  rig.feed(lying_header(Opcode::Set, 1, 8, kClaimed) + std::string(8, '\0') + "k");
  constexpr std::size_t kStep = 1U << 20U;
  std::size_t left = kClaimed - 9;
  while (left > 0) {
    CHECK(rig.drain().empty());
    const std::size_t size = std::min(left, kStep);
    rig.feed(std::string(size, '\x80'));
    left -= size;
  }
  const std::vector<Answer> answers = rig.send(kNoop);
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].status() == Status::TooLarge);
  CHECK(answers[1].header.opcode == Opcode::Noop);
}

TEST_CASE("engine/session: a wrong magic closes without an answer, what was queued is sent",
          "[engine][session]") {
  for (const char* magic : {"\x81", "\x08", "G", "\x16"}) {
    SessionRig rig;
    rig.feed(kNoop + magic);
    CHECK(answers_in(rig.drain()).size() == 1);
    CHECK(rig.session->wants_close());
  }
}

TEST_CASE("engine/session: data type and vbucket of a request are ignored", "[engine][session]") {
  SessionRig rig;
  std::string bytes =
      wire({.opcode = Opcode::Set, .key = "k", .value = "v", .extras = store_extras(0, 0)});
  bytes[5] = '\x07';
  bytes[6] = '\x12';
  bytes[7] = '\x34';
  const std::vector<Answer> answers = rig.send(bytes);
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].status() == Status::Ok);
  CHECK(answers[0].header.datatype == 0);
}

}  // namespace
}  // namespace mcbin::test
