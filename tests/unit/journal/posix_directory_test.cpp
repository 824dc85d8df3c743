// The real disk: what is written is read, who is locked out, and what a full one answers.
#include "mcbin/journal/posix_directory.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdlib>
#include <filesystem>

namespace mcbin::journal {
namespace {

/// A directory that is gone afterwards.
class Folder {
 public:
  Folder() {
    std::string form = (std::filesystem::temp_directory_path() / "mcbin_journal_XXXXXX").string();
    REQUIRE(::mkdtemp(form.data()) != nullptr);
    path_ = form;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string content(File& file) {
  std::array<Byte, 64> bytes{};
  const auto size = file.read_at(0, bytes);
  REQUIRE(size.has_value());
  return std::string(as_text(ByteView(bytes).first(*size)));
}

TEST_CASE("journal/posix_directory: files are written, cut, renamed and read",
          "[journal][posix_directory]") {
  const Folder folder;
  const auto directory = open_posix_directory(folder.path());
  REQUIRE(directory.has_value());
  {
    const auto file = (*directory)->create("b.tmp");
    REQUIRE(file.has_value());
    REQUIRE((*file)->append(as_bytes("hello world")) == 11U);
    REQUIRE((*file)->truncate(5).has_value());
    REQUIRE((*file)->append(as_bytes("!")) == 1U);
    REQUIRE((*file)->sync().has_value());
    CHECK((*file)->size() == 6U);
  }
  REQUIRE((*directory)->create("b").has_value());
  REQUIRE((*directory)->create("a").has_value());
  REQUIRE((*directory)->rename("b.tmp", "b").has_value());
  REQUIRE((*directory)->sync().has_value());
  CHECK((*directory)->list() == std::vector<std::string>{"a", "b"});
  const auto file = (*directory)->open("b");
  REQUIRE(file.has_value());
  CHECK(content(**file) == "hello!");
  std::array<Byte, 4> rest{};
  CHECK((*file)->read_at(6, rest) == 0U);
  REQUIRE((*directory)->remove("b").has_value());
  CHECK((*directory)->list() == std::vector<std::string>{"a"});
}

TEST_CASE("journal/posix_directory: a second user is kept out", "[journal][posix_directory]") {
  const Folder folder;
  auto first = open_posix_directory(folder.path());
  const auto second = open_posix_directory(folder.path());
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  REQUIRE((*first)->lock().has_value());
  const auto refused = (*second)->lock();
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Errc::BadConfiguration);
  CHECK(refused.error().detail.find("in use by another server") != std::string::npos);
  first->reset();
  CHECK((*second)->lock().has_value());
}

TEST_CASE("journal/posix_directory: failures carry their sentence", "[journal][posix_directory]") {
  const Folder folder;
  const auto nowhere = open_posix_directory(folder.path() + "/none");
  REQUIRE_FALSE(nowhere.has_value());
  CHECK(nowhere.error().code == Errc::ReadFailed);
  const auto directory = open_posix_directory(folder.path());
  REQUIRE(directory.has_value());
  const auto missing = (*directory)->open("none");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == Errc::ReadFailed);
  CHECK(missing.error().detail.find("No such file") != std::string::npos);
  CHECK((*directory)->remove("none").error().code == Errc::WriteFailed);
  CHECK((*directory)->rename("none", "other").error().code == Errc::WriteFailed);
}

TEST_CASE("journal/posix_directory: a full disk is told from a broken one",
          "[journal][posix_directory]") {
  const auto devices = open_posix_directory("/dev");
  REQUIRE(devices.has_value());
  const auto full = (*devices)->open("full");
  REQUIRE(full.has_value());
  const auto written = (*full)->append(as_bytes("x"));
  REQUIRE_FALSE(written.has_value());
  CHECK(written.error().code == Errc::StorageFull);
}

}  // namespace
}  // namespace mcbin::journal
