#include "mcbin/auth/login_attempt.hpp"

#include <utility>

namespace mcbin::auth {

bool LoginAttempt::finished() const {
  const std::lock_guard lock(mutex_);
  return finished_;
}

std::optional<Login> LoginAttempt::result() const {
  const std::lock_guard lock(mutex_);
  return result_;
}

void LoginAttempt::when_finished(std::function<void()> resume) {
  {
    const std::lock_guard lock(mutex_);
    if (!finished_) {
      resume_ = std::move(resume);
      return;
    }
  }
  resume();
}

void LoginAttempt::finish(std::optional<Login> result) {
  password_ = SecretText();
  std::function<void()> resume;
  {
    const std::lock_guard lock(mutex_);
    finished_ = true;
    result_ = std::move(result);
    resume = std::exchange(resume_, nullptr);
  }
  if (resume) resume();
}

}  // namespace mcbin::auth
