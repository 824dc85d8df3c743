// Moments as text that sorts and that every log reader knows.
#pragma once

#include <cstdint>
#include <string>

namespace mcbin {

/// "2026-11-23T08:30:00.125Z". @param wall_ms  Unix time in milliseconds, years 0 to 9999.
[[nodiscard]] std::string utc_text(std::int64_t wall_ms);

}  // namespace mcbin
