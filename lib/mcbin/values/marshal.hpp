// The simple values of Ruby's Marshal format: what Dalli writes for a string, a number or a truth
// value. Everything larger is recognised and left alone.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/values/read_value.hpp"

#include <cstdint>
#include <optional>

namespace mcbin::values {

/// `bytes`, a whole Marshal dump, as a string, integer, float, boolean or nil; nothing when it
/// holds anything else.
[[nodiscard]] std::optional<ReadValue> read_marshal_scalar(ByteView bytes);

[[nodiscard]] ByteVector marshal_text(ByteView utf8);
[[nodiscard]] ByteVector marshal_bytes(ByteView bytes);
[[nodiscard]] ByteVector marshal_integer(std::int64_t number);
[[nodiscard]] ByteVector marshal_float(std::string_view decimal);
[[nodiscard]] ByteVector marshal_boolean(bool truth);

}  // namespace mcbin::values
