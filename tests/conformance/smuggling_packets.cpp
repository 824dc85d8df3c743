// Packets whose body is itself a well-formed SET. Whatever the outer request is, refused or served,
// the inner one must never run, and the stream must go on behind the body or end.
#include "conformance/packet_maker.hpp"
#include "conformance/raw_packets.hpp"

#include <array>

namespace mcbin::conformance {

namespace {

constexpr std::uint8_t kSet = 0x01;
constexpr std::uint8_t kSetQ = 0x11;
constexpr std::uint16_t kMiss = 0x01;
constexpr std::uint16_t kExists = 0x02;
constexpr std::uint16_t kTooLarge = 0x03;
constexpr std::uint16_t kInvalid = 0x04;
constexpr std::uint16_t kNotStored = 0x05;
constexpr std::uint16_t kUnknown = 0x81;
constexpr std::string_view kStoreExtras{"\0\0\0\0\0\0\0\0", 8};
constexpr std::string_view kExpiryExtras{"\0\0\0\0", 4};
constexpr std::string_view kCounterExtras{"\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0", 20};

/// The bytes of the SET that must not happen.
std::string inner_set() {
  std::string bytes("\x80\x01\0\4\x08\0\0\0\0\0\0\x0d\0\0\0\x66\0\0\0\0\0\0\0\0", 24);
  return bytes + std::string(kStoreExtras) + std::string(kSmuggledKey) + "x";
}

/// A value where the opcode has none: status 4, close.
void add_unwanted_values(std::vector<Conversation>& all) {
  struct Row {
    const char* name;
    Parts parts;
  };
  const std::string inner = inner_set();
  for (const Row& row : {
           Row{"TOUCH with a SET as its value", {0x1c, kExpiryExtras, "k", inner}},
           Row{"GAT with a SET as its value", {0x1d, kExpiryExtras, "k", inner}},
           Row{"GATQ with a SET as its value", {0x1e, kExpiryExtras, "k", inner}},
           Row{"GATK with a SET as its value", {0x23, kExpiryExtras, "k", inner}},
           Row{"GATKQ with a SET as its value", {0x24, kExpiryExtras, "k", inner}},
           Row{"STAT with a SET as its value", {0x10, "", "items", inner}},
           Row{"STAT without key with a SET as its value", {0x10, "", "", inner}},
           Row{"GET with a SET as its value", {0x00, "", "k", inner}},
           Row{"GETQ with a SET as its value", {0x09, "", "k", inner}},
           Row{"DELETE with a SET as its value", {0x04, "", "k", inner}},
           Row{"INCREMENT with a SET as its value", {0x05, kCounterExtras, "k", inner}},
           Row{"NOOP with a SET as its value", {0x0a, "", "", inner}},
           Row{"NOOP with a SET as its key", {0x0a, "", inner, ""}},
           Row{"VERSION with a SET as its value", {0x0b, "", "", inner}},
           Row{"QUIT with a SET as its value", {0x07, "", "", inner}},
           Row{"QUITQ with a SET as its value", {0x17, "", "", inner}},
           Row{"FLUSH with a SET as its value", {0x08, kExpiryExtras, "", inner}},
           Row{"FLUSH with a SET as its extras", {0x08, inner, "", ""}},
           Row{"VERBOSITY with a SET as its value", {0x1b, kExpiryExtras, "", inner}},
           Row{"SASL_LIST_MECHS with a SET as its key", {0x20, "", inner, ""}},
           Row{"SET with a SET as its extras", {kSet, inner, "k", "v"}},
       }) {
    all.push_back(one_write(row.name, {request(row.parts)}, {error(row.parts.opcode, kInvalid)},
                            Ending::Closed));
  }
}

/// Opcodes that nobody serves take exactly their body: 0x81, and the stream is in step.
void add_unknown_opcodes(std::vector<Conversation>& all) {
  const std::string inner = inner_set();
  constexpr auto kOpcodes = std::to_array<std::uint8_t>(
      {0x1f, 0x25, 0x2f, 0x30, 0x3d, 0x40, 0x4b, 0x50, 0x51, 0x7f, 0x80, 0x8a, 0xa2, 0xff});
  for (const std::uint8_t opcode : kOpcodes) {
    const std::string name = "opcode " + hex_of({reinterpret_cast<const char*>(&opcode), 1});
    const std::vector<std::string> refused{error(opcode, kUnknown)};
    all.push_back(one_write(name + " without a body", {request({opcode, "", "", ""})}, refused,
                            Ending::Open));
    all.push_back(one_write(name + " with a SET as its value", {request({opcode, "", "", inner})},
                            refused, Ending::Open));
    all.push_back(one_write(name + " with a SET as its key", {request({opcode, "", inner, ""})},
                            refused, Ending::Open));
    all.push_back(one_write(name + " with a SET as its extras", {request({opcode, inner, "", ""})},
                            refused, Ending::Open));
    all.push_back(one_write(name + " with extras, key and a SET",
                            {request({opcode, "xxxx", "key", inner})}, refused, Ending::Open));
  }
  for (const std::uint8_t opcode : {std::uint8_t{0x21}, std::uint8_t{0x22}}) {
    all.push_back(one_write("SASL with a SET as its value", {request({opcode, "", "PLAIN", inner})},
                            {error(opcode, kUnknown)}, Ending::Open));
  }
  // Many in a row, twice the size of any read: nothing may pile up or slip.
  std::vector<std::string> packets;
  std::vector<std::string> answers;
  for (std::uint32_t opaque = 0; opaque < 1000; ++opaque) {
    packets.push_back(request({0x1f, "", "key", inner, opaque}));
    answers.push_back(error(0x1f, kUnknown, opaque));
  }
  all.push_back(
      one_write("a thousand HELLOs", std::move(packets), std::move(answers), Ending::Open));
}

/// Stores that fail: the value is swallowed, never run.
void add_refused_stores(std::vector<Conversation>& all) {
  const std::string inner = inner_set();
  struct Row {
    const char* name;
    Parts parts;
    std::uint16_t status;
  };
  for (const Row& row : {
           Row{"REPLACE of nothing with a SET", {0x03, kStoreExtras, "none", inner}, kMiss},
           Row{"REPLACEQ of nothing with a SET", {0x13, kStoreExtras, "none", inner}, kMiss},
           Row{"APPEND to nothing of a SET", {0x0e, "", "none", inner}, kNotStored},
           Row{"PREPENDQ to nothing of a SET", {0x1a, "", "none", inner}, kNotStored},
       }) {
    all.push_back(one_write(row.name, {request(row.parts)}, {error(row.parts.opcode, row.status)},
                            Ending::Open));
  }
  all.push_back(one_write(
      "ADD of what exists with a SET",
      {request({0x11, kStoreExtras, "k", "v"}), request({0x02, kStoreExtras, "k", inner, 2})},
      {error(0x02, kExists, 2)}, Ending::Open));
  // Too large, made of nothing but SETs, so that any wrong step lands on one.
  constexpr std::uint32_t kCopies = 40'000;
  const auto value = static_cast<std::uint32_t>(kCopies * inner.size());
  std::string inners;
  for (std::uint32_t copy = 0; copy < kCopies; ++copy) inners += inner;
  for (const std::uint8_t opcode : {kSet, kSetQ}) {
    all.push_back(
        one_write("a value of forty thousand SETs is too large",
                  {header({opcode, 1, 8, value + 9}), hex_of(kStoreExtras), "'k'", hex_of(inners)},
                  {error(opcode, kTooLarge)}, Ending::Open));
  }
}

/// First bytes that open no request. Who speaks text first is told so, once.
void add_bad_magics(std::vector<Conversation>& all) {
  struct Row {
    const char* name;
    std::string bytes;
    const char* first_answer = "";  // text, when they come first on a connection
  };
  constexpr const char* kTextRefusal =
      "ERROR this is a memcache binary protocol server; with -B auto it also answers stats, "
      "version "
      "and quit as text\r\n";
  for (const Row& row : {
           Row{"magic 00", "+00*24"},
           Row{"magic 81, an answer sent as a request", "81" + std::string(kNoopRequest.substr(2))},
           Row{"magic 08, framing extras", "08" + std::string(kNoopRequest.substr(2))},
           Row{"magic 82", "82" + std::string(kNoopRequest.substr(2))},
           Row{"text: get a", "'get a'0d0a'get a'0d0a'get a'0d0a'get a'0d0a", kTextRefusal},
           Row{"text: a store", "'set EVIL 0 0 1'0d0a'x'0d0a'get EVIL'0d0a", kTextRefusal},
           Row{"text: HTTP", "'GET / HTTP/1.1'0d0a'Host: localhost'0d0a0d0a", kTextRefusal},
           Row{"TLS", "1603010200010001fc0303+00*100"},
       }) {
    all.push_back(one_write(row.name, {row.bytes}, {}, Ending::Closed));
    all.back().steps.back().receive_text = row.first_answer;
    all.push_back(one_write(
        std::string(row.name) + " behind a SET and a GET",
        {request({0x11, kStoreExtras, "k", "v"}), request({0, "", "k", "", 2}), row.bytes},
        {hit(0x00, "", "v", 2)}, Ending::Closed));
  }
}

}  // namespace

std::vector<Conversation> smuggling_packets() {
  std::vector<Conversation> all;
  add_unwanted_values(all);
  add_unknown_opcodes(all);
  add_refused_stores(all);
  add_bad_magics(all);
  return all;
}

}  // namespace mcbin::conformance
