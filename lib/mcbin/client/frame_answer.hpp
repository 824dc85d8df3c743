// An answer frame as the caller sees it; for this room's own files.
#pragma once

#include "mcbin/client/client.hpp"

namespace mcbin::client {

[[nodiscard]] inline Answer answer_of(const codec::Frame& frame) {
  const codec::Status status = frame.header.status();
  Answer answer{.status = status, .cas = frame.header.cas, .message = {}};
  if (status != codec::Status::Ok) answer.message = as_text(frame.value);
  return answer;
}

[[nodiscard]] constexpr codec::Opcode store_opcode(StoreMode mode) {
  switch (mode) {
    case StoreMode::Set:
      return codec::Opcode::Set;
    case StoreMode::Add:
      return codec::Opcode::Add;
    case StoreMode::Replace:
      return codec::Opcode::Replace;
    case StoreMode::Append:
      return codec::Opcode::Append;
    case StoreMode::Prepend:
      return codec::Opcode::Prepend;
  }
  return codec::Opcode::Set;
}

/// Whether the request of `mode` carries no flags and no expiry.
[[nodiscard]] constexpr bool joins(StoreMode mode) {
  return mode == StoreMode::Append || mode == StoreMode::Prepend;
}

}  // namespace mcbin::client
