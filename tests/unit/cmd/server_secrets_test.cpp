// Password files; the question on a terminal is asked in tests/e2e.
#include "cmd/server_secrets.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sys/stat.h>

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;

namespace {

/// A file of one's own with `text`, readable for `mode`.
class SecretFile {
 public:
  SecretFile(std::string_view text, mode_t mode) {
    char name[] = "/tmp/mcbin-secret-XXXXXX";
    REQUIRE(::mkstemp(name) >= 0);
    path_ = name;
    std::ofstream(path_) << text;
    REQUIRE(::chmod(name, mode) == 0);
  }
  SecretFile(const SecretFile&) = delete;
  SecretFile& operator=(const SecretFile&) = delete;
  ~SecretFile() { std::remove(path_.c_str()); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string problem_of(const std::string& path) {
  const auto password = read_password_file(path);
  REQUIRE_FALSE(password);
  CHECK(password.error().code == Errc::BadConfiguration);
  return password.error().detail;
}

}  // namespace

TEST_CASE("cmd/server_secrets: a password is the file without its line end", "[cmd]") {
  CHECK(read_password_file(SecretFile("secret", 0600).path()) == "secret");
  CHECK(read_password_file(SecretFile("secret\n", 0400).path()) == "secret");
  CHECK(read_password_file(SecretFile("secret\r\n", 0600).path()) == "secret");
  CHECK(read_password_file(SecretFile(" a b \n\n", 0600).path()) == " a b \n");
  const std::string longest(kPasswordBytesMax, 'x');
  CHECK(read_password_file(SecretFile(longest, 0600).path()) == longest);
}

TEST_CASE("cmd/server_secrets: a file that cannot be trusted is refused", "[cmd]") {
  CHECK_THAT(problem_of(SecretFile("secret", 0644).path()), Contains("chmod 600"));
  CHECK_THAT(problem_of(SecretFile("secret", 0620).path()), Contains("chmod 600"));
  CHECK_THAT(problem_of(SecretFile("", 0600).path()), Contains("is empty"));
  CHECK_THAT(problem_of(SecretFile("\n", 0600).path()), Contains("is empty"));
  const std::string too_long(kPasswordBytesMax + 1, 'x');
  CHECK_THAT(problem_of(SecretFile(too_long, 0600).path()), Contains("too long"));
  CHECK_THAT(problem_of("/does/not/exist"), Contains("cannot be read"));
  CHECK_THAT(problem_of("/tmp"), Contains("is no file"));
}
