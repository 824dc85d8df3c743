#include "mcbin/auth/logins.hpp"

#include <algorithm>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace mcbin::auth {
namespace {

/// Hashing takes a whole core for as long as it lasts; who serves goes first.
constexpr int kNiceness = 10;

}  // namespace

Logins::Logins(UserTable table, std::size_t waiting_max, unsigned threads, const DelayRules& delays)
    : table_(std::make_shared<const UserTable>(std::move(table))),
      delays_(delays),
      waiting_max_(waiting_max) {
  successes_.begin(generation());
  for (unsigned at = 0; at < threads; ++at) threads_.emplace_back([this] { work(); });
}

Logins::~Logins() {
  {
    const std::lock_guard lock(queue_mutex_);
    ending_ = true;
  }
  queue_grew_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  for (const auto& attempt : queue_) attempt->finish(std::nullopt);
  for (const auto& [due, delayed] : delayed_) delayed.attempt->finish(std::nullopt);
}

void Logins::replace(UserTable table) {
  auto next = std::make_shared<const UserTable>(std::move(table));
  const std::lock_guard lock(table_mutex_);
  table_.swap(next);
  const std::uint64_t generation = generation_.load(std::memory_order_relaxed) + 1;
  generation_.store(generation, std::memory_order_release);
  successes_.begin(generation);
}

std::shared_ptr<const UserTable> Logins::table() const {
  const std::lock_guard lock(table_mutex_);
  return table_;
}

std::shared_ptr<LoginAttempt> Logins::begin(std::string_view name, std::string_view password,
                                            std::string_view source) {
  const FailureDelays::Time now = std::chrono::steady_clock::now();
  const auto delay = delays_.delay(source, now);
  auto attempt = std::make_shared<LoginAttempt>(name, password);
  {
    const std::lock_guard lock(queue_mutex_);
    if (ending_) return nullptr;
    if (delay.count() > 0) {
      const auto own = std::count_if(delayed_.begin(), delayed_.end(), [&](const auto& entry) {
        return entry.second.source == source;
      });
      if (delayed_.size() >= waiting_max_ || own >= std::ptrdiff_t{kLoginsDelayedMax}) {
        return nullptr;
      }
      delayed_.emplace(now + delay, Delayed{.source = std::string(source), .attempt = attempt});
    } else {
      if (queue_.size() >= waiting_max_) return nullptr;
      queue_.push_back(attempt);
    }
  }
  queue_grew_.notify_one();
  return attempt;
}

/// Waits for an attempt that is due. @return nullptr at the end.
std::shared_ptr<LoginAttempt> Logins::next() {
  std::unique_lock lock(queue_mutex_);
  for (;;) {
    if (ending_) return nullptr;
    const FailureDelays::Time now = std::chrono::steady_clock::now();
    while (!delayed_.empty() && delayed_.begin()->first <= now) {
      queue_.push_back(std::move(delayed_.begin()->second.attempt));
      delayed_.erase(delayed_.begin());
    }
    if (!queue_.empty()) break;
    if (delayed_.empty()) {
      queue_grew_.wait(lock);
    } else {
      queue_grew_.wait_until(lock, delayed_.begin()->first);
    }
  }
  auto attempt = std::move(queue_.front());
  queue_.pop_front();
  return attempt;
}

void Logins::work() {
  ::pthread_setname_np(::pthread_self(), "hashing");
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNiceness);
  while (const auto attempt = next()) check(*attempt);
}

void Logins::check(LoginAttempt& attempt) {
  std::shared_ptr<const UserTable> table;
  std::uint64_t generation = 0;
  {
    const std::lock_guard lock(table_mutex_);
    table = table_;
    generation = generation_.load(std::memory_order_relaxed);
  }
  std::optional<Login> login;
  if (auto recalled = recall(attempt.name(), attempt.password())) {
    login = std::move(recalled);  // many connections of one client log in at the same moment
  } else {
    login = table->check(attempt.name(), attempt.password());
    if (login) successes_.remember(attempt.name(), attempt.password(), *login, generation);
  }
  attempt.finish(std::move(login));
}

}  // namespace mcbin::auth
