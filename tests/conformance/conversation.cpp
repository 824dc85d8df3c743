#include "conformance/conversation.hpp"

#include "conformance/wire_pattern.hpp"

#include <algorithm>

namespace mcbin::conformance {

std::size_t Conversation::bytes_sent() const {
  std::size_t size = 0;
  for (const Step& step : steps) {
    for (const std::string& pattern : step.send) size += pattern_bytes(pattern);
  }
  return size;
}

bool Conversation::waits() const {
  constexpr std::int64_t kShortMs = 1000;
  return std::any_of(steps.begin(), steps.end(),
                     [](const Step& step) { return step.sleep_ms >= kShortMs; });
}

}  // namespace mcbin::conformance
