// Opcodes: the names that code uses, and the one look-up that answers every question about one.
// Unknown opcodes are values to show, not errors: every number 0x00-0xff has an entry.
#pragma once

#include "mcbin/codec/opcode_table.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mcbin::codec {

/// Opcodes that mcbin serves or sends. Any other number is a valid value of this type, too.
enum class Opcode : std::uint8_t {
  Get = 0x00,
  Set = 0x01,
  Add = 0x02,
  Replace = 0x03,
  Delete = 0x04,
  Increment = 0x05,
  Decrement = 0x06,
  Quit = 0x07,
  Flush = 0x08,
  GetQ = 0x09,
  Noop = 0x0a,
  Version = 0x0b,
  GetK = 0x0c,
  GetKQ = 0x0d,
  Append = 0x0e,
  Prepend = 0x0f,
  Stat = 0x10,
  SetQ = 0x11,
  AddQ = 0x12,
  ReplaceQ = 0x13,
  DeleteQ = 0x14,
  IncrementQ = 0x15,
  DecrementQ = 0x16,
  QuitQ = 0x17,
  FlushQ = 0x18,
  AppendQ = 0x19,
  PrependQ = 0x1a,
  Verbosity = 0x1b,
  Touch = 0x1c,
  Gat = 0x1d,
  GatQ = 0x1e,
  Hello = 0x1f,
  SaslListMechs = 0x20,
  SaslAuth = 0x21,
  SaslStep = 0x22,
  GatK = 0x23,
  GatKQ = 0x24,
};

namespace detail {
consteval std::array<OpcodeInfo, 256> spread_opcode_rows() {
  std::array<OpcodeInfo, 256> all{};
  for (unsigned code = 0; code < all.size(); ++code) {
    all[code].code = all[code].loud = static_cast<std::uint8_t>(code);
  }
  for (const OpcodeInfo& row : kOpcodeRows) all[row.code] = row;
  return all;
}
inline constexpr std::array<OpcodeInfo, 256> kOpcodeInfos = spread_opcode_rows();
}  // namespace detail

/// Everything known about `opcode`. Never fails: an unnamed number has Support::Unknown.
[[nodiscard]] constexpr const OpcodeInfo& opcode_info(Opcode opcode) {
  return detail::kOpcodeInfos[static_cast<std::uint8_t>(opcode)];
}

/// The same command without "quiet": GETKQ -> GETK, SETQ -> SET, GET -> GET.
[[nodiscard]] constexpr Opcode loud_opcode(Opcode opcode) {
  return static_cast<Opcode>(opcode_info(opcode).loud);
}

/// Whether a hit of this look-up carries the key, and a loud miss too: GETK, GETKQ, GATK, GATKQ.
[[nodiscard]] constexpr bool returns_key(Opcode opcode) {
  return loud_opcode(opcode) == Opcode::GetK || loud_opcode(opcode) == Opcode::GatK;
}

/// Whether the command asks for a value: the GET and GAT families.
[[nodiscard]] constexpr bool is_lookup(Opcode opcode) {
  const Opcode loud = loud_opcode(opcode);
  return loud == Opcode::Get || loud == Opcode::GetK || loud == Opcode::Gat || loud == Opcode::GatK;
}

/// Which names to show for opcodes that two dialects use differently.
enum class NameStyle : std::uint8_t { Classic, Couchbase };

/// The name to show: the style's own, else the other dialect's, else empty.
[[nodiscard]] constexpr std::string_view opcode_name(Opcode opcode,
                                                     NameStyle style = NameStyle::Classic) {
  const OpcodeInfo& info = opcode_info(opcode);
  const bool couchbase_first = style == NameStyle::Couchbase;
  const std::string_view first = couchbase_first ? info.couchbase_name : info.name;
  return first.empty() ? (couchbase_first ? info.name : info.couchbase_name) : first;
}

/// The name of an opcode in a frame that the server started (magics 82 and 83), which have numbers
/// of their own; empty for unknown ones.
[[nodiscard]] constexpr std::string_view server_opcode_name(Opcode opcode) {
  const auto code = static_cast<std::uint8_t>(opcode);
  return code < kServerOpcodeNames.size() ? kServerOpcodeNames[code] : std::string_view{};
}

/// The opcode called `name` in memcached's spelling ("GETKQ"), compared without case.
[[nodiscard]] std::optional<Opcode> opcode_from_name(std::string_view name);

}  // namespace mcbin::codec
