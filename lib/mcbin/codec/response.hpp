// Answers: whether one is sent at all (the quiet rule), which request it belongs to, and when a
// series of them ends.
// Spec: protocol-binary sections 3.2 and 4.
#pragma once

#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/status.hpp"

namespace mcbin::codec {

/// Whether `opcode` answers with `status`, or keeps quiet. An error is never suppressed, save the
/// miss of a quiet look-up.
[[nodiscard]] constexpr bool answers(Opcode opcode, Status status) {
  switch (opcode_info(opcode).reply) {
    case Reply::Always:
      return true;
    case Reply::UnlessMiss:
      return status != Status::KeyNotFound;
    case Reply::UnlessSuccess:
      return status != Status::Ok;
  }
  return true;
}

/// Whether `response` can be the answer to a request with this opcode and opaque.
[[nodiscard]] constexpr bool matches(const Header& response, Opcode opcode, std::uint32_t opaque) {
  return is_response(response.magic) && response.opcode == opcode && response.opaque == opaque;
}

/// Whether `response` ends the series of answers to a STAT: no key, or an error.
[[nodiscard]] constexpr bool ends_stat_series(const Header& response) {
  return response.key_length == 0 || response.status() != Status::Ok;
}

}  // namespace mcbin::codec
