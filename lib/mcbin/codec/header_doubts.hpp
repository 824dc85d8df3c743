// What speaks against a header: the reasons why 24 bytes may not be a header at all, or belong to a
// malformed frame. The scanner weighs them; the renderer prints their names as warnings.
// What a server refuses is not decided here: that is request.hpp's check_shape().
#pragma once

#include "mcbin/codec/header.hpp"
#include "mcbin/codec/opcode.hpp"

#include <bit>
#include <cstdint>
#include <string_view>

namespace mcbin::codec {

/// Bodies from this size on are not believed without evidence.
inline constexpr std::uint32_t kBelievableBodyMax = (128U << 20U) - 1;

/// One reason for doubt. The numbers are bits of a Doubts set.
enum class Doubt : std::uint16_t {
  WrongDirection = 1U << 0U,     // a request where answers flow, or the reverse
  UnknownOpcode = 1U << 1U,      // nobody's
  UnknownDatatype = 1U << 2U,    // a bit that no dialect uses
  UnknownStatus = 1U << 3U,      // no dialect's
  LengthsContradict = 1U << 4U,  // framing extras + extras + key > body
  BodyTooLong = 1U << 5U,        // more than kBelievableBodyMax
  KeyTooLong = 1U << 6U,         // more than kKeyLengthMax
  KeyMissing = 1U << 7U,
  KeyUnexpected = 1U << 8U,
  BadExtrasLength = 1U << 9U,
  ValueUnexpected = 1U << 10U,  // also a counter's value that is not eight bytes
};

inline constexpr unsigned kDoubtKinds = 11;

/// The stable code of `doubt`: "wrong_direction", "extras_len_bad", ...
[[nodiscard]] std::string_view doubt_name(Doubt doubt);

/// A set of doubts.
class Doubts {
 public:
  constexpr void add(Doubt doubt) { bits_ |= static_cast<std::uint16_t>(doubt); }
  [[nodiscard]] constexpr bool has(Doubt doubt) const {
    return (bits_ & static_cast<std::uint16_t>(doubt)) != 0;
  }
  [[nodiscard]] constexpr bool none() const { return bits_ == 0; }
  [[nodiscard]] constexpr int count() const { return std::popcount(bits_); }

  friend bool operator==(const Doubts&, const Doubts&) = default;

 private:
  std::uint16_t bits_ = 0;
};

/// Who sends the bytes, where that is known: decides which magics fit.
enum class Sender : std::uint8_t { Anybody, Client, Server };

/// Everything that speaks against `header`, whose magic is known. Looks at the first 12 bytes only,
/// so a header whose opaque and CAS are missing is judged just as well.
///
/// @param style  whose meaning counts for opcodes that two dialects use differently.
[[nodiscard]] Doubts header_doubts(const Header& header, Sender sender,
                                   NameStyle style = NameStyle::Classic);

}  // namespace mcbin::codec
