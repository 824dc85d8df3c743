#include "cmd/file_output.hpp"

#include "cmd/file_names.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace mcbin::cmd {
namespace {

// Makes a name that no key has: names of files contain no +, those of directories end with it.
constexpr std::string_view kUnfinished = "+part";

tl::unexpected<Error> cannot_write(const std::string& path, int problem) {
  return fail(Errc::WriteFailed, 0, "cannot write " + path + ": " + std::strerror(problem));
}

/// @return 0, or the errno of what failed.
int write_file(const std::string& path, ByteView bytes) {
  const int file =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (file < 0) return errno;
  int problem = 0;
  while (!bytes.empty() && problem == 0) {
    const ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      problem = errno;
    }
  }
  if (::close(file) != 0 && problem == 0) problem = errno;
  return problem;
}

}  // namespace

Result<void> write_key_file(const std::string& directory, std::string_view key, ByteView value) {
  const std::string path = directory + "/" + file_path_of_key(key);
  std::error_code problem;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), problem);
  if (problem) {
    return fail(Errc::WriteFailed, 0,
                "cannot make a directory for " + path + ": " + problem.message());
  }
  const std::string unfinished = path + std::string(kUnfinished);
  const int failed = write_file(unfinished, value);
  if (failed == 0 && std::rename(unfinished.c_str(), path.c_str()) == 0) return {};
  const int reason = failed == 0 ? errno : failed;
  (void)::unlink(unfinished.c_str());
  return cannot_write(path, reason);
}

}  // namespace mcbin::cmd
