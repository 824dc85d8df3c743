// Link, IP and transport headers byte by byte: what stands in front of the payload, and every note.
#include "mcbin/capture/packet_headers.hpp"

#include "mcbin/capture/udp_messages.hpp"
#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::capture {
namespace {

const std::string kTcp = "9c40 2bcb 00000065 000001f5 5018 ffff 0000 0000";
const std::string kIpv4 = "4500 002b 0000 4000 4006 0000 0a000001 0a000002";
const std::string kPayload = "616263";
const std::string kIpPacket = kIpv4 + kTcp + kPayload;

/// "from > to sequence captured/size payload", or the name of the note.
std::string read(std::uint32_t link_type, const std::string& hex, std::uint32_t cut_bytes = 0) {
  const test::ExactBytes bytes(hex);
  const Packet packet{.link_type = link_type,
                      .wire_size = static_cast<std::uint32_t>(bytes.view().size()) + cut_bytes,
                      .bytes = bytes.view()};
  Segment segment;
  PacketNote note = PacketNote::NotIp;
  if (!read_headers(packet, segment, note)) return std::string(packet_note_name(note));
  return endpoint_text(segment.from) + " > " + endpoint_text(segment.to) + " " +
         std::to_string(segment.sequence) + " " + std::to_string(segment.payload_size) + " " +
         std::string(as_text(segment.payload));
}

constexpr const char* kRead = "10.0.0.1:40000 > 10.0.0.2:11211 101 3 abc";

TEST_CASE("capture/packet_headers: every link type gives the same packet", "[capture][headers]") {
  struct Row {
    const char* name;
    std::uint32_t link_type;
    std::string front;
  };
  const Row rows[] = {
      {"Ethernet", 1, "020202020202 020202020202 0800"},
      {"802.1Q", 1, "020202020202 020202020202 8100 0064 0800"},
      {"802.1ad", 1, "020202020202 020202020202 88a8 0064 8100 0065 0800"},
      {"SLL", 113, "0000 0304 0006 000000000000 0000 0800"},
      {"SLL with a tag", 113, "0000 0304 0006 000000000000 0000 8100 0064 0800"},
      {"SLL2", 276, "0800 0000 00000001 0304 00 06 0000000000000000"},
      {"NULL", 0, "02000000"},
      {"LOOP", 108, "00000002"},
      {"raw", 101, ""},
      {"raw, as BSD numbers it", 12, ""},
      {"raw, as OpenBSD numbers it", 14, ""},
      {"raw IPv4", 228, ""},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(read(row.link_type, row.front + kIpPacket) == kRead);
    if (!row.front.empty()) CHECK(read(row.link_type, row.front.substr(0, 4)) == "cut_header");
  }
  CHECK(read(1, "020202020202 020202020202 0806 0001") == "not_ip");
  CHECK(read(1, "020202020202 020202020202 8100 00") == "cut_header");
  CHECK(read(147, kIpPacket) == "unsupported_link");
}

TEST_CASE("capture/packet_headers: IPv4", "[capture][headers]") {
  CHECK(read(101, kIpPacket + "80000001") == kRead);  // padding behind the packet
  const std::string no_length = "4500 0000 0000 4000 4006 0000 0a000001 0a000002";
  CHECK(read(101, no_length + kTcp + kPayload) == kRead);
  CHECK(read(101, no_length + kTcp + kPayload, 2) == "10.0.0.1:40000 > 10.0.0.2:11211 101 5 abc");
  CHECK(read(101, kIpv4 + kTcp + "61", 2) == "10.0.0.1:40000 > 10.0.0.2:11211 101 3 a");
  const std::string options = "4600 002f 0000 4000 4006 0000 0a000001 0a000002 01010101";
  CHECK(read(101, options + kTcp + kPayload) == kRead);
  struct Row {
    const char* note;
    std::string header;
  };
  const Row rows[] = {
      {"fragment", "4500 002b 0000 2000 4006 0000 0a000001 0a000002"},
      {"fragment", "4500 002b 0000 0001 4006 0000 0a000001 0a000002"},
      {"bad_header", "4400 002b 0000 4000 4006 0000 0a000001 0a000002"},
      {"bad_header", "4500 0013 0000 4000 4006 0000 0a000001 0a000002"},
      {"not_tcp_or_udp", "4500 002b 0000 4000 4001 0000 0a000001 0a000002"},
      {"not_ip", "5500 002b 0000 4000 4006 0000 0a000001 0a000002"},
  };
  for (const Row& row : rows) CHECK(read(101, row.header + kTcp + kPayload) == row.note);
  CHECK(read(101, "") == "cut_header");
  CHECK(read(101, kIpv4.substr(0, kIpv4.size() - 2)) == "cut_header");
  CHECK(read(101, kIpv4 + kTcp.substr(0, kTcp.size() - 2)) == "cut_header");
}

TEST_CASE("capture/packet_headers: IPv6 and its extension headers", "[capture][headers]") {
  const std::string addresses = "00000000000000000000000000000001 00000000000000000000000000000002";
  const std::string expected = "[::1]:40000 > [::2]:11211 101 3 abc";
  CHECK(read(101, "60000000 0017 06 40" + addresses + kTcp + kPayload + "ffff") == expected);
  CHECK(read(229, "60000000 0000 06 40" + addresses + kTcp + kPayload) == expected);
  const std::string two = "2b00000000000000 0601000000000000 0000000000000000";
  CHECK(read(101, "60000000 002f 00 40" + addresses + two + kTcp + kPayload) == expected);
  const std::string authentication = "0602000000000000 0000000000000000";
  CHECK(read(101, "60000000 0027 33 40" + addresses + authentication + kTcp + kPayload) ==
        expected);
  const std::string whole_in_a_fragment = "0600000000000001";
  CHECK(read(101, "60000000 001f 2c 40" + addresses + whole_in_a_fragment + kTcp + kPayload) ==
        expected);
  CHECK(read(101, "60000000 001f 2c 40" + addresses + "0600000100000001" + kTcp + kPayload) ==
        "fragment");
  CHECK(read(101, "60000000 001f 2c 40" + addresses + "0600000800000001" + kTcp + kPayload) ==
        "fragment");
  CHECK(read(101, "60000000 0017 3a 40" + addresses + kTcp + kPayload) == "not_tcp_or_udp");
  CHECK(read(101, "60000000 0017 00 40" + addresses + "0600") == "cut_header");
  CHECK(read(101, "60000000 0017 00 40" + addresses + "06ff000000000000" + kTcp + kPayload) ==
        "bad_header");
  std::string many;
  for (int count = 0; count < 17; ++count) many += "0000000000000000";
  CHECK(read(101, "60000000 0000 00 40" + addresses + many + kTcp) == "bad_header");
  CHECK(read(101, "60000000 0017 06 40") == "cut_header");
}

TEST_CASE("capture/packet_headers: TCP and UDP", "[capture][headers]") {
  const std::string options = "9c40 2bcb 00000065 000001f5 6018 ffff 0000 0000 01010101";
  const std::string longer = "4500 002f 0000 4000 4006 0000 0a000001 0a000002";
  CHECK(read(101, longer + options + kPayload) == kRead);
  CHECK(read(101, longer + options.substr(0, options.size() - 4), 5) ==
        "10.0.0.1:40000 > 10.0.0.2:11211 101 3 ");  // cut inside the options
  CHECK(read(101, kIpv4 + "9c40 2bcb 00000065 000001f5 4018 ffff 0000 0000" + kPayload) ==
        "bad_header");
  CHECK(read(101, kIpv4 + "9c40 2bcb 00000065 000001f5 f018 ffff 0000 0000" + kPayload) ==
        "bad_header");
  const std::string udp_ip = "4500 001f 0000 4000 4011 0000 0a000001 0a000002";
  CHECK(read(101, udp_ip + "9c40 2bcb 000b 0000" + kPayload) ==
        "10.0.0.1:40000 > 10.0.0.2:11211 0 3 abc");
  CHECK(read(101, udp_ip + "9c40 2bcb 000a 0000" + kPayload) ==
        "10.0.0.1:40000 > 10.0.0.2:11211 0 2 ab");
  CHECK(read(101, udp_ip + "9c40 2bcb 0000 0000" + kPayload) ==
        "10.0.0.1:40000 > 10.0.0.2:11211 0 3 abc");
  CHECK(read(101, udp_ip + "9c40 2bcb 0007 0000" + kPayload) == "bad_header");
  CHECK(read(101, udp_ip + "9c40 2bcb 000b") == "cut_header");
}

TEST_CASE("capture/packet_headers: the frame header of UDP", "[capture][headers]") {
  const auto frame = [](const std::string& hex) { return read_udp_frame(test::from_hex(hex)); };
  CHECK(frame("8001 0002 0008 0000 80").present);
  CHECK(frame("8001 0002 0008 0000 80").request_id == 0x8001);
  CHECK(frame("8001 0002 0008 0000 80").index == 2);
  CHECK(frame("8001 0002 0008 0000 80").count == 8);
  CHECK(frame("8001 0000 0000 0000").present);  // an answer without content
  CHECK_FALSE(frame("8001 0000 0000 0000 80").present);
  CHECK_FALSE(frame("8001 0008 0008 0000 80").present);
  CHECK_FALSE(frame("8001 0002 0008 0001 80").present);
  CHECK_FALSE(frame("8001 0002 0008 00").present);
}

}  // namespace
}  // namespace mcbin::capture
