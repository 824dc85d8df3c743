// The one table of exit codes: what the program ends with, what it means, and the names that the
// manual pages print. Which failure gets which code is decided in sentences.cpp.
#pragma once

#include <array>
#include <string_view>

namespace mcbin::cmd {

/// How a command ended. The numbers are a promise to shell scripts.
enum class ExitCode : int {
  Ok = 0,
  Miss = 1,
  Usage = 2,
  Connection = 3,
  Refused = 4,
  Authentication = 5,
  Precondition = 6,
  Protocol = 7,
};

struct ExitCodeRow {
  ExitCode code;
  std::string_view name;
  std::string_view sentence;
};

inline constexpr std::array<ExitCodeRow, 8> kExitCodes = {{
    {ExitCode::Ok, "ok", "Done: every key was found, every value was stored."},
    {ExitCode::Miss, "miss", "At least one key does not exist."},
    {ExitCode::Usage, "usage", "The command line, a file or a setting cannot be used."},
    {ExitCode::Connection, "connection", "No connection, a connection lost, or a time-out."},
    {ExitCode::Refused, "refused",
     "The server refused: too large, out of memory, unknown command."},
    {ExitCode::Authentication, "authentication", "The server asks for a login, or refused it."},
    {ExitCode::Precondition, "precondition",
     "A condition did not hold: exists already, changed meanwhile, not stored, not a number."},
    {ExitCode::Protocol, "protocol", "The server answered with something that is not the answer."},
}};

}  // namespace mcbin::cmd
