// What a load consists of: which requests on which keys with which values. Everything about a key
// follows from its number, so that every answer can be checked without remembering what was sent.
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/codec/opcode.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace mcbin::bench {

inline constexpr std::uint32_t kKeyBytesMin = 8;
inline constexpr std::uint32_t kKeyBytesMax = 250;
inline constexpr std::uint32_t kValueBytesMax = 8U << 20U;
inline constexpr std::uint32_t kDepthMax = 4096;
/// Bytes of one batch, as far as values decide it: depth times the largest value.
inline constexpr std::uint64_t kBatchBytesMax = 64U << 20U;

/// A loud opcode and how often it is asked for, compared with the others.
struct MixPart {
  codec::Opcode opcode = codec::Opcode::Get;
  std::uint32_t weight = 1;
};

/// How a batch is sent.
enum class Delivery : std::uint8_t {
  Loud,   // every request is answered
  Quiet,  // as quiet requests (GETKQ for GET), closed by one NOOP: a multi-get, a multi-set
};

/// What was asked of a cache once: which keys, one after the other, and how large their values are.
struct KeyTrace {
  std::vector<std::uint32_t> keys;         // numbers, below value_bytes.size(); at least one
  std::vector<std::uint32_t> value_bytes;  // of each key
};

struct Workload {
  std::vector<MixPart> mix = {{codec::Opcode::Get, 9}, {codec::Opcode::Set, 1}};
  Delivery delivery = Delivery::Loud;
  std::uint32_t depth = 1;  // requests of a batch
  std::uint64_t keys = 10'000;
  std::uint32_t key_bytes = 16;
  std::uint32_t value_bytes_min = 100;  // each key has a size of its own between the two
  std::uint32_t value_bytes_max = 100;
  double zipf_exponent = 0;  // 0: every key is as likely as any other
  /// Keys are not drawn but come as here, again and again; each thread begins elsewhere. Set by
  /// follow().
  std::shared_ptr<const KeyTrace> trace;
  std::uint64_t seed = 1;
};

/// Whether bench can ask for `opcode` and check the answer.
[[nodiscard]] bool can_ask_for(codec::Opcode opcode);

/// The opcode that `opcode` is sent as in a quiet batch; itself when it has no quiet form.
[[nodiscard]] codec::Opcode quiet_form(codec::Opcode opcode);

/// @return Errc::BadConfiguration with a sentence when `workload` cannot be played.
[[nodiscard]] Result<void> check_workload(const Workload& workload);

/// Lets `workload` have the keys of `trace`, their order and their sizes.
void follow(std::shared_ptr<const KeyTrace> trace, Workload& workload);

/// The size of the value of key `number`.
[[nodiscard]] std::uint32_t value_bytes_of(const Workload& workload, std::uint64_t number);

}  // namespace mcbin::bench
