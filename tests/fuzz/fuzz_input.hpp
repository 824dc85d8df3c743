// What every fuzz target shares: libFuzzer's entry point, and how an input says where it is cut.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

/// Runs one input. Each target defines it; libFuzzer or replay_main.cpp calls it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace mcbin::fuzz {

/// An input's last byte says where the bytes before it are cut in two.
struct CutInput {
  ByteView whole;
  ByteView first;
  ByteView second;
};

inline CutInput cut_input(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return {};
  const ByteView whole{data, size - 1};
  const std::size_t cut = data[size - 1] % (whole.size() + 1);
  return {.whole = whole, .first = whole.first(cut), .second = whole.subspan(cut)};
}

/// A copy of `bytes` in an allocation of exactly their size: AddressSanitizer sees every byte that
/// is read beyond.
inline std::unique_ptr<Byte[]> exact_copy(ByteView bytes) {
  auto copy = std::make_unique_for_overwrite<Byte[]>(bytes.size());
  copy_bytes(bytes, {copy.get(), bytes.size()});
  return copy;
}

}  // namespace mcbin::fuzz
