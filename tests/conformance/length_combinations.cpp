// Every opcode with every combination of lengths. The expectation is computed here from a table of
// its own, written down from the protocol's text, not from the codec's.
#include "conformance/packet_maker.hpp"
#include "conformance/raw_packets.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace mcbin::conformance {

namespace {

constexpr std::uint16_t kMiss = 0x01;
constexpr std::uint16_t kInvalid = 0x04;
constexpr std::uint16_t kNotStored = 0x05;
constexpr std::uint16_t kUnknown = 0x81;
constexpr std::uint32_t kKeyMax = 250;
constexpr std::uint32_t kBodyMax = 1U << 30U;
constexpr std::uint32_t kFillerMax = 1000;  // bytes sent of a body that is not taken anyway
constexpr char kFillerDigits[] = "+41*";

enum class Takes : std::uint8_t { No, May, Must };

/// What a command does with a key that does not exist.
enum class Does : std::uint8_t {
  Miss,
  MissWithKey,
  Store,
  NotStored,
  Count,
  Done,
  Version,
  Stat,
  NotOffered
};

struct Rule {
  std::uint8_t opcode;
  std::uint8_t quiet;  // its quiet twin, 0xff for none
  std::uint8_t extras;
  Takes key;
  Takes value;
  Does does;
};

constexpr std::uint8_t kNone = 0xff;
constexpr std::uint8_t kAnyExtras = 0x7f;  // of an opcode that nobody serves
constexpr auto kRules = std::to_array<Rule>({
    {0x00, 0x09, 0, Takes::Must, Takes::No, Does::Miss},
    {0x0c, 0x0d, 0, Takes::Must, Takes::No, Does::MissWithKey},
    {0x01, 0x11, 8, Takes::Must, Takes::May, Does::Store},
    {0x02, 0x12, 8, Takes::Must, Takes::May, Does::Store},
    {0x03, 0x13, 8, Takes::Must, Takes::May, Does::Miss},
    {0x04, 0x14, 0, Takes::Must, Takes::No, Does::Miss},
    {0x05, 0x15, 20, Takes::Must, Takes::No, Does::Count},
    {0x06, 0x16, 20, Takes::Must, Takes::No, Does::Count},
    {0x07, 0x17, 0, Takes::No, Takes::No, Does::Done},
    {0x08, 0x18, 4, Takes::No, Takes::No, Does::Done},
    {0x0a, kNone, 0, Takes::No, Takes::No, Does::Done},
    {0x0b, kNone, 0, Takes::No, Takes::No, Does::Version},
    {0x0e, 0x19, 0, Takes::Must, Takes::May, Does::NotStored},
    {0x0f, 0x1a, 0, Takes::Must, Takes::May, Does::NotStored},
    {0x10, kNone, 0, Takes::May, Takes::No, Does::Stat},
    {0x1b, kNone, 4, Takes::No, Takes::No, Does::Done},
    {0x1c, kNone, 4, Takes::Must, Takes::No, Does::Miss},
    {0x1d, 0x1e, 4, Takes::Must, Takes::No, Does::Miss},
    {0x23, 0x24, 4, Takes::Must, Takes::No, Does::MissWithKey},
    {0x20, kNone, 0, Takes::No, Takes::No, Does::NotOffered},
    {0x21, kNone, 0, Takes::Must, Takes::May, Does::NotOffered},
    {0x22, kNone, 0, Takes::Must, Takes::May, Does::NotOffered},
});

// FLUSH and VERBOSITY may leave their extras away.
bool extras_may_be_missing(const Rule& rule) {
  return rule.opcode == 0x08 || rule.opcode == 0x1b;
}

bool fits(Takes takes, std::uint32_t length) {
  return takes == Takes::May || (takes == Takes::Must) == (length > 0);
}

struct Expectation {
  std::vector<std::string> answers;
  Ending ending = Ending::Open;
};

/// The answer to a good request; every byte of its body is 'A'.
Expectation answer_of(const Rule& rule, const Claim& claim) {
  const bool quiet = claim.opcode == rule.quiet;
  const bool quits = rule.opcode == 0x07;
  const bool lookup = rule.opcode == 0x00 || rule.opcode == 0x0c || rule.opcode >= 0x1c;
  const Ending ending = quits ? Ending::Closed : Ending::Open;
  switch (rule.does) {
    case Does::Miss:
      if (quiet && lookup) return {};
      return {{error(claim.opcode, kMiss)}};
    case Does::MissWithKey: {
      if (quiet) return {};
      std::string answer = header({claim.opcode, claim.key, 0, claim.key});
      answer.replace(0, 2, "81");
      answer.replace(12, 4, "0001");
      return {{answer + kFillerDigits + std::to_string(claim.key)}};
    }
    case Does::Store:
      if (quiet) return {};
      return {{done(claim.opcode, Cas::Some)}};
    case Does::NotStored:
      return {{error(claim.opcode, kNotStored)}};
    case Does::Count: {
      if (quiet) return {};
      std::string answer = done(claim.opcode, Cas::Some);
      answer.replace(16, 8, "00000008");
      return {{answer + "4141414141414141"}};
    }
    case Does::Done:
      if (quiet) return {{}, ending};
      return {{done(claim.opcode, Cas::Zero)}, ending};
    case Does::Version:
      return {{done(claim.opcode, Cas::Zero)}};
    case Does::Stat:
      return {{error(claim.opcode, kMiss)}};  // no group is called "A..."
    case Does::NotOffered:
      return {{error(claim.opcode, kUnknown)}};
  }
  return {};
}

Expectation expectation(const Rule& rule, const Claim& claim) {
  const std::uint32_t before_value = std::uint32_t{claim.key} + claim.extras;
  const Expectation invalid{{error(claim.opcode, kInvalid)}, Ending::Closed};
  if (before_value > claim.body) return {{error(claim.opcode, kUnknown)}, Ending::Closed};
  if (claim.body > kBodyMax || claim.key > kKeyMax) return invalid;
  const bool extras_fit = rule.extras == kAnyExtras || claim.extras == rule.extras ||
                          (claim.extras == 0 && extras_may_be_missing(rule));
  if (!extras_fit || !fits(rule.key, claim.key) || !fits(rule.value, claim.body - before_value)) {
    return invalid;
  }
  return answer_of(rule, claim);
}

template <typename Number>
std::set<Number> around(Number takes, Number most) {
  std::set<Number> lengths{0, 1, takes, static_cast<Number>(takes + 1), most};
  if (takes > 0) lengths.insert(static_cast<Number>(takes - 1));
  return lengths;
}

void add_combinations(const Rule& rule, std::uint8_t opcode, std::vector<Conversation>& all) {
  for (const std::uint16_t key : around<std::uint16_t>(kKeyMax, 0xffff)) {
    for (const std::uint8_t extras : around<std::uint8_t>(rule.extras, 0xff)) {
      for (const std::uint32_t body : around<std::uint32_t>(std::uint32_t{key} + extras, ~0U)) {
        const Claim claim{opcode, key, extras, body};
        const bool all_statistics = rule.does == Does::Stat && key == 0 && extras == 0 && body == 0;
        if (all_statistics) continue;  // a series of its own: the vectors have it
        const Expectation expected = expectation(rule, claim);
        const std::uint32_t sent =
            expected.ending == Ending::Open ? body : std::min(body, kFillerMax);
        std::vector<std::string> packets{header(claim)};
        if (sent > 0) packets.push_back(kFillerDigits + std::to_string(sent));
        Conversation conversation =
            one_write("opcode " + std::to_string(opcode) + ", key " + std::to_string(key) +
                          ", extras " + std::to_string(extras) + ", body " + std::to_string(body),
                      std::move(packets), expected.answers, expected.ending);
        if (rule.does == Does::Version) conversation.match = Match::Version;
        all.push_back(std::move(conversation));
      }
    }
  }
}

}  // namespace

std::vector<Conversation> length_combinations() {
  std::vector<Conversation> all;
  for (const Rule& rule : kRules) {
    add_combinations(rule, rule.opcode, all);
    if (rule.quiet != kNone) add_combinations(rule, rule.quiet, all);
  }
  for (const std::uint8_t opcode : std::to_array<std::uint8_t>({0x1f, 0x25, 0x40, 0x60, 0xff})) {
    add_combinations({opcode, kNone, kAnyExtras, Takes::May, Takes::May, Does::NotOffered}, opcode,
                     all);
  }
  return all;
}

}  // namespace mcbin::conformance
