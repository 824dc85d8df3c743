#include "cmd/notable_log.hpp"

#include "cmd/terminal_text.hpp"
#include "mcbin/codec/opcode.hpp"

#include <array>
#include <cstdio>

namespace mcbin::cmd {

void NotableLog::tell_new() {
  if (!log_.shows(LogLevel::Info)) return;
  for (const engine::NotableRequest& request : service_.notable().list()) {
    if (request.number <= told_) continue;
    const std::uint64_t missed = request.number - told_ - 1;
    if (missed > 0) {
      log_.write({.event = "requests_not_told",
                  .message = std::to_string(missed) + " slow or large requests are not told: they "
                                                      "came too fast",
                  .fields = {{"count", missed}}});
    }
    tell(request);
    told_ = request.number;
  }
}

std::string NotableLog::key_text(const std::string& key) const {
  switch (keys_.load()) {
    case KeysInLog::Shown:
      return printable(key, kKeyBytesShown);
    case KeysInLog::Hashed: {
      std::array<char, 24> text{};
      const auto hash = key.empty() ? 0 : service_.store().key(as_bytes(key)).hash;
      std::snprintf(text.data(), text.size(), "#%016llx", static_cast<unsigned long long>(hash));
      return text.data();
    }
    case KeysInLog::Hidden:
      break;
  }
  return "-";
}

void NotableLog::tell(const engine::NotableRequest& request) const {
  const std::string opcode(codec::opcode_info(request.opcode).name);
  const std::string key = key_text(request.key);
  if (request.reason == engine::NotableRequest::Reason::Slow) {
    log_.write({.event = "slow_request",
                .message = "slow: " + opcode + " " + key + " took " +
                           std::to_string(request.microseconds) + " us, with " +
                           std::to_string(request.requests) + " requests at once",
                .fields = {{"opcode", opcode},
                           {"key", key},
                           {"microseconds", request.microseconds},
                           {"requests", std::uint64_t{request.requests}}}});
    return;
  }
  log_.write({.event = "large_request",
              .message = "large: " + opcode + " " + key + " moved " +
                         std::to_string(request.bytes) + " bytes",
              .fields = {{"opcode", opcode}, {"key", key}, {"bytes", request.bytes}}});
}

}  // namespace mcbin::cmd
