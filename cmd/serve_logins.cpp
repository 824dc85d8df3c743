#include "cmd/serve_logins.hpp"

#include "mcbin/auth/users_file.hpp"
#include "mcbin/base/clock.hpp"

#include <utility>

namespace mcbin::cmd {
namespace {

constexpr std::int64_t kMsPerSecond = 1000;

std::string count_text(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void warn_of_plain(const std::string& path, std::size_t plain, const ServeLog& log) {
  if (plain == 0) return;
  log.announce("plain_passwords",
               path + ": " + count_text(plain, "password") +
                   " can be read in it; mcbin passwd puts hashes in their place");
}

}  // namespace

ServeLogins::ServeLogins(std::string path, const ServeLog& log, auth::UserTable table)
    : path_(std::move(path)),
      log_(log),
      logins_(std::move(table)),
      desk_{logins_, [this](const engine::FailedLogin& failed) { show(failed); }} {}

Result<std::unique_ptr<ServeLogins>> ServeLogins::open(const std::string& path,
                                                       const ServeLog& log) {
  auto loaded = auth::load_users(path);
  if (!loaded) {
    const Error& error = loaded.error();
    const char* const hint = error.code == Errc::ReadFailed || error.code == Errc::BadConfiguration
                                 ? " (it is read by the user that the server runs as: see -u)"
                                 : "";
    return fail(Errc::BadConfiguration, error.at_byte, error.detail + hint);
  }
  warn_of_plain(path, loaded->plain_passwords, log);
  return std::unique_ptr<ServeLogins>(new ServeLogins(path, log, std::move(loaded->table)));
}

void ServeLogins::reload() {
  auto loaded = auth::load_users(path_);
  if (!loaded) {
    log_.write({.level = LogLevel::Error,
                .event = "users_not_reloaded",
                .message = "the users stay as they were: " + loaded.error().detail});
    return;
  }
  warn_of_plain(path_, loaded->plain_passwords, log_);
  const std::size_t users = loaded->table.size();
  logins_.replace(std::move(loaded->table));
  log_.write({.event = "users_reloaded",
              .message = "the users have been read again: " + count_text(users, "user")});
}

void ServeLogins::show(const engine::FailedLogin& failed) {
  std::string text;
  {
    const std::lock_guard lock(shown_mutex_);
    const std::int64_t second = system_clock().now().steady_ms / kMsPerSecond;
    if (std::exchange(shown_second_, second) != second) shown_ = 0;
    if (++shown_ > kFailedLoginsShownMax) {
      ++hidden_;
      return;
    }
    text = "login failed: " + std::string(failed.address);
    text += failed.user.empty() ? ", no such user" : ", user " + std::string(failed.user);
    if (hidden_ > 0) text += " (and " + std::to_string(std::exchange(hidden_, 0)) + " before it)";
  }
  log_.write({.level = LogLevel::Warn, .event = "login_failed", .message = text});
}

}  // namespace mcbin::cmd
