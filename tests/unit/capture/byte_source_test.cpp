#include "mcbin/capture/byte_source.hpp"

#include "capture_fixture.hpp"

#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace mcbin::capture {
namespace {

/// A file that is gone when the test is.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view content) {
    const int descriptor = ::mkstemp(name_.data());
    REQUIRE(descriptor >= 0);
    REQUIRE(::write(descriptor, content.data(), content.size()) ==
            static_cast<ssize_t>(content.size()));
    ::close(descriptor);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { ::unlink(name_.c_str()); }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_ = "/tmp/mcbin-capture-XXXXXX";
};

TEST_CASE("capture/byte_source: a file is read to its end", "[capture][source]") {
  const TemporaryFile file(std::string_view("a\0b", 3));
  auto source = open_source(file.name());
  REQUIRE(source.has_value());
  ByteVector space(2);
  CHECK((*source)->read(space) == 2U);
  CHECK(test::to_hex(space) == "6100");
  CHECK((*source)->read(space) == 1U);
  CHECK(space[0] == 'b');
  CHECK((*source)->read(space) == 0U);
}

TEST_CASE("capture/byte_source: what cannot be read says why", "[capture][source]") {
  const auto missing = open_source("/nonexistent/file");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == Errc::ReadFailed);
  CHECK(missing.error().detail == "cannot open /nonexistent/file: No such file or directory");
  const auto directory = open_source("/");
  REQUIRE(directory.has_value());
  ByteVector space(8);
  const auto size = (*directory)->read(space);
  REQUIRE_FALSE(size.has_value());
  CHECK(size.error().code == Errc::ReadFailed);
  CHECK(size.error().detail == "cannot read /: Is a directory");
}

TEST_CASE("capture/byte_source: memory is a source, too", "[capture][source]") {
  const auto source = memory_source(as_bytes("abc"));
  ByteVector space(2);
  CHECK(source->read(space) == 2U);
  CHECK(source->read(space) == 1U);
  CHECK(source->read(space) == 0U);
}

TEST_CASE("capture/byte_source: filling a space reads on until the end", "[capture][source]") {
  const auto source = memory_source(as_bytes("abcde"));
  ByteVector space(3);
  CHECK(read_fully(*source, space) == 3U);
  CHECK(read_fully(*source, space) == 2U);
  test::FailingSource failing("ab");
  const auto failed = read_fully(failing, space);
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().detail == "the disk is gone");
}

}  // namespace
}  // namespace mcbin::capture
