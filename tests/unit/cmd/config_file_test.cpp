// The part of TOML that is read, and every line that the parsing library would misread.
#include "cmd/config_file.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <unistd.h>

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

namespace {

/// The entries as lines: "section|name|word|word".
std::vector<std::string> lines_of(std::string_view text) {
  const auto entries = parse_config(text);
  if (!entries) return {"refused: " + entries.error().detail};
  std::vector<std::string> lines;
  for (const ConfigEntry& entry : *entries) {
    std::string line = entry.section + "|" + entry.name;
    for (const std::string& word : entry.words) line += "|" + word;
    lines.push_back(line);
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("cmd/config_file: sections, values and lists are read", "[cmd][config_file]") {
  CHECK(lines_of("") == Lines{});
  CHECK(lines_of("# a comment\n\n  \t\n#\n") == Lines{});
  CHECK(lines_of("a = 1\nb=two\n[serve]\nc = \"x y\" # why\nd = 'C:\\x'\n[get]\ne = true") ==
        Lines{"|a|1", "|b|two", "serve|c|x y", "serve|d|C:\\x", "get|e|true"});
  CHECK(lines_of("l = [\"127.0.0.1\", '::1' , 3]\r\n") == Lines{"|l|127.0.0.1|::1|3"});
  CHECK(lines_of("l = \"127.0.0.1,::1\"\n") == Lines{"|l|127.0.0.1,::1"});
  CHECK(lines_of("serve.memory-limit = 64m\n") == Lines{"serve|memory-limit|64m"});
  CHECK(lines_of("n = 010\n") == Lines{"|n|010"});
  CHECK(lines_of("x = \"\"\n") == Lines{"|x|"});
  CHECK(lines_of("[serve]\n[get]\nx=1\n[serve]\ny=2") == Lines{"get|x|1", "serve|y|2"});
}

TEST_CASE("cmd/config_file: what would be misread is refused with its line", "[cmd][config_file]") {
  struct Row {
    std::string line;
    std::string reason;
  };
  for (const Row& row : {
           Row{"x", "write it as name = value"},
           Row{"xy", "write it as name = value"},
           Row{"verbose", "write it as name = value"},
           Row{"= 1", "write it as name = value"},
           Row{"x =", "a value is missing"},
           Row{"x = # y", "this value stands in quotes"},
           Row{"x = \"open", "a quote is not closed"},
           Row{"x = \"a#b\"", "a value cannot hold a #"},
           Row{"x = \"a\\nb\"", "escapes are not read; put the value into single quotes"},
           Row{"x = \"it's\"", "a value cannot hold a quote"},
           Row{"x = a b", "a value with spaces or commas stands in quotes"},
           Row{"x = a,b", "a value with spaces or commas stands in quotes"},
           Row{"x = \"a\" \"b\"", "a value with spaces or commas stands in quotes"},
           Row{"x = [\"a\",", "a list ends on its line, with ]"},
           Row{"x = [1 2]", "a comma stands between the values of a list"},
           Row{"x = []", "this value stands in quotes"},
           Row{"x y = 1", "a name holds letters, digits and dashes"},
           Row{"[serve", "a section looks like [serve], and nothing follows it"},
           Row{"[serve] x", "a section looks like [serve], and nothing follows it"},
           Row{"[[serve]]", "a section looks like [serve], and nothing follows it"},
           Row{"[]", "a section looks like [serve], and nothing follows it"},
           Row{"[", "a section looks like [serve], and nothing follows it"},
           Row{"; x = 1", "a name holds letters, digits and dashes"},
       }) {
    CHECK(lines_of("# first\n" + row.line + "\nok = 1\n") ==
          Lines{"refused: line 2: " + row.reason});
  }
}

TEST_CASE("cmd/config_file: a file that cannot be read is named", "[cmd][config_file]") {
  for (const std::string path : {"/nonexistent/mcbin.toml", "/"}) {
    const auto entries = read_config_file(path);
    REQUIRE_FALSE(entries);
    CHECK(entries.error().code == Errc::BadConfiguration);
    CHECK_THAT(entries.error().detail, Contains(path + ": "));
  }
  const std::string path = "/tmp/mcbin-config-" + std::to_string(::getpid());
  std::ofstream(path) << "x = 1\ny\n";
  const auto bad = read_config_file(path);
  std::ofstream(path) << std::string(kConfigBytesMax + 1, '#');
  const auto large = read_config_file(path);
  ::unlink(path.c_str());
  REQUIRE_FALSE(bad);
  CHECK(bad.error().detail == path + ", line 2: write it as name = value");
  REQUIRE_FALSE(large);
  CHECK_THAT(large.error().detail, EndsWith("more than 1 MiB is no configuration"));
}
