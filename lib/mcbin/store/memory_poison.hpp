// Tells AddressSanitizer which mapped memory nobody may touch now: what the store has taken back is
// mapped still, so the sanitizer would not notice a late reader by itself. Nothing in other builds.
#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define MCBIN_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MCBIN_POISONS 1
#endif
#endif

#if defined(MCBIN_POISONS)
#include <sanitizer/asan_interface.h>
#endif

namespace mcbin::store {

inline void poison([[maybe_unused]] const void* at, [[maybe_unused]] std::size_t bytes) {
#if defined(MCBIN_POISONS)
  __asan_poison_memory_region(at, bytes);
#endif
}

inline void unpoison([[maybe_unused]] const void* at, [[maybe_unused]] std::size_t bytes) {
#if defined(MCBIN_POISONS)
  __asan_unpoison_memory_region(at, bytes);
#endif
}

}  // namespace mcbin::store
