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

Result<PublishedFile> PublishedFile::write(const std::string& path, std::string_view text,
                                           const std::optional<net::Account>& owner) {
  const std::string temporary = path + "." + std::to_string(::getpid()) + ".new";
  // O_EXCL: a link that somebody put there is not followed.
  const int file =
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kReadableByAll);
  if (file < 0) return failure(path);
  bool good = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (good && owner) good = ::fchown(file, owner->user, owner->group) == 0;
  if (::close(file) != 0) good = false;
  if (good) good = ::rename(temporary.c_str(), path.c_str()) == 0;
  if (good) return PublishedFile(path);
  auto problem = failure(path);
  static_cast<void>(::unlink(temporary.c_str()));
  return problem;
}

PublishedFile::PublishedFile(PublishedFile&& other) noexcept
    : path_(std::exchange(other.path_, {})) {}

PublishedFile::~PublishedFile() {
  if (path_.empty() || ::unlink(path_.c_str()) == 0 || errno == ENOENT) return;
  // The directory is no longer ours to change; an empty file misleads nobody.
  static_cast<void>(::truncate(path_.c_str(), 0));
}

}  // namespace mcbin::cmd
