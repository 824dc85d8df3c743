#include "cmd/entry_source.hpp"

#include <catch2/catch.hpp>

namespace mcbin::cmd {
namespace {

using namespace std::string_view_literals;

TEST_CASE("cmd/entry_source: rows of tabs have two to four columns", "[cmd][records]") {
  const auto two = read_tab_row("k\tv").value();
  CHECK(two.key == "k");
  CHECK(as_text(two.value) == "v");
  CHECK_FALSE((two.flags || two.expire));
  const auto four = read_tab_row("k\\t1\t\\n\\\\\\r\\0\t0x10\t1h").value();
  CHECK(four.key == "k\t1");
  CHECK(as_text(four.value) == "\n\\\r\0"sv);
  CHECK(four.flags == 16);
  CHECK(four.expire == "1h");
  const auto gap = read_tab_row("k\t\t\t30s").value();
  CHECK(gap.value.empty());
  CHECK_FALSE(gap.flags);
  CHECK(gap.expire == "30s");
}

TEST_CASE("cmd/entry_source: what is no row says why", "[cmd][records]") {
  for (const char* row :
       {"", "k", "k\tv\t1\t1h\t", "k\tv\tx", "k\tv\t4294967296", "k\t\\q", "k\\\tv", "k\tv\\"}) {
    CAPTURE(row);
    CHECK(read_tab_row(row).error().code == Errc::BadText);
  }
}

TEST_CASE("cmd/entry_source: the ending of a name tells the format", "[cmd][records]") {
  CHECK(format_of_path("dir.tsv/values.jsonl") == EntryFormat::JsonLines);
  CHECK(format_of_path("v.ndjson") == EntryFormat::JsonLines);
  CHECK(format_of_path("v.tsv") == EntryFormat::Tabs);
  CHECK_FALSE(format_of_path("-").has_value());
  CHECK_FALSE(format_of_path("values.txt").has_value());
}

}  // namespace
}  // namespace mcbin::cmd
