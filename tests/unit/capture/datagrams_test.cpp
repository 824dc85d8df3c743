// UDP: who speaks, messages of several datagrams, and what is missing of them.
#include "traffic_log.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::capture {
namespace {

using test::Lines;
using test::log_of;
using test::MadePacket;
using test::MadePackets;
using test::turned;

constexpr const char* kOpened = "open 1 10.0.0.1:40000 > 10.0.0.2:11211 lower port";

/// Datagrams with the frame header in front; they own their payload.
class Datagrams {
 public:
  void ask(std::string_view text) { add(false, frame(7, 0, 1), text); }
  void answer(unsigned index, unsigned count, std::string_view text, std::size_t cut_bytes = 0,
              unsigned request = 7) {
    add(true, frame(request, index, count), text, cut_bytes);
  }
  void bare(std::string_view text) { add(false, {}, text); }
  MadePackets packets;

 private:
  static std::string frame(unsigned request, unsigned index, unsigned count) {
    std::string bytes;
    for (const unsigned value : {request, index, count, 0U}) {
      bytes += static_cast<char>(value >> 8U);
      bytes += static_cast<char>(value);
    }
    return bytes;
  }
  void add(bool from_server, const std::string& head, std::string_view text,
           std::size_t cut_bytes = 0) {
    const std::string payload = head + std::string(text);
    const MadePacket packet{.payload = payload, .protocol = 17};
    packets.add(from_server ? turned(packet) : packet, cut_bytes);
  }
};

TEST_CASE("capture/datagrams: frame headers are taken off", "[capture][udp]") {
  Datagrams made;
  made.ask("get");
  made.answer(0, 1, "value");
  made.answer(0, 0, "");
  made.bare("no header");
  CHECK(log_of(made.packets) ==
        Lines{kOpened, "c 0 [7 0/1] get", "s 0 [7 0/1] value", "c 3 no header", "close 1 end"});
}

TEST_CASE("capture/datagrams: the datagrams of a message come in their order", "[capture][udp]") {
  Datagrams made;
  made.ask("get");
  made.answer(2, 3, "three");
  made.answer(0, 3, "one");
  made.answer(0, 2, "other", 0, 8);
  made.answer(0, 3, "one");  // again
  made.answer(1, 3, "two");
  made.answer(1, 2, "more", 0, 8);
  CHECK(log_of(made.packets) == Lines{kOpened, "c 0 [7 0/1] get", "s 0 [7 0/3] one",
                                      "s 3 [8 0/2] other", "s 8 [7 1/3] two", "s 11 [7 2/3] three",
                                      "s 16 [8 1/2] more", "close 1 end"});
}

TEST_CASE("capture/datagrams: what is missing of a message is a gap", "[capture][udp]") {
  Datagrams made;
  made.answer(3, 4, "four");
  made.answer(1, 4, "two");
  CHECK(log_of(made.packets) == Lines{kOpened, "s 0 [7 0/4] gap 0 lost", "s 0 [7 1/4] two",
                                      "s 3 [7 2/4] gap 0 lost", "s 3 [7 3/4] four", "close 1 end"});
  Datagrams cut;
  cut.answer(0, 1, "value", 3);
  CHECK(log_of(cut.packets) ==
        Lines{kOpened, "s 0 [7 0/1] va", "s 2 [7 0/1] gap 3 snaplen", "close 1 end"});
}

TEST_CASE("capture/datagrams: messages that never end are given up", "[capture][udp]") {
  Datagrams made;
  for (unsigned request = 1; request <= 65; ++request) made.answer(1, 2, "x", 0, request);
  const Lines lines = log_of(made.packets);
  REQUIRE(lines.size() == 2 + 65 * 2);
  CHECK(lines[1] == "s 0 [1 0/2] gap 0 limit");
  CHECK(lines[3] == "s 1 [2 0/2] gap 0 lost");
  Datagrams many;
  for (unsigned request = 1; request <= 20; ++request) many.answer(1, 2, "x", 0, request);
  CHECK(log_of(many.packets, {.held_bytes_total_max = 1000})[1] == "s 0 [1 0/2] gap 0 limit");
}

}  // namespace
}  // namespace mcbin::capture
