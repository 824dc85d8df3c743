#include "mcbin/auth/logins.hpp"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace mcbin::auth {
namespace {

/// Hashing takes a whole core for as long as it lasts; who serves goes first.
constexpr int kNiceness = 10;

}  // namespace

Logins::Logins(UserTable table, std::size_t waiting_max, unsigned threads)
    : table_(std::make_shared<const UserTable>(std::move(table))), waiting_max_(waiting_max) {
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

std::shared_ptr<LoginAttempt> Logins::begin(std::string_view name, std::string_view password) {
  auto attempt = std::make_shared<LoginAttempt>(name, password);
  {
    const std::lock_guard lock(queue_mutex_);
    if (ending_ || queue_.size() >= waiting_max_) return nullptr;
    queue_.push_back(attempt);
  }
  queue_grew_.notify_one();
  return attempt;
}

void Logins::work() {
  ::pthread_setname_np(::pthread_self(), "hashing");
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNiceness);
  for (;;) {
    std::shared_ptr<LoginAttempt> attempt;
    {
      std::unique_lock lock(queue_mutex_);
      queue_grew_.wait(lock, [this] { return ending_ || !queue_.empty(); });
      if (ending_) return;
      attempt = std::move(queue_.front());
      queue_.pop_front();
    }
    check(*attempt);
  }
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
