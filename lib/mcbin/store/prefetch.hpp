// Memory that is needed soon is named before it is needed.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>

namespace mcbin::store {

/// Starts loading the cache lines of `bytes` at `begin`. Any address will do.
inline void prefetch_lines(const Byte* begin, std::size_t bytes) {
  constexpr std::size_t kLineBytes = 64;
  const std::size_t into_line = reinterpret_cast<std::uintptr_t>(begin) % kLineBytes;
  for (std::size_t at = 0; at < into_line + bytes; at += kLineBytes) __builtin_prefetch(begin + at);
}

}  // namespace mcbin::store
