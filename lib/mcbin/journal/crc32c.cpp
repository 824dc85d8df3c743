#include "mcbin/journal/crc32c.hpp"

#include <array>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace mcbin::journal {
namespace {

constexpr std::uint32_t kPolynomial = 0x82f63b78;  // reversed, as the lowest bit comes first

constexpr std::array<std::uint32_t, 256> make_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
    std::uint32_t rest = byte;
    for (int bit = 0; bit < 8; ++bit) rest = (rest >> 1) ^ ((rest & 1) != 0 ? kPolynomial : 0);
    table[byte] = rest;
  }
  return table;
}

constexpr std::array<std::uint32_t, 256> kTable = make_table();

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t crc32c_by_instruction(ByteView bytes) {
  std::uint64_t rest = 0xffffffff;
  const Byte* at = bytes.data();
  const Byte* const end = at + bytes.size();
  for (; end - at >= 8; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    rest = _mm_crc32_u64(rest, word);
  }
  auto tail = static_cast<std::uint32_t>(rest);
  for (; at != end; ++at) tail = _mm_crc32_u8(tail, *at);
  return ~tail;
}
#endif

}  // namespace

std::uint32_t crc32c_by_table(ByteView bytes) {
  std::uint32_t rest = 0xffffffff;
  for (const Byte byte : bytes) rest = (rest >> 8) ^ kTable[(rest ^ byte) & 0xff];
  return ~rest;
}

std::uint32_t crc32c(ByteView bytes) {
#if defined(__x86_64__)
  static const bool has_instruction = __builtin_cpu_supports("sse4.2") != 0;
  if (has_instruction) return crc32c_by_instruction(bytes);
#endif
  return crc32c_by_table(bytes);
}

}  // namespace mcbin::journal
