// How a command with many parts ended: the exit code that tells most.
#pragma once

#include "cmd/exit_codes.hpp"

namespace mcbin::cmd {

/// Collects the exit codes of a command's parts (keys, servers) and keeps the one that tells most:
/// trouble with a server beats a refusal, a refusal beats an unmet condition, that beats a miss. Of
/// two that tell as much the first stays.
class Outcome {
 public:
  void note(ExitCode code) {
    if (rank(code) > rank(code_)) code_ = code;
  }
  [[nodiscard]] ExitCode exit_code() const { return code_; }

 private:
  static int rank(ExitCode code) {
    switch (code) {
      case ExitCode::Ok:
        return 0;
      case ExitCode::Miss:
        return 1;
      case ExitCode::Precondition:
        return 2;
      case ExitCode::Refused:
        return 3;
      case ExitCode::Authentication:
        return 4;
      case ExitCode::Connection:
      case ExitCode::Protocol:
        return 5;
      case ExitCode::Usage:
        return 6;
    }
    return 6;
  }

  ExitCode code_ = ExitCode::Ok;
};

}  // namespace mcbin::cmd
