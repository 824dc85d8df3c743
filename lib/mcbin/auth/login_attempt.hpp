// One password check on its way from a connection to the hashing threads and back.
#pragma once

#include "mcbin/auth/secret_text.hpp"
#include "mcbin/auth/user_table.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace mcbin::auth {

/// Shared between the session that waits and the thread that checks; either may go first.
class LoginAttempt {
 public:
  LoginAttempt(std::string_view name, std::string_view password)
      : name_(name), password_(password) {}

  [[nodiscard]] std::string_view name() const { return name_; }
  /// For the hashing thread, before finish().
  [[nodiscard]] std::string_view password() const { return password_.view(); }

  /// Whether there is an answer.
  [[nodiscard]] bool finished() const;

  /// The answer, once finished: nothing is a wrong password or name.
  [[nodiscard]] std::optional<Login> result() const;

  /// Calls `resume` once the answer is there: from the hashing thread, or at once. Once.
  void when_finished(std::function<void()> resume);

  /// From the hashing thread, once. The password is wiped.
  void finish(std::optional<Login> result);

 private:
  const std::string name_;
  SecretText password_;
  mutable std::mutex mutex_;
  bool finished_ = false;
  std::optional<Login> result_;
  std::function<void()> resume_;
};

}  // namespace mcbin::auth
