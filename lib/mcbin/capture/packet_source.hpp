// Captured packets one by one, wherever they come from: a pcap or pcapng file (perhaps compressed,
// piped or still growing) or a network interface. What is in them is decided elsewhere.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/capture/byte_source.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace mcbin::capture {

/// One packet as it was recorded.
struct Packet {
  std::int64_t time_ns = 0;     // since 1970
  std::uint32_t link_type = 0;  // as in https://www.tcpdump.org/linktypes.html
  std::uint32_t wire_size = 0;  // its length on the wire; more than bytes.size() when cut
  ByteView bytes;               // from the link header on; valid until the next call of next()
};

enum class PacketStep : std::uint8_t {
  Packet,   // one more
  Waiting,  // none now, perhaps later: a growing file, a quiet interface
  End,      // no more
};

class PacketSource {
 public:
  virtual ~PacketSource() = default;

  /// @return Errc::ReadFailed; Errc::Truncated when the capture ends inside a packet; and
  ///     Errc::BadLength or Errc::TooLarge for lengths that cannot be (at_byte = offset in the
  ///     capture, after decompression). The source is spent then.
  [[nodiscard]] virtual Result<PacketStep> next(Packet& packet) = 0;

  /// How far the reading is, in bytes of the capture, after decompression.
  [[nodiscard]] virtual std::uint64_t position() const { return 0; }

  /// Packets that the system saw but could not keep, up to now (interfaces only).
  [[nodiscard]] virtual std::uint64_t dropped() const { return 0; }
};

/// Does a file end for good, or is more written to it while we read (`-F`)?
enum class FileEnd : std::uint8_t { Final, MayGrow };

/// Reads the pcap or pcapng capture that `bytes` holds, from its first byte on. Memory: one read
/// block and the largest packet.
/// @return Errc::BadMagic when it is neither, Errc::Truncated when it has no whole file header, and
///     what next() returns.
[[nodiscard]] Result<std::unique_ptr<PacketSource>> open_packets(std::unique_ptr<ByteSource> bytes,
                                                                 FileEnd end = FileEnd::Final);

}  // namespace mcbin::capture
