// The checksum of everything the journal writes: CRC-32C (Castagnoli), by the processor's own
// instruction where it has one, by a table elsewhere. Both give the same numbers.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstdint>

namespace mcbin::journal {

/// The CRC-32C of `bytes` as RFC 3720 (iSCSI) has it: "123456789" gives 0xe3069283.
[[nodiscard]] std::uint32_t crc32c(ByteView bytes);

/// The same without the processor's instruction; for tests and for processors that lack it.
[[nodiscard]] std::uint32_t crc32c_by_table(ByteView bytes);

}  // namespace mcbin::journal
