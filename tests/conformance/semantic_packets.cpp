// Well-formed requests whose answer was once wrong somewhere: leaked memory behind a counter, keys
// cut at a NUL, group names that match by prefix, hits that lose their key.
#include "conformance/packet_maker.hpp"
#include "conformance/raw_packets.hpp"

#include <array>

namespace mcbin::conformance {

namespace {

constexpr std::uint8_t kGet = 0x00;
constexpr std::uint8_t kIncrement = 0x05;
constexpr std::uint8_t kGetK = 0x0c;
constexpr std::uint8_t kStat = 0x10;
constexpr std::uint8_t kSetQ = 0x11;
constexpr std::uint16_t kMiss = 0x01;
constexpr std::uint16_t kTooLarge = 0x03;
constexpr std::uint16_t kNotANumber = 0x06;
constexpr std::string_view kStoreExtras{"\0\0\0\0\0\0\0\0", 8};
constexpr std::string_view kExpiryExtras{"\0\0\0\0", 4};
// By 1, from 1, for ever.
constexpr std::string_view kCounterExtras{"\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0", 20};

std::string counted(std::uint64_t value, std::uint32_t opaque) {
  std::string bytes(8, '\0');
  for (std::size_t at = 8; at-- > 0; value >>= 8U) bytes[at] = static_cast<char>(value & 0xffU);
  std::string answer = done(kIncrement, Cas::Some, opaque);
  answer.replace(16, 8, "00000008");
  return answer + hex_of(bytes);
}

void add_counters(std::vector<Conversation>& all) {
  all.push_back(
      one_write("a created counter has one digit, not memory of others",
                {request({kIncrement, kCounterExtras, "n", ""}), request({kGet, "", "n", "", 2})},
                {counted(1, 1), hit(kGet, "", "1", 2)}, Ending::Open));
  struct Row {
    const char* name;
    std::string_view text;
    bool number;
    std::uint64_t after;
  };
  for (const Row& row : {
           Row{"INCREMENT of blank 12", " 12", true, 13},
           Row{"INCREMENT of -1", "-1", false, 0},
           Row{"INCREMENT of nothing", "", false, 0},
           Row{"INCREMENT of blanks", "   ", false, 0},
           Row{"INCREMENT of 0x10", "0x10", false, 0},
           Row{"INCREMENT of 1.5", "1.5", false, 0},
           Row{"INCREMENT of 2^64 - 1", "18446744073709551615", true, 0},
           Row{"INCREMENT of 2^64", "18446744073709551616", false, 0},
           Row{"INCREMENT of 12 and a NUL", {"12\0zz", 5}, true, 13},
           Row{"INCREMENT of thirty zeros and 5", "0000000000000000000000000000005", true, 6},
           Row{"INCREMENT of -0", "-0", true, 1},
           Row{"INCREMENT of +12", "+12", true, 13},
       }) {
    all.push_back(one_write(
        row.name,
        {request({kSetQ, kStoreExtras, "n", row.text}),
         request({kIncrement, kCounterExtras, "n", "", 2})},
        {row.number ? counted(row.after, 2) : error(kIncrement, kNotANumber, 2)}, Ending::Open));
  }
}

void add_keys(std::vector<Conversation>& all) {
  const std::string longest(250, 'k');
  const auto keys = std::to_array<std::string_view>({longest,
                                                     {"a\n \x1b[31m\0 b", 11},
                                                     {"\0", 1},
                                                     {"a\0b", 3},
                                                     {"a\0c", 3},
                                                     "\xff\xfe",
                                                     "../../etc/passwd",
                                                     "%s%s%n",
                                                     " ",
                                                     "\r\nset EVIL 0 0 1\r\nx\r\n"});
  for (const std::string_view key : keys) {
    all.push_back(one_write(
        "key " + hex_of(key),
        {request({kGetK, "", key, ""}), request({0x04, "", key, "", 2}),
         request({kSetQ, kStoreExtras, key, "v", 3}), request({0x0d, "", key, "", 4}),
         request({0x24, kExpiryExtras, key, "", 5})},
        {"810c" +
             header({0, static_cast<std::uint16_t>(key.size()), 0,
                     static_cast<std::uint32_t>(key.size())})
                 .substr(4, 8) +
             "0001" + header({0, 0, 0, static_cast<std::uint32_t>(key.size())}).substr(16) +
             hex_of(key),
         error(0x04, kMiss, 2), hit(0x0d, key, "v", 4), hit(0x24, key, "v", 5)},
        Ending::Open));
  }
  all.push_back(one_write(
      "keys that differ behind a NUL",
      {request({kSetQ, kStoreExtras, {"a\0b", 3}, "1"}),
       request({kSetQ, kStoreExtras, {"a\0c", 3}, "2"}), request({kGet, "", {"a\0b", 3}, "", 3}),
       request({kGet, "", {"a\0c", 3}, "", 4}), request({kGet, "", "a", "", 5})},
      {hit(kGet, "", "1", 3), hit(kGet, "", "2", 4), error(kGet, kMiss, 5)}, Ending::Open));
}

void add_statistics(std::vector<Conversation>& all) {
  for (const std::string_view group :
       {"maps", "malloc", "cachedump 1 1", "r", "rese", "resetXYZ", "Settings", "items2", "detail",
        "detailon", "detail  on", "sizes ", "setting", "slab"}) {
    all.push_back(one_write("STAT " + std::string(group), {request({kStat, "", group, ""})},
                            {error(kStat, kMiss)}, Ending::Open));
  }
}

/// Stores over the item limit of 1 MiB, in and around it.
void add_too_large(std::vector<Conversation>& all) {
  constexpr std::uint32_t kItemMax = 1U << 20U;
  for (const std::uint32_t value : {kItemMax - 1, kItemMax, 4 * kItemMax, 16 * kItemMax}) {
    const bool fits = value + 1 <= kItemMax;
    Conversation conversation =
        one_write("SET of " + std::to_string(value) + " bytes",
                  {header({0x01, 1, 8, value + 9}), hex_of(kStoreExtras), "'k'",
                   "+80*" + std::to_string(value)},
                  {fits ? done(0x01, Cas::Some) : error(0x01, kTooLarge)}, Ending::Open);
    all.push_back(std::move(conversation));
  }
}

void add_pipelines(std::vector<Conversation>& all) {
  // Many hits of one large value in one write: the answers are far larger than what any output
  // bound holds, so the session has to stop and go on; then the value is replaced.
  constexpr std::uint32_t kHits = 200;
  constexpr std::size_t kValueBytes = 100'000;
  const std::string value(kValueBytes, 'v');
  std::vector<std::string> packets{request({kSetQ, kStoreExtras, "k", value})};
  std::vector<std::string> answers;
  for (std::uint32_t opaque = 0; opaque < kHits; ++opaque) {
    packets.push_back(request({0x0d, "", "k", "", opaque}));
    answers.push_back(hit(0x0d, "k", "", opaque));
    answers.back().replace(16, 8, header({0, 0, 0, 4 + 1 + kValueBytes}).substr(16, 8));
    answers.back() += "+76*" + std::to_string(kValueBytes);
  }
  packets.push_back(request({0x14, "", "k", ""}));
  packets.push_back(request({kSetQ, kStoreExtras, "k", "new"}));
  packets.push_back(request({kGet, "", "k", ""}));
  answers.push_back(hit(kGet, "", "new"));
  all.push_back(one_write("two hundred hits of a large value, then a new one", std::move(packets),
                          std::move(answers), Ending::Open));
}

}  // namespace

std::vector<Conversation> semantic_packets() {
  std::vector<Conversation> all;
  add_counters(all);
  add_keys(all);
  add_statistics(all);
  add_too_large(all);
  add_pipelines(all);
  return all;
}

}  // namespace mcbin::conformance
