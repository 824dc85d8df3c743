// Overwriting what was secret, in a way that the optimiser does not leave out.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstring>

namespace mcbin {

/// Fills `bytes` with zeros even though nobody will read them.
inline void wipe(MutableByteView bytes) {
  if (bytes.empty()) return;
  std::memset(bytes.data(), 0, bytes.size());
  asm volatile("" : : "r"(bytes.data()) : "memory");  // the zeros count as read
}

}  // namespace mcbin
