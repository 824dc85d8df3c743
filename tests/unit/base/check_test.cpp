// MCBIN_CHECK stops the program with a sentence, in a child process so that we can watch.
#include "mcbin/base/check.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <csignal>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace mcbin {
namespace {

TEST_CASE("base/check: a condition that holds does nothing", "[base][check]") {
  int evaluated = 0;
  MCBIN_CHECK(++evaluated == 1);
  CHECK(evaluated == 1);
}

TEST_CASE("base/check: a broken condition aborts and says which and where", "[base][check]") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);
    dup2(ends[1], STDERR_FILENO);
    MCBIN_CHECK(1 + 1 == 3);
    _exit(0);
  }
  close(ends[1]);
  std::string said(512, '\0');
  const ssize_t size = read(ends[0], said.data(), said.size());
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGABRT);
  REQUIRE(size > 0);
  CHECK(said.find("1 + 1 == 3") != std::string::npos);
  CHECK(said.find("check_test.cpp") != std::string::npos);
}

}  // namespace
}  // namespace mcbin
