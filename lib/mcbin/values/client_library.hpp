// The client libraries whose use of the 32 flags bits is known here. The same number means
// different things to different libraries, so whoever reads a value must know or guess the writer.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mcbin::values {

enum class ClientLibrary : std::uint8_t {
  Auto,  // guess from the flags and the bytes
  None,  // leave the value alone
  Bmemcached,
  Pylibmc,  // python-memcached and pymemcache's serde use the same numbers
  Php,
  Dalli,
  Spymemcached,
  Memjs,
};

inline constexpr std::array kClientLibraries = {
    ClientLibrary::Auto, ClientLibrary::None,  ClientLibrary::Bmemcached,   ClientLibrary::Pylibmc,
    ClientLibrary::Php,  ClientLibrary::Dalli, ClientLibrary::Spymemcached, ClientLibrary::Memjs,
};

/// "auto", "none", "bmemcached", ...: the word of options and of JSON.
[[nodiscard]] std::string_view library_name(ClientLibrary library);

/// The inverse of library_name.
[[nodiscard]] std::optional<ClientLibrary> library_named(std::string_view name);

}  // namespace mcbin::values
