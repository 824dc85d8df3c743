#include "mcbin/auth/users_file.hpp"

#include "unit/auth/auth_samples.hpp"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace mcbin::test {
namespace {

using namespace auth;

/// A file in a folder of its own that goes away with it.
class SampleFile {
 public:
  explicit SampleFile(const std::string& text, mode_t mode = 0600) {
    std::string folder = (std::filesystem::temp_directory_path() / "mcbin-users-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    folder_ = folder;
    std::ofstream(path()) << text;
    REQUIRE(::chmod(path().c_str(), mode) == 0);
  }
  SampleFile(const SampleFile&) = delete;
  SampleFile& operator=(const SampleFile&) = delete;
  ~SampleFile() { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path() const { return folder_ + "/users"; }

 private:
  std::string folder_;
};

TEST_CASE("auth/users_file: a private file is read", "[auth][users_file]") {
  const SampleFile file("ann:" + kArgonSecret + ":r:*\nbob:plain\n");
  const auto loaded = load_users(file.path());
  REQUIRE(loaded.has_value());
  CHECK(loaded->table.size() == 2);
  CHECK(loaded->plain_passwords == 1);
  CHECK(loaded->table.check("ann", "secret").has_value());
}

TEST_CASE("auth/users_file: a file that others may use is refused", "[auth][users_file]") {
  for (const mode_t mode : {0640U, 0604U, 0660U, 0601U, 0777U}) {
    const SampleFile file("ann:secret\n", mode);
    const auto loaded = load_users(file.path());
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().code == Errc::BadConfiguration);
    CHECK_THAT(loaded.error().detail, Catch::Contains("chmod 600"));
  }
}

TEST_CASE("auth/users_file: a file of somebody else is refused", "[auth][users_file]") {
  if (::geteuid() != 0) return;  // only root can give a file away
  const SampleFile file("ann:secret\n");
  REQUIRE(::chown(file.path().c_str(), 65534, 65534) == 0);
  const auto loaded = load_users(file.path());
  REQUIRE_FALSE(loaded.has_value());
  CHECK_THAT(loaded.error().detail, Catch::Contains("belongs to neither"));
}

TEST_CASE("auth/users_file: what is no file, or no users file, is named", "[auth][users_file]") {
  CHECK(load_users("/nonexistent/users").error().code == Errc::ReadFailed);
  CHECK(load_users("/").error().code == Errc::BadConfiguration);
  CHECK(load_users("/dev/null").error().code == Errc::BadConfiguration);
  const SampleFile broken("ann:secret\nbob\n");
  const auto loaded = load_users(broken.path());
  REQUIRE_FALSE(loaded.has_value());
  CHECK(loaded.error().detail.starts_with(broken.path() + ", line 2: "));
  CHECK_THAT(load_users(SampleFile("").path()).error().detail, Catch::Contains("no user"));
}

}  // namespace
}  // namespace mcbin::test
