#include "mcbin/decoder/pcap_builder.hpp"

#include "frame_builder.hpp"
#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

namespace mcbin::decoder {
namespace {

TEST_CASE("decoder/pcap_builder: a frame becomes a handshake and a segment", "[decoder][pcap]") {
  PcapBuilder pcap;
  ByteVector out;
  pcap.begin(out);
  CHECK(test::to_hex(out) ==
        "a1b23c4d00020004000000000000000000040000"
        "00000065");
  out.clear();
  capture::ConnectionInfo info{.id = 3};
  info.client.address = {10, 0, 0, 1};
  info.client.port = 0x1234;
  info.server.address = {10, 0, 0, 2};
  info.server.port = 11211;
  pcap.open(info);
  codec::PlacedFrame frame;
  frame.frame.header.opcode = codec::Opcode::Noop;
  frame.frame.length = codec::kHeaderSize;
  frame.place = {.number = 1, .connection = 3, .sender = codec::Sender::Client};
  frame.place.last_ns = 1'700'000'000'000'000'007;
  pcap.frame(out, frame);
  // Record header, IPv4, TCP: three packets of 40 bytes and one of 64.
  REQUIRE(out.size() == 3 * (16 + 40) + 16 + 64);
  CHECK(test::to_hex(ByteView{out}.first(56)) ==
        "6553f100000000070000002800000028"
        "45000028000040004006"
        "26ce"
        "0a0000010a000002"
        "12342bcb000003e8000000005002ffff"
        "59f9"
        "0000");
  CHECK(test::to_hex(ByteView{out}.subspan(3 * 56 + 56)) ==
        "800a00000000000000000000000000000000000000000000");
}

TEST_CASE("decoder/pcap_builder: frames without a connection are on loopback", "[decoder][pcap]") {
  PcapBuilder pcap;
  ByteVector out;
  codec::PlacedFrame frame;
  frame.frame.header.magic = codec::Magic::Response;
  frame.frame.length = codec::kHeaderSize;
  pcap.frame(out, frame);
  REQUIRE(out.size() > 3 * 56 + 56);
  CHECK(test::to_hex(ByteView{out}.subspan(3 * 56 + 16 + 12, 8)) == "7f0000017f000001");
  CHECK(test::to_hex(ByteView{out}.subspan(3 * 56 + 16 + 20, 2)) == "2bcb");
}

}  // namespace
}  // namespace mcbin::decoder
