// The command line in reports, and the names of their files.
#include "cmd/replay_output.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using mcbin::Errc;
using mcbin::cmd::check_report_files;
using mcbin::cmd::ReplayOptions;
using mcbin::cmd::shell_command;

TEST_CASE("cmd/replay_output: a command line that a shell takes", "[cmd][replay_output]") {
  const auto command = [](const std::vector<std::string>& words) { return shell_command(words); };
  CHECK(command({}) == "mcbin replay");
  CHECK(command({"--speed", "2", "a b.pcap"}) == "mcbin replay --speed 2 'a b.pcap'");
  CHECK(command({"it's", ""}) == "mcbin replay 'it'\\''s' ''");
  CHECK(command({"$(id)", "a;b", "--x=`y`"}) == "mcbin replay '$(id)' 'a;b' '--x=`y`'");
}

TEST_CASE("cmd/replay_output: the salt of keys is not told", "[cmd][replay_output]") {
  const auto command = [](const std::vector<std::string>& words) { return shell_command(words); };
  CHECK(command({"--anonymise", "pepper", "x.pcap"}) == "mcbin replay --anonymise SALT x.pcap");
  CHECK(command({"--anonymise=pepper", "x.pcap"}) == "mcbin replay --anonymise=SALT x.pcap");
}

TEST_CASE("cmd/replay_output: the name of a file says its form", "[cmd][replay_output]") {
  ReplayOptions options;
  options.saved = {"a.html", "b.json", "c.hgrm", "d.txt"};
  CHECK(check_report_files(options));
  options.saved.emplace_back("e.pdf");
  const auto checked = check_report_files(options);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().code == Errc::BadConfiguration);
  CHECK(checked.error().detail.find("e.pdf") != std::string::npos);
}
