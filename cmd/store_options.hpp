// What set, bulk set and copy share: under which condition to store, with which expiry and flags,
// and in which client library's form.
#pragma once

#include "cmd/command.hpp"
#include "mcbin/client/client.hpp"
#include "mcbin/values/write_value.hpp"

#include <optional>

namespace mcbin::cmd {

struct StoreSettings {
  Expiry expiry;
  std::optional<std::uint32_t> flags;
  bool if_absent = false;
  bool if_present = false;
  bool append = false;
  bool prepend = false;
  std::optional<values::ClientLibrary> as;
  std::optional<values::ValueType> type;
  bool compress = false;

  [[nodiscard]] client::StoreMode mode() const;
};

void add_store_options(Command& command, StoreSettings& settings);

/// @return Errc::BadConfiguration with a sentence when options contradict each other.
[[nodiscard]] Result<void> check_store(const StoreSettings& settings);

/// The bytes and flags to send for `value`: as they are, or as the client library of --as writes
/// them.
/// @return Errc::BadConfiguration with a sentence when `value` is not of the type asked for.
[[nodiscard]] Result<values::WrittenValue> form_value(const StoreSettings& settings,
                                                      ByteVector value);

}  // namespace mcbin::cmd
