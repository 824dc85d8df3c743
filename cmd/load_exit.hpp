// How the commands that put load on servers end. The numbers beyond 2 mean other things than those
// of the commands that ask a server for something; the pages of bench and replay have the list.
#pragma once

#include "cmd/exit_codes.hpp"

namespace mcbin::cmd {

enum class LoadExit : int {
  Right = 0,        // every answer was the right one
  Differences = 1,  // answers were wrong, or not those that were recorded
  Usage = 2,        // the command line is wrong, or the workload or the capture cannot be used
  Unreachable = 3,  // no connection to the server
  Lost = 4,         // connections broke or fell silent on the way
  Late = 5,         // the schedule was missed by more than --max-late
};

constexpr ExitCode exit_code(LoadExit end) {
  return static_cast<ExitCode>(end);
}

}  // namespace mcbin::cmd
