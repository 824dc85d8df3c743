#include "cmd/private_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace mcbin::cmd {
namespace {

constexpr mode_t kPrivate = S_IRUSR | S_IWUSR;

tl::unexpected<Error> write_failure(const std::string& path) {
  return fail(Errc::WriteFailed, 0, path + ": " + std::strerror(errno));
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t size = ::write(file, text.data(), text.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

/// Lets a rename outlive a crash, as far as the system can.
void sync_folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  static_cast<void>(::fsync(file));
  ::close(file);
}

}  // namespace

Result<PrivateFileChange> PrivateFileChange::begin(const std::string& path) {
  const std::string name = path + ".new";
  const int file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPrivate);
  if (file < 0 && errno == EEXIST) {
    return fail(Errc::WriteFailed, 0,
                name +
                    ": somebody else is changing the file, or was interrupted; if nobody is, "
                    "remove it");
  }
  if (file < 0) return write_failure(name);
  return PrivateFileChange(path, file);
}

PrivateFileChange::PrivateFileChange(PrivateFileChange&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

PrivateFileChange::~PrivateFileChange() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(new_path().c_str());
}

bool PrivateFileChange::exists() const {
  struct stat facts {};
  return ::stat(path_.c_str(), &facts) == 0;
}

Result<void> PrivateFileChange::commit(std::string_view text) {
  struct stat facts {};
  const bool replaces = ::stat(path_.c_str(), &facts) == 0;
  const bool keeps_owner = !replaces ||
                           (facts.st_uid == ::geteuid() && facts.st_gid == ::getegid()) ||
                           ::fchown(file_, facts.st_uid, facts.st_gid) == 0;
  if (!keeps_owner || ::fchmod(file_, kPrivate) != 0 || !write_all(file_, text) ||
      ::fsync(file_) != 0 || std::rename(new_path().c_str(), path_.c_str()) != 0) {
    return write_failure(new_path());
  }
  ::close(std::exchange(file_, -1));
  sync_folder_of(path_);
  return {};
}

}  // namespace mcbin::cmd
