#include "cmd/record_reader.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <fstream>
#include <unistd.h>
#include <vector>

namespace mcbin::cmd {
namespace {

class File {
 public:
  explicit File(std::string_view content) { std::ofstream(path_, std::ios::binary) << content; }
  ~File() { std::remove(path_.c_str()); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_ = "/tmp/mcbin-record-reader-" + std::to_string(::getpid());
};

std::vector<std::string> records(std::string_view content, RecordEnd end) {
  const File file(content);
  auto reader = RecordReader::open(file.path(), end, 100'000).value();
  std::vector<std::string> all;
  for (;;) {
    const auto record = reader.next().value();
    if (!record) break;
    all.emplace_back(*record);
    CHECK(reader.number() == all.size());
  }
  return all;
}

using Records = std::vector<std::string>;

TEST_CASE("cmd/record_reader: the last record needs no end", "[cmd][records]") {
  CHECK(records("", RecordEnd::Line).empty());
  CHECK(records("a", RecordEnd::Line) == Records{"a"});
  CHECK(records("a\n", RecordEnd::Line) == Records{"a"});
  CHECK(records("a\n\nb\r\n", RecordEnd::Line) == Records{"a", "", "b\r"});
  CHECK(records(std::string_view("a\nb\0\0c", 6), RecordEnd::Nul) == Records{"a\nb", "", "c"});
}

TEST_CASE("cmd/record_reader: records go on from piece to piece", "[cmd][records]") {
  std::string content;
  Records expected;
  for (std::size_t size = 0; size < 70'000; size = size * 3 + 1) {
    expected.emplace_back(size, 'x');
    content += expected.back() + "\n";
  }
  for (int count = 0; count < 50'000; ++count) {
    expected.push_back(std::to_string(count));
    content += expected.back() + "\n";
  }
  CHECK(records(content, RecordEnd::Line) == expected);
}

TEST_CASE("cmd/record_reader: a record has a limit, a file must exist", "[cmd][records]") {
  const File file(std::string(200'000, 'x') + "\n");
  auto reader = RecordReader::open(file.path(), RecordEnd::Line, 1000).value();
  const auto record = reader.next();
  REQUIRE_FALSE(record);
  CHECK(record.error().code == Errc::TooLarge);
  const auto missing = RecordReader::open("/no/such/file", RecordEnd::Line, 1000);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::ReadFailed);
}

}  // namespace
}  // namespace mcbin::cmd
