// How much memory this program has allocated, so that a test can tell what a session took for what
// it was sent.
#pragma once

#include <cstdint>

namespace mcbin::conformance {

/// Bytes allocated and not freed, now: the allocator's own count, also under the sanitizers.
[[nodiscard]] std::uint64_t heap_bytes();

}  // namespace mcbin::conformance
