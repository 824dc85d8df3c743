// Statuses: the names that code uses and the look-up. Unknown statuses are values to show.
// Spec: protocol-binary section 3.2; the texts are those that memcached sends.
#pragma once

#include "mcbin/codec/status_table.hpp"

#include <cstdint>
#include <string_view>

namespace mcbin::codec {

/// Statuses that mcbin sends or acts on. Any other number is a valid value of this type, too.
enum class Status : std::uint16_t {
  Ok = 0x0000,
  KeyNotFound = 0x0001,
  KeyExists = 0x0002,
  TooLarge = 0x0003,
  InvalidArguments = 0x0004,
  NotStored = 0x0005,
  NotANumber = 0x0006,
  AuthError = 0x0020,
  AuthContinue = 0x0021,
  UnknownCommand = 0x0081,
  OutOfMemory = 0x0082,
  NotSupported = 0x0083,
  InternalError = 0x0084,
  Busy = 0x0085,
  TemporaryFailure = 0x0086,
};

/// The table's row for `status`, or nullptr for a number that no dialect uses.
[[nodiscard]] constexpr const StatusInfo* status_info(Status status) {
  for (const StatusInfo& row : kStatusRows) {
    if (row.code == static_cast<std::uint16_t>(status)) return &row;
  }
  return nullptr;
}

/// The snake_case name ("key_enoent"), or empty for an unknown status.
[[nodiscard]] constexpr std::string_view status_name(Status status) {
  const StatusInfo* info = status_info(status);
  return info == nullptr ? std::string_view{} : info->name;
}

/// The exact text of memcached's error frame for `status`, without NUL; empty where it has none.
[[nodiscard]] constexpr std::string_view status_text(Status status) {
  const StatusInfo* info = status_info(status);
  return info == nullptr ? std::string_view{} : info->text;
}

}  // namespace mcbin::codec
