// Who guesses passwords has to wait: failed logins by address. One that fails often waits before
// its next password is looked at; the others notice nothing.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mcbin::auth {

/// What failures cost.
struct DelayRules {
  std::uint32_t failures_free = 10;      // of one address: a program with an old password, say
  std::chrono::milliseconds first{100};  // after the next failure; doubles with each one more
  std::chrono::milliseconds most{2'000};
  std::chrono::milliseconds forgotten_after{60'000};  // without a failure
};

/// Most addresses remembered; the one that failed longest ago is forgotten first.
inline constexpr std::size_t kFailingAddressesMax = 4096;

/// What counts as one address in "HOST:PORT": an IPv4 address, the first half of an IPv6 one, as a
/// site has all of those. Empty, and never delayed, for anything else: a unix socket is
/// everybody's.
[[nodiscard]] std::string failure_source(std::string_view address);

/// Safe from any thread.
class FailureDelays {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit FailureDelays(const DelayRules& rules = {}) : rules_(rules) {}

  /// How long a login of `source` has to wait at `now`.
  [[nodiscard]] std::chrono::milliseconds delay(std::string_view source, Time now);

  void note_failure(std::string_view source, Time now);

 private:
  struct Failures {
    std::uint32_t count = 0;
    Time last;
  };

  void make_room(Time now);

  const DelayRules rules_;
  std::mutex mutex_;
  std::unordered_map<std::string, Failures> failures_;
};

}  // namespace mcbin::auth
