// Which protocol a connection or a recording speaks, told from its first bytes: memcache's binary
// one, its two textual ones, or TLS around any of them.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mcbin::codec {

enum class StreamKind : std::uint8_t { Binary, Text, Meta, Tls, Unknown };

/// How many bytes from the front stream_kind() wants to see; fewer are judged as far as they go.
inline constexpr std::size_t kStreamKindBytes = 16;

/// The kind of a stream, in either direction, that starts with `front`.
[[nodiscard]] StreamKind stream_kind(ByteView front);

/// What a person calls `kind`: "the text protocol", "TLS", ...
[[nodiscard]] std::string_view stream_kind_name(StreamKind kind);

}  // namespace mcbin::codec
