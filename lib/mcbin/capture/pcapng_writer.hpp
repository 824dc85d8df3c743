// Writes a capture in the format pcapng: what tshark and Wireshark open. Bytes only; where they go
// is the caller's business.
// Spec: draft-ietf-opsawg-pcapng, sections 4.1 to 4.3.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstdint>
#include <string_view>

namespace mcbin::capture {

/// Appends the blocks that begin a capture of whole IP packets (LINKTYPE_RAW) with times in
/// nanoseconds. @param program  named as the one that wrote it; UTF-8.
void append_pcapng_start(ByteVector& out, std::string_view program);

/// Appends one packet. @param unix_ns  when it was seen, Unix time in nanoseconds.
void append_pcapng_packet(ByteVector& out, ByteView packet, std::uint64_t unix_ns);

}  // namespace mcbin::capture
