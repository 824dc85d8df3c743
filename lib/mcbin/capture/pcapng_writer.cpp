// Three kinds of blocks, little-endian, each closed by its own length.
#include "mcbin/capture/pcapng_writer.hpp"

namespace mcbin::capture {
namespace {

constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
constexpr std::uint32_t kInterface = 1;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
constexpr std::uint16_t kLinkTypeRaw = 101;
constexpr std::uint16_t kOptionProgram = 4;     // shb_userappl
constexpr std::uint16_t kOptionResolution = 9;  // if_tsresol
constexpr Byte kNanoseconds = 9;                // ten to the minus nine
constexpr std::size_t kBlockFrameBytes = 12;    // type, length, and the length again

void put16(ByteVector& out, std::uint16_t value) {
  out.push_back(static_cast<Byte>(value & 0xffU));
  out.push_back(static_cast<Byte>(value >> 8U));
}

void put32(ByteVector& out, std::uint32_t value) {
  put16(out, static_cast<std::uint16_t>(value & 0xffffU));
  put16(out, static_cast<std::uint16_t>(value >> 16U));
}

void pad(ByteVector& out, std::size_t size) {
  constexpr std::size_t kAlignment = 4;
  out.insert(out.end(), (kAlignment - size % kAlignment) % kAlignment, Byte{0});
}

void put_option(ByteVector& out, std::uint16_t code, ByteView value) {
  put16(out, code);
  put16(out, static_cast<std::uint16_t>(value.size()));
  append(out, value);
  pad(out, value.size());
}

void put_block(ByteVector& out, std::uint32_t type, ByteView body) {
  const auto length = static_cast<std::uint32_t>(body.size() + kBlockFrameBytes);
  put32(out, type);
  put32(out, length);
  append(out, body);
  put32(out, length);
}

}  // namespace

void append_pcapng_start(ByteVector& out, std::string_view program) {
  ByteVector section;
  put32(section, kByteOrderMagic);
  put16(section, 1);  // version 1.0
  put16(section, 0);
  put32(section, 0xffffffff);  // the length of the section is not told
  put32(section, 0xffffffff);
  put_option(section, kOptionProgram, as_bytes(program));
  put_option(section, 0, {});
  put_block(out, kSectionHeader, section);

  ByteVector interface;
  put16(interface, kLinkTypeRaw);
  put16(interface, 0);
  put32(interface, 0);  // packets are never cut
  put_option(interface, kOptionResolution, ByteView(&kNanoseconds, 1));
  put_option(interface, 0, {});
  put_block(out, kInterface, interface);
}

void append_pcapng_packet(ByteVector& out, ByteView packet, std::uint64_t unix_ns) {
  ByteVector body;
  body.reserve(packet.size() + 24);
  put32(body, 0);  // the only interface
  put32(body, static_cast<std::uint32_t>(unix_ns >> 32U));
  put32(body, static_cast<std::uint32_t>(unix_ns & 0xffffffffU));
  put32(body, static_cast<std::uint32_t>(packet.size()));
  put32(body, static_cast<std::uint32_t>(packet.size()));
  append(body, packet);
  pad(body, packet.size());
  put_block(out, kEnhancedPacket, body);
}

}  // namespace mcbin::capture
