// The clocks of pcapng interfaces: any power of ten or two of a second, with an offset.
#pragma once

#include <cstdint>

namespace mcbin::capture {

/// How an interface counts time.
struct InterfaceClock {
  std::uint8_t resolution = 6;      // if_tsresol: 10^-n seconds, with the top bit 2^-n
  std::int64_t offset_seconds = 0;  // if_tsoffset
};

/// `units` of `clock` as nanoseconds since 1970. Nonsense gives some number.
[[nodiscard]] std::int64_t nanoseconds_of(std::uint64_t units, const InterfaceClock& clock);

}  // namespace mcbin::capture
