// Packets whose lengths lie: signed overflows, underflows, over-long extras and keys, bodies that
// never come. The names in brackets are the vulnerabilities that such packets once were.
#include "conformance/packet_maker.hpp"
#include "conformance/raw_packets.hpp"

#include <array>

namespace mcbin::conformance {

namespace {

constexpr std::uint8_t kGet = 0x00;
constexpr std::uint8_t kSet = 0x01;
constexpr std::uint8_t kAdd = 0x02;
constexpr std::uint8_t kReplace = 0x03;
constexpr std::uint8_t kIncrement = 0x05;
constexpr std::uint8_t kVersion = 0x0b;
constexpr std::uint8_t kAppend = 0x0e;
constexpr std::uint8_t kSetQ = 0x11;
constexpr std::uint8_t kAddQ = 0x12;
constexpr std::uint8_t kAppendQ = 0x19;
constexpr std::uint8_t kPrependQ = 0x1a;
constexpr std::uint8_t kSaslAuth = 0x21;
constexpr std::uint8_t kSaslStep = 0x22;
constexpr std::uint16_t kInvalid = 0x04;
constexpr std::uint16_t kUnknown = 0x81;
constexpr std::uint16_t kKeyMax = 250;

std::string filler(std::size_t bytes) {
  return "+41*" + std::to_string(bytes);
}

/// Lengths that contradict each other: 0x81, close.
void add_contradictions(std::vector<Conversation>& all) {
  struct Row {
    const char* name;
    Claim claim;
    std::size_t filler;
  };
  for (const Row& row : {
           Row{"APPENDQ, key 250, body 0 [CVE-2016-8704]", {kAppendQ, kKeyMax, 0, 0}, 1024},
           Row{"PREPENDQ, key 250, body 0 [CVE-2016-8704]", {kPrependQ, kKeyMax, 0, 0}, 1024},
           Row{"SET, key 250, extras 8, body 0 [CVE-2016-8705]", {kSet, kKeyMax, 8, 0}, 1024},
           Row{"ADD, three bytes short [CVE-2016-8705]", {kAdd, kKeyMax, 8, 255}, 1024},
           Row{"REPLACE, one byte short", {kReplace, kKeyMax, 8, 257}, 1024},
           Row{"SETQ, extras alone exceed the body", {kSetQ, 1, 8, 7}, 64},
           Row{"SASL_AUTH, key 32, body 1 [CVE-2016-8706]", {kSaslAuth, 32, 0, 1}, 64},
           Row{"GET, key 65535, body 0", {kGet, 65535, 0, 0}, 64},
           Row{"an unknown opcode, key 5, body 4", {0x60, 5, 0, 4}, 64},
           Row{"extras and key sum over 16 bits", {kGet, 65535, 255, 254}, 64},
       }) {
    all.push_back(one_write(row.name, {header(row.claim), filler(row.filler)},
                            {error(row.claim.opcode, kUnknown)}, Ending::Closed));
  }
}

/// Shapes that the header alone condemns: status 4, close, nothing waited for.
void add_bad_shapes(std::vector<Conversation>& all) {
  struct Row {
    const char* name;
    Claim claim;
    std::size_t filler;
  };
  for (const Row& row : {
           Row{"GET, extras 255 [CVE-2020-10931]", {kGet, 0, 255, 255}, 255},
           Row{"GET, key and extras 255", {kGet, 1, 255, 256}, 256},
           Row{"VERSION, extras 255 [CVE-2020-10931]", {kVersion, 0, 255, 255}, 255},
           Row{"INCREMENT, extras 255 [CVE-2020-10931]", {kIncrement, 1, 255, 256}, 256},
           Row{"GET, key 251", {kGet, 251, 0, 251}, 251},
           Row{"GET, key 251, nothing follows", {kGet, 251, 0, 251}, 0},
           Row{"GET, key 365", {kGet, 365, 0, 365}, 365},
           Row{"GET, key 65535", {kGet, 65535, 0, 65535}, 65535},
           Row{"GET, key 65535, nothing follows", {kGet, 65535, 0, 65535}, 0},
           Row{"SET, key 251", {kSet, 251, 8, 260}, 260},
           Row{"SET, key 65535, nothing follows", {kSet, 65535, 8, 65543}, 0},
           Row{"an unknown opcode, key 251", {0x60, 251, 0, 251}, 251},
       }) {
    std::vector<std::string> packets{header(row.claim)};
    if (row.filler > 0) packets.push_back(filler(row.filler));
    all.push_back(one_write(row.name, std::move(packets), {error(row.claim.opcode, kInvalid)},
                            Ending::Closed));
  }
}

/// Bodies over 1 GiB and around the sign bit: status 4, close, nothing allocated.
void add_huge_bodies(std::vector<Conversation>& all) {
  all.push_back(one_write(
      "ADDQ, body ffffffe8 [CVE-2011-4971]",
      {"8012000108000000ffffffe8000000000000000000000000", "ffffffff01000000", filler(512)},
      {error(kAddQ, kInvalid, 0)}, Ending::Closed));
  constexpr auto kBodies = std::to_array<std::uint32_t>(
      {0x40000001, 0x7fffffff, 0x80000000, 0x80000008, 0xfffffffe, 0xffffffff});
  for (const std::uint32_t body : kBodies) {
    for (const std::uint8_t opcode : {kSet, kAppend, kGet, kSaslAuth, std::uint8_t{0x60}}) {
      const std::uint8_t extras = opcode == kSet ? 8 : 0;
      const Claim claim{opcode, 1, extras, body};
      all.push_back(one_write("opcode " + hex_of({reinterpret_cast<const char*>(&opcode), 1}) +
                                  ", body " + std::to_string(body),
                              {header(claim), filler(64)}, {error(opcode, kInvalid)},
                              Ending::Closed));
    }
  }
}

/// Bodies within the bounds that are claimed and do not come: no answer, no memory, no harm.
void add_missing_bodies(std::vector<Conversation>& all) {
  struct Row {
    const char* name;
    Claim claim;
  };
  for (const Row& row : {
           Row{"SET claims a full item and sends nothing", {kSet, 1, 8, 1'000'000}},
           Row{"SET claims 1 GiB and sends nothing", {kSet, 1, 8, 1U << 30U}},
           Row{"APPEND claims 512 MiB and sends nothing", {kAppend, 1, 0, 1U << 29U}},
           Row{"an unknown opcode claims 1 GiB and sends nothing", {0x60, 0, 0, 1U << 30U}},
           Row{"SASL_AUTH claims 600 kB and sends nothing", {kSaslAuth, 5, 0, 600'000}},
       }) {
    Conversation conversation;
    conversation.name = row.name;
    conversation.steps.push_back({.send = {header(row.claim)}, .receive = {}});
    all.push_back(std::move(conversation));
  }
}

/// SASL while there is no authentication: 0x81, its body swallowed whatever its size.
void add_sasl_bodies(std::vector<Conversation>& all) {
  constexpr auto kValues = std::to_array<std::size_t>({0, 1, 2, 5000, 600'000});
  for (const std::uint8_t opcode : {kSaslAuth, kSaslStep}) {
    for (const std::size_t value : kValues) {
      const Claim claim{opcode, 5, 0, static_cast<std::uint32_t>(5 + value)};
      std::vector<std::string> packets{header(claim), "'PLAIN'"};
      if (value > 0) packets.push_back("+00*" + std::to_string(value));
      all.push_back(one_write((opcode == kSaslAuth ? "SASL_AUTH with " : "SASL_STEP with ") +
                                  std::to_string(value) + " bytes",
                              std::move(packets), {error(opcode, kUnknown)}, Ending::Open));
    }
  }
}

}  // namespace

std::vector<Conversation> length_packets() {
  std::vector<Conversation> all;
  add_contradictions(all);
  add_bad_shapes(all);
  add_huge_bodies(all);
  add_missing_bodies(all);
  add_sasl_bodies(all);
  return all;
}

}  // namespace mcbin::conformance
