// Which of the command line, the environment, a file and the defaults sets an option.
#include "cmd/invocation.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <unistd.h>

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;

namespace {

/// A configurable command with one option of each kind. It is called serve, as sections of a file
/// must name a command that exists.
struct Sample {
  std::string size = "64m";
  std::vector<std::string> listen;
  bool force = false;
  unsigned verbose = 0;
  std::uint32_t number = 7;
  Command command{{.name = "serve", .summary = "a sample", .description = "A sample."}};

  Sample() {
    command.option(
        {.names = "-m,--memory-limit", .value = "SIZE", .help = "A size", .default_text = "64m"},
        size);
    command.option({.names = "-l,--listen", .value = "ADDRESS", .help = "Repeats"}, listen);
    command.option(
        {.names = "-n,--number", .value = "NUMBER", .help = "A number", .default_text = "7"},
        number_into(number));
    command.flag({.names = "-f,--force", .help = "A flag"}, force);
    command.count({.names = "-v,--verbose", .help = "A count"}, verbose);
    command.configurable();
  }
};

using Words = std::vector<std::string>;

/// A file with `text`, for the length of a test.
class File {
 public:
  explicit File(const std::string& text)
      : path("/tmp/mcbin-settings-" + std::to_string(::getpid())) {
    std::ofstream(path) << text;
  }
  ~File() { ::unlink(path.c_str()); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  const std::string path;
};

std::string refusal(const Words& words, const Environment& environment) {
  Sample sample;
  const auto invocation = read_settings(sample.command, words, environment);
  return invocation ? "accepted" : invocation.error().detail;
}

}  // namespace

TEST_CASE("cmd/invocation: a flag beats a variable beats a file beats the default",
          "[cmd][invocation]") {
  const File file("[serve]\nmemory-limit = \"1m\"\n");
  const Environment variable{{"MCBIN_MEMORY_LIMIT", "2m"}};
  const Environment with_file{{"MCBIN_CONFIG", file.path}};
  struct Row {
    Words words;
    Environment environment;
    std::string size;
    Origin origin;
    std::string source;
  };
  for (const Row& row : {
           Row{{}, {}, "64m", Origin::Default, ""},
           Row{{"--config", file.path}, {}, "1m", Origin::File, file.path},
           Row{{}, with_file, "1m", Origin::File, file.path},
           Row{{"--config", file.path}, variable, "2m", Origin::Variable, "MCBIN_MEMORY_LIMIT"},
           Row{{"--config", file.path, "-m", "3m"}, variable, "3m", Origin::CommandLine, ""},
           Row{{"-m", "3m"}, variable, "3m", Origin::CommandLine, ""},
       }) {
    Sample sample;
    const auto invocation = read_settings(sample.command, row.words, row.environment);
    REQUIRE(invocation);
    CHECK(sample.size == row.size);
    CHECK(invocation->settings[0].name == "memory-limit");
    CHECK(invocation->settings[0].origin == row.origin);
    CHECK(invocation->settings[0].source == row.source);
  }
}

TEST_CASE("cmd/invocation: a list from one place replaces the list of another",
          "[cmd][invocation]") {
  const File file("listen = ['a', 'b']\n");
  Sample from_file;
  REQUIRE(read_settings(from_file.command, Words{"--config", file.path}, {}));
  CHECK(from_file.listen == Words{"a", "b"});
  Sample from_words;
  REQUIRE(read_settings(from_words.command, Words{"--config", file.path, "-l", "c"}, {}));
  CHECK(from_words.listen == Words{"c"});
}

TEST_CASE("cmd/invocation: flags are true, false or counted", "[cmd][invocation]") {
  struct Row {
    std::string value;
    unsigned times;
  };
  for (const Row& row : {Row{"true", 1}, Row{"yes", 1}, Row{"on", 1}, Row{"1", 1}, Row{"false", 0},
                         Row{"no", 0}, Row{"off", 0}, Row{"0", 0}, Row{"3", 3}}) {
    Sample sample;
    const Environment environment{{"MCBIN_FORCE", row.value}, {"MCBIN_VERBOSE", row.value}};
    REQUIRE(read_settings(sample.command, Words{}, environment));
    CHECK(sample.force == (row.times > 0));
    CHECK(sample.verbose == row.times);
  }
  const File file("force = true\n");
  Sample sample;
  const Environment no{{"MCBIN_FORCE", "no"}};
  REQUIRE(read_settings(sample.command, Words{"--config", file.path}, no));
  CHECK_FALSE(sample.force);
  CHECK(refusal({}, {{"MCBIN_FORCE", "perhaps"}}) ==
        "MCBIN_FORCE: 'perhaps' is neither true nor false");
}

TEST_CASE("cmd/invocation: what is above the sections is for every command", "[cmd][invocation]") {
  const File file("number = 1\n[get]\nno-matter = 2\n[serve]\nmemory-limit = 3m\n");
  Sample sample;
  REQUIRE(read_settings(sample.command, Words{"--config", file.path}, {}));
  CHECK(sample.number == 1);
  CHECK(sample.size == "3m");
}

TEST_CASE("cmd/invocation: what is wrong is named with its place", "[cmd][invocation]") {
  struct Row {
    std::string text;
    std::string sentence;
  };
  for (const Row& row : {
           Row{"memroy-limit = 1\n",
               ": unknown setting 'memroy-limit' (did you mean memory-limit?)"},
           Row{"zzz = 1\n", ": unknown setting 'zzz'"},
           Row{"[sevre]\nnumber = 1\n", ": there is no section [sevre] (did you mean serve?)"},
           Row{"[serve.x]\nnumber = 1\n", ": there is no section [serve.x]"},
           Row{"config = 'x'\n", ": unknown setting 'config'"},
           Row{"print-config = true\n", ": unknown setting 'print-config'"},
           Row{"number = [1, 2]\n", ": number takes one value, not a list: 1, 2"},
           Row{"number = 1\n[serve]\nnumber = 2\n", ": number is set twice"},
           Row{"number = ten\n", ": number: 'ten' is not a number"},
           Row{"number\n", ", line 1: write it as name = value"},
       }) {
    const File file(row.text);
    CHECK_THAT(refusal({"--config", file.path}, {}), Contains(file.path + row.sentence));
  }
  CHECK_THAT(refusal({}, {{"MCBIN_NUMBER", "ten"}}), Contains("MCBIN_NUMBER: 'ten' is not a"));
  CHECK_THAT(refusal({}, {{"MCBIN_CONFIG", "/nonexistent"}}), Contains("/nonexistent: No such"));
  CHECK(refusal({"-n", "ten"}, {}).starts_with("--number: "));
}

TEST_CASE("cmd/invocation: a variable that nearly names an option is told, others are not",
          "[cmd][invocation]") {
  Sample sample;
  const auto invocation =
      read_settings(sample.command, Words{}, {{"MCBIN_MEMROY_LIMIT", "1"}, {"MCBIN_PROGRAM", "x"}});
  REQUIRE(invocation);
  CHECK(invocation->notes ==
        Words{"MCBIN_MEMROY_LIMIT is not used (did you mean MCBIN_MEMORY_LIMIT?)"});
}

TEST_CASE("cmd/invocation: a service link of Kubernetes is no setting", "[cmd][invocation]") {
  Sample sample;
  const auto invocation =
      read_settings(sample.command, Words{}, {{"MCBIN_NUMBER", "tcp://10.0.0.1:11211"}});
  REQUIRE(invocation);
  CHECK(sample.number == 7);
  REQUIRE(invocation->notes.size() == 1);
  CHECK_THAT(invocation->notes.front(), Contains("MCBIN_NUMBER=tcp://10.0.0.1:11211 is not used"));
}

TEST_CASE("cmd/invocation: a command that is not configurable knows its words only",
          "[cmd][invocation]") {
  Command command({.name = "get", .summary = "one", .description = "One."});
  std::string text = "default";
  command.option({.names = "--text", .value = "TEXT", .help = "Text"}, text);
  REQUIRE(read_settings(command, Words{}, {{"MCBIN_TEXT", "other"}}));
  CHECK(text == "default");
}

TEST_CASE("cmd/invocation: the printed settings name their origins and can be read again",
          "[cmd][invocation]") {
  const File file("[serve]\nnumber = 9\n");
  const Environment environment{{"MCBIN_FORCE", "yes"}};
  const Words words{"--config", file.path, "-l", "a", "-l", "b,c", "-vv", "--print-config"};
  Sample sample;
  const auto invocation = read_settings(sample.command, words, environment);
  REQUIRE(invocation);
  CHECK(invocation->request == Request::PrintConfig);
  const std::string text = config_text(sample.command, invocation->settings);
  CHECK(text ==
        "[serve]\n"
        "memory-limit = \"64m\"                        # default\n"
        "listen = [\"a\", \"b,c\"]                       # command line\n"
        "number = 9                                  # file " +
            file.path +
            "\n"
            "force = true                                # environment MCBIN_FORCE\n"
            "verbose = 2                                 # command line\n");
  const File printed(text);
  Sample again;
  REQUIRE(read_settings(again.command, Words{"--config", printed.path}, {}));
  CHECK(again.listen == Words{"a", "b,c"});
  CHECK(again.number == 9);
  CHECK(again.force);
  CHECK(again.verbose == 2);
}
