// Going to the background (-d): the command returns when the server is ready, or fails with it.
#pragma once

#include "mcbin/base/error.hpp"

namespace mcbin::cmd {

/// The server's end of the way back to the shell. Made by the process that was started, which never
/// comes back from begin(): it waits, and ends with 0 when ready() is called, or else as the server
/// ends. To be called before there are threads, as it forks.
class Background {
 public:
  /// @return in the background process; Errc::SystemFailed when there can be none.
  [[nodiscard]] static Result<Background> begin();

  Background(Background&& other) noexcept;
  Background& operator=(Background&&) = delete;
  ~Background();

  /// Lets the shell go on, and the standard streams go.
  void ready();

 private:
  explicit Background(int to_parent) : to_parent_(to_parent) {}
  int to_parent_;  // -1 once told
};

}  // namespace mcbin::cmd
