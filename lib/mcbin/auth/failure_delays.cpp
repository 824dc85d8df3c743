#include "mcbin/auth/failure_delays.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>

namespace mcbin::auth {

std::string failure_source(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return {};
  std::string host(address.substr(0, colon));
  if (!host.starts_with('[') || !host.ends_with(']')) return host;
  host = host.substr(1, host.size() - 2);
  in6_addr numbers{};
  if (::inet_pton(AF_INET6, host.c_str(), &numbers) != 1) return host;
  if (IN6_IS_ADDR_V4MAPPED(&numbers)) return host;
  constexpr std::size_t kSiteBytes = 8;
  return {reinterpret_cast<const char*>(&numbers), kSiteBytes};
}

std::chrono::milliseconds FailureDelays::delay(std::string_view source, Time now) {
  if (source.empty()) return {};
  const std::lock_guard lock(mutex_);
  const auto found = failures_.find(std::string(source));
  if (found == failures_.end() || now - found->second.last >= rules_.forgotten_after) return {};
  if (found->second.count <= rules_.failures_free) return {};
  std::chrono::milliseconds delay = rules_.first;
  for (auto more = found->second.count - rules_.failures_free - 1; more > 0; --more) {
    delay *= 2;
    if (delay >= rules_.most) break;
  }
  return std::min(delay, rules_.most);
}

void FailureDelays::note_failure(std::string_view source, Time now) {
  if (source.empty()) return;
  const std::lock_guard lock(mutex_);
  const std::string name(source);
  if (!failures_.contains(name)) make_room(now);
  Failures& failures = failures_[name];
  if (now - failures.last >= rules_.forgotten_after) failures.count = 0;
  ++failures.count;
  failures.last = now;
}

/// Forgets what no longer counts, and if that is nothing, the oldest.
void FailureDelays::make_room(Time now) {
  if (failures_.size() < kFailingAddressesMax) return;
  const std::size_t outlived = std::erase_if(failures_, [&](const auto& entry) {
    return now - entry.second.last >= rules_.forgotten_after;
  });
  if (outlived > 0) return;
  const auto older = [](const auto& left, const auto& right) {
    return left.second.last < right.second.last;
  };
  failures_.erase(std::min_element(failures_.begin(), failures_.end(), older));
}

}  // namespace mcbin::auth
