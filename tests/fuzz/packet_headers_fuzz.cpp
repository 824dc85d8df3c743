// Fuzz target: one packet of any link type. The first byte chooses the link, the second how much of
// the packet was cut off. The payload lies in the packet and is no longer than it was on the wire.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/capture/packet_headers.hpp"
#include "mcbin/capture/udp_messages.hpp"

#include <array>

namespace {
constexpr std::array<std::uint32_t, 12> kLinks = {1,   0,   108, 101, 113, 276,
                                                  228, 229, 12,  14,  147, 1'000'000};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mcbin;
  using namespace mcbin::capture;
  if (size < 2) return 0;
  const auto bytes = fuzz::exact_copy({data + 2, size - 2});
  const Packet packet{.link_type = kLinks[data[0] % kLinks.size()],
                      .wire_size = static_cast<std::uint32_t>(size - 2 + data[1]),
                      .bytes = {bytes.get(), size - 2}};
  Segment segment;
  PacketNote note = PacketNote::NotIp;
  if (!read_headers(packet, segment, note)) {
    MCBIN_CHECK(!packet_note_name(note).empty());
    return 0;
  }
  MCBIN_CHECK(segment.payload_size <= packet.wire_size);
  MCBIN_CHECK(segment.payload.size() <= segment.payload_size);
  if (!segment.payload.empty()) {
    MCBIN_CHECK(segment.payload.data() >= packet.bytes.data());
    MCBIN_CHECK(segment.payload.data() + segment.payload.size() <=
                packet.bytes.data() + packet.bytes.size());
  }
  MCBIN_CHECK(!endpoint_text(segment.from).empty());
  const UdpFrame frame = read_udp_frame(segment.payload);
  MCBIN_CHECK(!frame.present || frame.index <= frame.count);
  return 0;
}
