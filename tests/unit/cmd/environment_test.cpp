// Variables of the environment, and which option each names.
#include "cmd/environment.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace mcbin::cmd;

TEST_CASE("cmd/environment: a variable is named like its option", "[cmd][environment]") {
  CHECK(variable_name("memory-limit") == "MCBIN_MEMORY_LIMIT");
  CHECK(variable_name("port") == "MCBIN_PORT");
}

TEST_CASE("cmd/environment: only our variables are taken, and only with a value",
          "[cmd][environment]") {
  ::setenv("MCBIN_TEST_ONE", "1=2", 1);
  ::setenv("MCBIN_TEST_EMPTY", "", 1);
  ::setenv("OTHER_TEST", "x", 1);
  const Environment found = process_environment();
  CHECK(found.at("MCBIN_TEST_ONE") == "1=2");
  CHECK(found.count("MCBIN_TEST_EMPTY") == 0);
  CHECK(found.count("OTHER_TEST") == 0);
  ::unsetenv("MCBIN_TEST_ONE");
  ::unsetenv("MCBIN_TEST_EMPTY");
  ::unsetenv("OTHER_TEST");
}

TEST_CASE("cmd/environment: service links are told from settings", "[cmd][environment]") {
  CHECK(is_service_link("tcp://10.0.0.1:11211"));
  CHECK(is_service_link("udp://[::1]:53"));
  CHECK_FALSE(is_service_link("11211"));
}
