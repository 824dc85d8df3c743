// Packets with right lengths, numbers and checksums. That tshark reads them is shown in tests/e2e.
#include "mcbin/capture/made_up_tcp.hpp"

#include "mcbin/base/endian.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mcbin;
using namespace mcbin::capture;

namespace {

const PacketEnd kClient{.address = {192, 0, 2, 254}, .port = 50000};
const PacketEnd kServer{.address = {127, 0, 0, 1}, .port = 11211};

struct Collected {
  std::vector<ByteVector>* packets;
  void operator()(ByteView packet) const { packets->emplace_back(packet.begin(), packet.end()); }
};

std::uint16_t sum_of(ByteView bytes, std::uint64_t sum) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    sum += static_cast<std::uint64_t>(bytes[at]) << (at % 2 == 0 ? 8U : 0U);
  }
  while (sum >> 16U != 0) sum = (sum & 0xffffU) + (sum >> 16U);
  return static_cast<std::uint16_t>(sum);
}

void check_sums(const ByteVector& packet) {
  REQUIRE(packet.size() >= 40);
  const ByteView all(packet);
  CHECK(load_be16(packet.data() + 2) == packet.size());
  CHECK(sum_of(all.first(20), 0) == 0xffff);
  const std::uint64_t pseudo = sum_of(all.subspan(12, 8), 0) + 6ULL + (packet.size() - 20);
  CHECK(sum_of(all.subspan(20), pseudo) == 0xffff);
}

}  // namespace

TEST_CASE("capture/made_up_tcp: a conversation has right numbers and checksums", "[capture]") {
  std::vector<ByteVector> packets;
  const Collected collect{&packets};
  MadeUpTcp tcp(kClient, kServer);
  tcp.open(collect);
  tcp.send(PacketSender::Client, as_bytes("odd"), collect);
  tcp.send(PacketSender::Server, as_bytes("even"), collect);
  tcp.send(PacketSender::Client, {}, collect);
  tcp.close(collect);
  REQUIRE(packets.size() == 8);
  for (const ByteVector& packet : packets) check_sums(packet);

  struct Row {
    std::uint16_t from_port;
    std::uint32_t sequence;
    std::uint32_t acknowledged;
    Byte flags;
  };
  const Row rows[] = {{50000, 1000, 0, 0x02},    {11211, 5000, 1001, 0x12},
                      {50000, 1001, 5001, 0x10}, {50000, 1001, 5001, 0x18},
                      {11211, 5001, 1004, 0x18}, {50000, 1004, 5005, 0x11},
                      {11211, 5005, 1005, 0x11}, {50000, 1005, 5006, 0x10}};
  for (std::size_t index = 0; index < packets.size(); ++index) {
    INFO(index);
    const Byte* const tcp_header = packets[index].data() + 20;
    CHECK(load_be16(tcp_header) == rows[index].from_port);
    CHECK(load_be32(tcp_header + 4) == rows[index].sequence);
    CHECK(load_be32(tcp_header + 8) == rows[index].acknowledged);
    CHECK(tcp_header[13] == rows[index].flags);
  }
  CHECK(as_text(ByteView(packets[3]).subspan(40)) == "odd");
}

TEST_CASE("capture/made_up_tcp: many bytes take many packets", "[capture]") {
  std::vector<ByteVector> packets;
  const Collected collect{&packets};
  MadeUpTcp tcp(kClient, kServer);
  const std::string text(2 * MadeUpTcp::kSegmentBytes + 1, 'x');
  tcp.send(PacketSender::Server, as_bytes(text), collect);
  REQUIRE(packets.size() == 3);
  for (const ByteVector& packet : packets) check_sums(packet);
  CHECK(packets[2].size() == 41);
  CHECK(load_be32(packets[2].data() + 24) == 5000 + 2 * MadeUpTcp::kSegmentBytes);
}

TEST_CASE("capture/made_up_tcp: only four small numbers are an address", "[capture]") {
  std::array<Byte, 4> address{};
  CHECK(read_ipv4("127.0.0.1", address));
  CHECK(address == std::array<Byte, 4>{127, 0, 0, 1});
  for (const char* const text : {"", "localhost", "1.2.3", "1.2.3.", "1.2.3.4.5", "1.2.3.256",
                                 "1..3.4", "1.2.3.4x", "::1"}) {
    INFO(text);
    CHECK_FALSE(read_ipv4(text, address));
  }
}
