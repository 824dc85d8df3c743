// Every rule by which segments become streams, each on the smallest conversation that shows it.
#include "mcbin/capture/traffic_reader.hpp"

#include "traffic_log.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

namespace mcbin::capture {
namespace {

using test::kAck;
using test::kFin;
using test::kRst;
using test::kSyn;
using test::Lines;
using test::log_of;
using test::MadePacket;
using test::MadePackets;
using test::turned;

constexpr const char* kOpened = "open 1 10.0.0.1:40000 > 10.0.0.2:11211 handshake";
constexpr const char* kOpenedLower = "open 1 10.0.0.1:40000 > 10.0.0.2:11211 lower port";

MadePacket client(std::uint32_t sequence, std::string_view payload, std::uint32_t ack = 501) {
  return {.sequence = sequence, .acknowledgement = ack, .payload = payload};
}
MadePacket server(std::uint32_t sequence, std::string_view payload, std::uint32_t ack = 101) {
  return turned({.sequence = sequence, .acknowledgement = ack, .payload = payload});
}
MadePacket flagged(MadePacket packet, std::uint8_t flags) {
  packet.flags = flags;
  return packet;
}

/// A handshake whose first bytes have the sequence numbers 101 and 501.
void shake_hands(MadePackets& packets, std::uint32_t client_isn = 100) {
  packets.add(flagged(client(client_isn, "", 0), kSyn));
  packets.add(flagged(server(500, "", client_isn + 1), kSyn | kAck));
  packets.add(client(client_isn + 1, ""));
}

TEST_CASE("capture/traffic_reader: a conversation in order", "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets);
  packets.add(client(101, "ask")).add(server(501, "answer", 104));
  packets.add(flagged(client(104, "", 507), kAck | kFin));
  packets.add(flagged(server(507, "", 105), kAck | kFin));
  packets.add(client(105, "", 508));
  CHECK(log_of(packets) == Lines{kOpened, "c 0 ask", "s 0 answer", "close 1 fin"});
}

TEST_CASE("capture/traffic_reader: what comes early waits", "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets);
  packets.add(client(107, "ghi")).add(client(104, "def")).add(client(101, "abc"));
  CHECK(log_of(packets) == Lines{kOpened, "c 0 abc", "c 3 def", "c 6 ghi", "close 1 end"});
}

TEST_CASE("capture/traffic_reader: bytes that were there already are dropped",
          "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets);
  packets.add(client(101, "abcdef"));
  packets.add(client(101, "abcdef"));  // again
  packets.add(client(106, "f"));       // a keep-alive probe of one byte
  packets.add(client(106, ""));        // and of none
  packets.add(client(104, "defghi"));  // with other borders
  packets.add(client(112, "lm"));      // early
  packets.add(client(112, "lmno"));    // early, with more
  packets.add(client(113, "mnopq"));   // early, overlapping
  packets.add(client(110, "jkl"));     // overlaps what waits
  packets.add(client(100, "x"));       // in front of everything
  test::TrafficLog log;
  const auto totals = read_traffic(packets, {}, log);
  CHECK(log.lines ==
        Lines{kOpened, "c 0 abcdef", "c 6 ghi", "c 9 jkl", "c 12 mno", "c 15 pq", "close 1 end"});
  REQUIRE(totals);
  CHECK(totals->payload_bytes == 17);
  CHECK(totals->retransmissions == 3);
}

TEST_CASE("capture/traffic_reader: sequence numbers wrap", "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets, 0xfffffffc);
  packets.add(client(0xfffffffd, "ab")).add(client(1, "ef")).add(client(0xffffffff, "cd"));
  packets.add(client(0xffffffff, "cd"));
  CHECK(log_of(packets) == Lines{kOpened, "c 0 ab", "c 2 cd", "c 4 ef", "close 1 end"});
}

TEST_CASE("capture/traffic_reader: a hole is a gap when the peer has had it for 64 packets",
          "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets);
  packets.add(client(101, "abc")).add(client(107, "ghi"));
  packets.add(server(501, "", 110));
  SECTION("it may still come") {
    packets.add_others(60).add(client(104, "def"));
    CHECK(log_of(packets) == Lines{kOpened, "c 0 abc", "c 3 def", "c 6 ghi", "close 1 end"});
  }
  SECTION("it came too late") {
    packets.add_others(200).add(server(501, "ok", 110)).add(client(104, "def"));
    CHECK(log_of(packets) ==
          Lines{kOpened, "c 0 abc", "c 3 gap 3 lost", "c 6 ghi", "s 0 ok", "close 1 end"});
  }
  SECTION("without another packet of the connection") {
    packets.add_others(3000);
    packets.add(client(110, "j"));
    CHECK(log_of(packets) ==
          Lines{kOpened, "c 0 abc", "c 3 gap 3 lost", "c 6 ghi", "c 9 j", "close 1 end"});
  }
}

TEST_CASE("capture/traffic_reader: a hole that nobody acknowledged waits for the end",
          "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets);
  packets.add(client(101, "abc")).add(client(107, "ghi")).add_others(3000);
  packets.add(client(110, "jkl"));
  CHECK(log_of(packets) ==
        Lines{kOpened, "c 0 abc", "c 3 gap 3 lost", "c 6 ghi", "c 9 jkl", "close 1 end"});
}

TEST_CASE("capture/traffic_reader: the end of a stream may be missing", "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets);
  packets.add(client(101, "abc"));
  SECTION("as the FIN tells") {
    packets.add(flagged(client(110, ""), kAck | kFin));
  }
  SECTION("as the peer tells") {
    packets.add(server(501, "", 110));
  }
  CHECK(log_of(packets) == Lines{kOpened, "c 0 abc", "c 3 gap 6 lost", "close 1 end"});
}

TEST_CASE("capture/traffic_reader: what the capture cut off is a gap at once",
          "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets);
  packets.add(client(101, "abcdef"), 4).add(client(107, "ghi"));
  packets.add(client(113, "mnopqr"), 5).add(client(110, "jkl"));
  packets.add(server(501, "answer"), 6);
  CHECK(log_of(packets) == Lines{kOpened, "c 0 ab", "c 2 gap 4 snaplen", "c 6 ghi", "c 9 jkl",
                                 "c 12 m", "c 13 gap 5 snaplen", "s 0 gap 6 snaplen",
                                 "close 1 end"});
}

TEST_CASE("capture/traffic_reader: not more is held back than allowed", "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets);
  packets.add(client(111, "one")).add(client(121, "two")).add(client(131, "three"));
  packets.add(client(134, "e+four"));
  TrafficOptions options;
  SECTION("in one direction") {
    options.held_bytes_max = 300;
  }
  SECTION("in all") {
    options.held_bytes_total_max = 300;
  }
  CHECK(log_of(packets, options) == Lines{kOpened, "c 0 gap 10 limit", "c 10 one",
                                          "c 13 gap 7 limit", "c 20 two", "c 23 gap 7 lost",
                                          "c 30 three", "c 35 four", "close 1 end"});
}

TEST_CASE("capture/traffic_reader: the same endpoints begin anew", "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets);
  packets.add(client(101, "old"));
  const std::string again = "open 2 10.0.0.1:40000 > 10.0.0.2:11211 handshake";
  SECTION("after FINs, whose last packets come again") {
    packets.add(flagged(client(104, ""), kAck | kFin)).add(flagged(server(501, ""), kAck | kFin));
    packets.add(client(101, "old")).add(flagged(client(104, ""), kAck | kFin));
    shake_hands(packets, 9000);
    packets.add(client(9001, "new"));
    CHECK(log_of(packets) ==
          Lines{kOpened, "c 0 old", "close 1 fin", again, "c 0 new", "close 2 end"});
  }
  SECTION("after FINs, with a SYN that was not captured") {
    packets.add(flagged(client(104, ""), kAck | kFin)).add(flagged(server(501, ""), kAck | kFin));
    packets.add(client(104, "late")).add(client(0x70000000, "new"));
    CHECK(log_of(packets) == Lines{kOpened, "c 0 old", "close 1 fin",
                                   "open 2 10.0.0.1:40000 > 10.0.0.2:11211 known server", "c 0 new",
                                   "close 2 end"});
  }
  SECTION("without a FIN") {
    shake_hands(packets, 9000);
    packets.add(client(9001, "new"));
    CHECK(log_of(packets) ==
          Lines{kOpened, "c 0 old", "close 1 replaced", again, "c 0 new", "close 2 end"});
  }
  SECTION("the SYN that comes again is the old one") {
    packets.add(flagged(client(100, "", 0), kSyn)).add(client(104, "more"));
    CHECK(log_of(packets) == Lines{kOpened, "c 0 old", "c 3 more", "close 1 end"});
  }
  SECTION("without a FIN and with a SYN that was not captured") {
    packets.add(client(0x70000000, "n")).add(client(0x70000001, "e"));
    packets.add(client(0x70000002, "w"));
    CHECK(log_of(packets) ==
          Lines{kOpened, "c 0 old", "note 5 stray", "note 6 stray", "close 1 replaced",
                "open 2 10.0.0.1:40000 > 10.0.0.2:11211 known server", "c 0 w", "close 2 end"});
  }
}

TEST_CASE("capture/traffic_reader: a reset ends a connection when nothing can overtake any more",
          "[capture][traffic]") {
  MadePackets packets;
  shake_hands(packets);
  packets.add(flagged(client(104, "", 0), kRst)).add(client(101, "abc"));
  packets.add_others(70).add(client(104, "late"));
  CHECK(log_of(packets) == Lines{kOpened, "c 0 abc", "close 1 reset"});
}

TEST_CASE("capture/traffic_reader: where one direction was captured its FIN is the end",
          "[capture][traffic]") {
  MadePackets packets;
  packets.add(flagged(client(100, "", 0), kSyn)).add(client(101, "abc"));
  packets.add(flagged(client(104, ""), kAck | kFin)).add_others(70);
  packets.add(flagged(client(100, "", 0), kSyn));
  CHECK(log_of(packets) == Lines{kOpened, "c 0 abc", "close 1 fin"});
}

TEST_CASE("capture/traffic_reader: a capture that begins in the middle", "[capture][traffic]") {
  MadePackets packets;
  SECTION("the lower port serves") {
    packets.add(client(7000, "")).add(server(3000, "ans")).add(client(7000, "ask"));
    packets.add(server(3003, "wer"));
    CHECK(log_of(packets) == Lines{kOpenedLower, "s 0 ans", "c 0 ask", "s 3 wer", "close 1 end"});
  }
  SECTION("a named port serves") {
    packets.add({.from_port = 900, .to_port = 22'122, .payload = "ask"});
    CHECK(log_of(packets, {.server_ports = {22'122}}) ==
          Lines{"open 1 10.0.0.1:900 > 10.0.0.2:22122 server port", "c 0 ask", "close 1 end"});
  }
  SECTION("with the SYN and ACK of the server") {
    packets.add(flagged(server(500, "", 101), kSyn | kAck)).add(client(104, "def"));
    packets.add(client(101, "abc"));
    CHECK(log_of(packets) == Lines{kOpened, "c 0 abc", "c 3 def", "close 1 end"});
  }
}

/// Knows that '?' is a client and '!' a server.
class Hinting final : public test::TrafficLog {
 public:
  Speaker who_speaks(Transport /*transport*/, ByteView front) override {
    return front[0] == '?' ? Speaker::Client : front[0] == '!' ? Speaker::Server : Speaker::Unknown;
  }
};

TEST_CASE("capture/traffic_reader: first bytes tell who speaks when both ports are the same",
          "[capture][traffic]") {
  MadePackets packets;
  MadePacket answer = server(500, "!yes");
  answer.to_port = 11'211;
  MadePacket other = answer;
  other.to_address = 0x0a000003;
  other.payload = "something";
  packets.add(answer).add(other);
  Hinting log;
  CHECK(read_traffic(packets, {}, log));
  CHECK(log.lines == Lines{"open 1 10.0.0.1:11211 > 10.0.0.2:11211 first bytes", "s 0 !yes",
                           "open 2 10.0.0.3:11211 > 10.0.0.2:11211 known server", "s 0 something",
                           "close 1 end", "close 2 end"});
}

TEST_CASE("capture/traffic_reader: idle connections are forgotten where there are many",
          "[capture][traffic]") {
  MadePackets packets;
  for (std::uint16_t port = 20'000; port < 25'000; ++port) {
    packets.add({.from_port = port, .payload = "x"});
  }
  packets.wait_ns(700'000'000'000);
  packets.add_others(40'000);
  test::TrafficLog log;
  auto reader = TrafficReader::create({});
  REQUIRE(reader);
  while (*(*reader)->step(packets, log) == PacketStep::Packet) {
  }
  const auto closed = std::count_if(log.lines.begin(), log.lines.end(), [](const auto& line) {
    return line.find(" idle") != std::string::npos;
  });
  CHECK(closed == 904);  // down to what is spared
}

}  // namespace
}  // namespace mcbin::capture
