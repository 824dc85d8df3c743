// Values from files: exact bytes, a limit, errors that name the file.
#include "cmd/value_source.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;

namespace {
/// A file in the temporary directory, gone with its owner.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content) {
    path_ = (std::filesystem::temp_directory_path() /
             ("mcbin-value-" + std::to_string(::getpid()) + "-" + std::to_string(content.size())))
                .string();
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};
}  // namespace

TEST_CASE("cmd/value_source: a file's bytes arrive exactly, up to the limit", "[cmd]") {
  std::string content(200'000, '\0');
  for (std::size_t index = 0; index < content.size(); ++index) {
    content[index] = static_cast<char>(index * 7 % 256);
  }
  const TemporaryFile file(content);
  const auto bytes = read_value_file(file.path(), content.size());
  REQUIRE(bytes);
  CHECK(as_text(*bytes) == content);
  const auto refused = read_value_file(file.path(), content.size() - 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::TooLarge);
  CHECK_THAT(refused.error().detail, Contains("more than 199999 bytes"));
}

TEST_CASE("cmd/value_source: an empty file is an empty value", "[cmd]") {
  const TemporaryFile file("");
  const auto bytes = read_value_file(file.path());
  REQUIRE(bytes);
  CHECK(bytes->empty());
}

TEST_CASE("cmd/value_source: a file that cannot be read is named", "[cmd]") {
  for (const std::string path : {"/nonexistent/value", "/"}) {
    const auto bytes = read_value_file(path);
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().code == Errc::ReadFailed);
    CHECK_THAT(bytes.error().detail, Contains(path));
  }
}
