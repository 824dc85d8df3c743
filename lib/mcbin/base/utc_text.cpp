#include "mcbin/base/utc_text.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace mcbin {

std::string utc_text(std::int64_t wall_ms) {
  constexpr std::int64_t kMsPerSecond = 1000;
  const std::int64_t rest = (wall_ms % kMsPerSecond + kMsPerSecond) % kMsPerSecond;
  const std::time_t seconds = (wall_ms - rest) / kMsPerSecond;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text.data() + size, text.size() - size, ".%03dZ", static_cast<int>(rest));
  return text.data();
}

}  // namespace mcbin
