// Keeps the parsing library from reading meaning into arguments that are plain data: it splits
// `[a,b]` into two, drops `[]` and swallows `++`. Keys may be any bytes, so such arguments travel
// with one byte in front.
#pragma once

#include <string>
#include <string_view>

namespace mcbin::cmd {

/// `argument`, with the guard byte in front where it needs one.
[[nodiscard]] std::string guard_argument(std::string_view argument);

/// What guard_argument was given.
[[nodiscard]] std::string_view unguard_argument(std::string_view argument);

}  // namespace mcbin::cmd
