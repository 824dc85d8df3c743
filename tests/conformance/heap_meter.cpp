#include "conformance/heap_meter.hpp"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MCBIN_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define MCBIN_SANITIZED 1
#endif
#endif

#ifdef MCBIN_SANITIZED
#include <cstddef>
// Of the sanitizers' run-time library; gcc ships no header for it.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#else
#include <malloc.h>
#endif

namespace mcbin::conformance {

std::uint64_t heap_bytes() {
#ifdef MCBIN_SANITIZED
  return __sanitizer_get_current_allocated_bytes();
#else
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
#endif
}

}  // namespace mcbin::conformance
