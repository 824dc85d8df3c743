// From words to options: every trap of the parsing library, and every way to get it wrong.
#include "cmd/command_line.hpp"

#include "cmd/command.hpp"
#include "cmd/invocation.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;
using Catch::Matchers::Equals;

namespace {

/// A command with one option of each kind.
struct Sample {
  std::string first;
  std::vector<std::string> rest;
  std::string text;
  std::vector<std::string> listen;
  std::uint32_t number = 7;
  bool force = false;
  unsigned verbose = 0;
  std::string shell;
  Command command{{.name = "sample", .summary = "a sample", .description = "A sample."}};

  Sample() {
    command.option({.names = "FIRST", .help = "The first", .need = Need::Required}, first);
    command.option({.names = "REST", .help = "The rest"}, rest);
    command.option({.names = "-o,--text", .value = "TEXT", .help = "Text"}, text);
    command.option({.names = "-l,--listen", .value = "ADDRESS", .help = "Repeats"}, listen);
    command.option({.names = "-n,--number", .value = "NUMBER", .help = "A number"},
                   number_into(number));
    command.option(
        {.names = "--shell", .value = "SHELL", .help = "Which", .choices = {"bash", "zsh"}}, shell);
    command.flag({.names = "-f,--force", .help = "A flag"}, force);
    command.count({.names = "-v,--verbose", .help = "A count"}, verbose);
  }

  Result<Request> read(const std::vector<std::string>& words) {
    return read_settings(command, words, {}).map([](const Invocation& invocation) {
      return invocation.request;
    });
  }
};

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("cmd/command_line: arguments are data, whatever they look like", "[cmd]") {
  for (const std::string word :
       {"[a,b]", "[]",     "[",    "]",        "++",   "+",       "{}",  "%%", "010",
        "get",   "sample", "help", "\xff\xfe", "\x01", "\x01[a]", "-",   "=",  "a=b",
        "/x",    "a b",    "'q'",  "\"q\"",    "#",    ";",       "true"}) {
    INFO(word);
    Sample sample;
    const auto request = sample.read({word, word, "--text", word, word});
    REQUIRE(request);
    CHECK(*request == Request::Run);
    CHECK(sample.first == word);
    CHECK_THAT(sample.rest, Equals(Words{word, word}));
    CHECK(sample.text == word);
  }
}

TEST_CASE("cmd/command_line: behind -- everything is an argument", "[cmd]") {
  for (const std::string word :
       {"-x", "--", "--text", "-o", "-h", "--version", "++", "[a,b]", "-", "-5", "--text=x"}) {
    INFO(word);
    Sample sample;
    const auto request = sample.read({"-o", "t", "--", word, word});
    REQUIRE(request);
    CHECK(*request == Request::Run);
    CHECK(sample.first == word);
    CHECK_THAT(sample.rest, Equals(Words{word}));
    CHECK(sample.text == "t");
  }
}

TEST_CASE("cmd/command_line: an empty argument is an argument", "[cmd]") {
  Sample sample;
  REQUIRE(sample.read({"", "", "-o", ""}));
  CHECK_THAT(sample.rest, Equals(Words{""}));
}

TEST_CASE("cmd/command_line: an option's value may look like an option or a list", "[cmd]") {
  Sample sample;
  REQUIRE(sample.read({"x", "--text", "-5", "--listen=[::1]", "-l", "[::1]:80", "-l", "a,b"}));
  CHECK(sample.text == "-5");
  CHECK_THAT(sample.listen, Equals(Words{"[::1]", "[::1]:80", "a,b"}));
}

TEST_CASE("cmd/command_line: numbers are never octal", "[cmd]") {
  Sample sample;
  REQUIRE(sample.read({"x", "-n", "010"}));
  CHECK(sample.number == 10);
}

TEST_CASE("cmd/command_line: flags are set and counted", "[cmd]") {
  Sample sample;
  REQUIRE(sample.read({"-fvv", "x", "-v"}));
  CHECK(sample.force);
  CHECK(sample.verbose == 3);
  Sample untouched;
  REQUIRE(untouched.read({"x"}));
  CHECK_FALSE(untouched.force);
  CHECK(untouched.verbose == 0);
  CHECK(untouched.number == 7);
}

TEST_CASE("cmd/command_line: help and version win over what is missing", "[cmd]") {
  for (const std::string word : {"-h", "--help"}) {
    CHECK(*Sample().read({word}) == Request::Help);
    CHECK(*Sample().read({"x", word}) == Request::Help);
  }
  for (const std::string word : {"-V", "--version"}) {
    CHECK(*Sample().read({word}) == Request::Version);
  }
}

TEST_CASE("cmd/command_line: what is wrong is named", "[cmd]") {
  struct Row {
    Words words;
    std::string sentence;
  };
  for (const Row& row : {
           Row{{}, "FIRST is missing"},
           Row{{"x", "--txet", "t"}, "unknown option '--txet' (did you mean --text?)"},
           Row{{"x", "--txet=t"}, "unknown option '--txet' (did you mean --text?)"},
           Row{{"-x"}, "unknown option '-x' (an argument that begins with - goes behind --)"},
           Row{{"x", "-q"}, "unknown option '-q'"},
           Row{{"x", "--text"}, "--text needs a value"},
           Row{{"x", "-o"}, "--text needs a value"},
           Row{{"x", "-o", "1", "-o", "2"}, "--text is given twice"},
           Row{{"x", "-n", "ten"}, "--number: 'ten' is not a number"},
           Row{{"x", "-n", "4294967296"}, "--number: '4294967296' is more than 4294967295"},
           Row{{"x", "--number="}, "--number"},
           Row{{"x", "--force=3"}, "--force takes no value"},
           Row{{"x", "--shell", "bahs"}, "'bahs' is none of: bash, zsh (did you mean bash?)"},
       }) {
    INFO(row.sentence);
    Sample sample;
    const auto request = sample.read(row.words);
    REQUIRE_FALSE(request);
    CHECK(request.error().code == Errc::BadConfiguration);
    CHECK_THAT(request.error().detail, Contains(row.sentence));
  }
}

TEST_CASE("cmd/command_line: an argument too many is named, also behind --", "[cmd]") {
  Command command({.name = "one", .summary = "one", .description = "One."});
  std::string only;
  command.option({.names = "ONLY", .help = "The only one"}, only);
  for (const Words& words : {Words{"a", "[b]"}, Words{"--", "a", "[b]"}, Words{"a", "--", "[b]"}}) {
    const auto request = read_settings(command, words, {});
    REQUIRE_FALSE(request);
    CHECK(request.error().detail == "unexpected argument '[b]'");
  }
}
