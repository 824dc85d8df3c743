// The users of a running server: read at the start, read again on HUP; and the log of failed
// logins.
#pragma once

#include "cmd/serve_log.hpp"
#include "mcbin/auth/logins.hpp"
#include "mcbin/engine/login_desk.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace mcbin::cmd {

/// Failed logins that the log shows in one second at most; the others are counted.
inline constexpr std::uint32_t kFailedLoginsShownMax = 10;

class ServeLogins {
 public:
  /// Reads the users file at `path` as the user that the server runs as. Says so when it holds
  /// passwords as they are. `log` outlives the object.
  /// @return the error of auth::load_users, with a hint.
  [[nodiscard]] static Result<std::unique_ptr<ServeLogins>> open(const std::string& path,
                                                                 const ServeLog& log);

  [[nodiscard]] engine::LoginDesk& desk() { return desk_; }

  /// Reads the file again. When it cannot be used, the users stay as they are and the log says why.
  void reload();

 private:
  ServeLogins(std::string path, const ServeLog& log, auth::UserTable table);
  void show(const engine::FailedLogin& failed);

  const std::string path_;
  const ServeLog& log_;
  auth::Logins logins_;
  engine::LoginDesk desk_;

  std::mutex shown_mutex_;
  std::int64_t shown_second_ = 0;
  std::uint32_t shown_ = 0;   // in that second
  std::uint64_t hidden_ = 0;  // since the last one that was shown
};

}  // namespace mcbin::cmd
