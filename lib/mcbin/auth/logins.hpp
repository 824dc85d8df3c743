// Logins as a server sees them: the users of the moment, the threads that hash, and what was right
// a moment ago.
#pragma once

#include "mcbin/auth/failure_delays.hpp"
#include "mcbin/auth/login_attempt.hpp"
#include "mcbin/auth/success_cache.hpp"
#include "mcbin/auth/user_table.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace mcbin::auth {

/// Threads that hash, apart from those that serve; and how many logins may wait for them.
inline constexpr unsigned kHashingThreads = 1;
inline constexpr std::size_t kLoginsWaitingMax = 64;

/// Logins of one address that may wait for its delay to pass; as many of all addresses together as
/// may wait for a thread.
inline constexpr std::size_t kLoginsDelayedMax = 4;

/// Safe from any thread.
class Logins {
 public:
  explicit Logins(UserTable table, std::size_t waiting_max = kLoginsWaitingMax,
                  unsigned threads = kHashingThreads, const DelayRules& delays = {});
  /// Ends the threads; attempts that still wait end as refused.
  ~Logins();
  Logins(const Logins&) = delete;
  Logins& operator=(const Logins&) = delete;

  /// Puts another table in place of the present one. Logins of the old one hold until their
  /// sessions look: at their next request, by generation().
  void replace(UserTable table);

  /// Counts the tables. Cheap.
  [[nodiscard]] std::uint64_t generation() const {
    return generation_.load(std::memory_order_acquire);
  }
  [[nodiscard]] std::shared_ptr<const UserTable> table() const;

  /// A login that was right a moment ago, in a microsecond.
  [[nodiscard]] std::optional<Login> recall(std::string_view name, std::string_view password) {
    return successes_.find(name, password);
  }

  /// Begins the check of a password on a thread of its own, at once or after the delay that the
  /// failures of `source` have earned it.
  /// @param source  failure_source() of the peer's address.
  /// @return nullptr when too many wait already.
  [[nodiscard]] std::shared_ptr<LoginAttempt> begin(std::string_view name,
                                                    std::string_view password,
                                                    std::string_view source = {});

  /// A password that came from `source` was wrong.
  void note_failure(std::string_view source) {
    delays_.note_failure(source, std::chrono::steady_clock::now());
  }

 private:
  /// A login whose delay has not passed yet.
  struct Delayed {
    std::string source;
    std::shared_ptr<LoginAttempt> attempt;
  };

  void work();
  std::shared_ptr<LoginAttempt> next();
  void check(LoginAttempt& attempt);

  mutable std::mutex table_mutex_;
  std::shared_ptr<const UserTable> table_;
  std::atomic<std::uint64_t> generation_{1};
  SuccessCache successes_;
  FailureDelays delays_;

  const std::size_t waiting_max_;
  std::mutex queue_mutex_;
  std::condition_variable queue_grew_;
  std::deque<std::shared_ptr<LoginAttempt>> queue_;
  std::multimap<FailureDelays::Time, Delayed> delayed_;  // by when they join the queue
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace mcbin::auth
