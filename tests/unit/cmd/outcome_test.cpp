#include "cmd/outcome.hpp"

#include <catch2/catch.hpp>

using namespace mcbin::cmd;

TEST_CASE("cmd/outcome: the exit code that tells most wins, whatever the order", "[cmd]") {
  constexpr ExitCode kRising[] = {
      ExitCode::Ok,      ExitCode::Miss,           ExitCode::Precondition,
      ExitCode::Refused, ExitCode::Authentication, ExitCode::Connection,
      ExitCode::Usage};
  for (const ExitCode lower : kRising) {
    for (const ExitCode higher : kRising) {
      Outcome rising;
      rising.note(lower);
      rising.note(higher);
      Outcome falling;
      falling.note(higher);
      falling.note(lower);
      CHECK(rising.exit_code() == falling.exit_code());
    }
  }
  Outcome all;
  for (const ExitCode code : kRising) {
    all.note(code);
    CHECK(all.exit_code() == code);
  }
}

TEST_CASE("cmd/outcome: of two that tell as much the first stays", "[cmd]") {
  Outcome outcome;
  outcome.note(ExitCode::Protocol);
  outcome.note(ExitCode::Connection);
  CHECK(outcome.exit_code() == ExitCode::Protocol);
}
