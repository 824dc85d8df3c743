// MCBIN_CHECK is for our own mistakes, never for input: it stops the program in every build.
#pragma once

namespace mcbin::detail {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}

#define MCBIN_CHECK(condition)                                                       \
  do {                                                                               \
    if (!(condition)) ::mcbin::detail::check_failed(#condition, __FILE__, __LINE__); \
  } while (false)
