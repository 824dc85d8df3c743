// What a load is made of: which requests, over which keys, on how many connections; and the key and
// value that belong to a number, so that every answer can be checked.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace mcbin::bench {

enum class LoadKind : std::uint8_t {
  Get,       // `depth` GETs (or SETs) pipelined, each answered
  MultiGet,  // `depth` GETKQs closed by a NOOP
  MultiSet,  // `depth` SETQs closed by a NOOP
  Fill,      // every key stored once by SETQ, then the end
};

struct LoadPlan {
  LoadKind kind = LoadKind::Get;
  std::uint16_t port = 11211;
  std::uint32_t connections = 50;
  std::uint32_t depth = 1;
  std::uint64_t keys = 100'000;
  std::uint32_t key_bytes = 16;
  std::uint32_t value_bytes = 100;
  std::uint32_t set_percent = 0;
  double seconds = 3;
  int server_pid = 0;  // whose CPU time to count; 0: nobody's
  std::uint64_t seed = 1;
};

/// Values carry the number of their key in the first eight bytes.
inline constexpr std::uint32_t kValueBytesMin = 8;
/// Keys are "key:" and a number padded with zeros.
inline constexpr std::uint32_t kKeyBytesMin = 16;
inline constexpr std::uint32_t kKeyBytesMax = 250;

/// Appends one request about key `number`: opcode GET, SET, GETKQ or SETQ, opaque the number's low
/// 32 bits.
void append_request(const LoadPlan& plan, std::uint8_t opcode, std::uint64_t number,
                    ByteVector& out);

/// Appends the NOOP that closes a batch.
void append_noop(ByteVector& out);

/// Whether `value` is the value of the key whose low 32 bits are `opaque`.
[[nodiscard]] bool value_is_right(const LoadPlan& plan, ByteView value, std::uint32_t opaque);

}  // namespace mcbin::bench
