// The capture file of Wireshark: blocks, several sections, interfaces, link types and clocks.
#pragma once

#include "mcbin/capture/byte_window.hpp"
#include "mcbin/capture/packet_source.hpp"

#include <memory>

namespace mcbin::capture {

/// Does a file that begins with these four bytes have the format?
[[nodiscard]] bool begins_pcapng(ByteView front);

/// Reads a file from its first byte on. @return errors as open_packets().
[[nodiscard]] Result<std::unique_ptr<PacketSource>> open_pcapng(std::unique_ptr<ByteWindow> window);

}  // namespace mcbin::capture
