// Which misspellings are understood.
#include "cmd/close_match.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace mcbin::cmd;

TEST_CASE("cmd/close_match: the nearest word is found, a far one is not", "[cmd]") {
  const std::vector<std::string> known{"serve", "get", "set", "dump-frame", "--expire", "--flags"};
  struct Row {
    std::string word;
    std::string expected;
  };
  const Row rows[] = {
      {"serv", "serve"},
      {"sevre", "serve"},
      {"gte", "get"},
      {"dump", "dump-frame"},
      {"dump_frame", "dump-frame"},
      {"--expier", "--expire"},
      {"--flag", "--flags"},
      {"xyz", ""},
      {"", ""},
      {"-", ""},
      {std::string(1000, 's'), ""},
  };
  for (const Row& row : rows) {
    INFO(row.word);
    CHECK(close_match(row.word, known) == row.expected);
  }
  CHECK(did_you_mean("serv", known) == " (did you mean serve?)");
  CHECK(did_you_mean("xyz", known).empty());
}
