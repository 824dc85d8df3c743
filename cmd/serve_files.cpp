// Writing and removing the port file and the pid file.
#include "cmd/serve_files.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace mcbin::cmd {
namespace {

constexpr mode_t kReadableByAll = 0644;

tl::unexpected<Error> failure(const std::string& path) {
  return fail(Errc::WriteFailed, 0,
              path + ": " + std::error_code(errno, std::generic_category()).message());
}

}  // namespace

Result<PublishedFile> PublishedFile::write(const std::string& path, std::string_view text) {
  const std::string temporary = path + "." + std::to_string(::getpid()) + ".new";
  // O_EXCL: a link that somebody put there is not followed.
  const int file =
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kReadableByAll);
  if (file < 0) return failure(path);
  if (::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::rename(temporary.c_str(), path.c_str()) == 0) {
    return PublishedFile(path, file);
  }
  auto problem = failure(path);
  ::close(file);
  static_cast<void>(::unlink(temporary.c_str()));
  return problem;
}

PublishedFile::PublishedFile(PublishedFile&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

PublishedFile::~PublishedFile() {
  if (file_ < 0) return;
  if (still_ours() && ::unlink(path_.c_str()) != 0 && ::ftruncate(file_, 0) != 0) {
    // Neither may be done any more, and there is nobody left to tell: the file stays as it is.
  }
  ::close(file_);
}

/// Whether nobody has put another file there, say a server that was started after us. What we may
/// not look at counts as ours: it can then only be emptied, and that through our own descriptor.
bool PublishedFile::still_ours() const {
  struct stat ours {};
  struct stat there {};
  if (::stat(path_.c_str(), &there) != 0) return errno != ENOENT;
  return ::fstat(file_, &ours) == 0 && ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

}  // namespace mcbin::cmd
