#include "mcbin/journal/posix_directory.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace mcbin::journal {
namespace {

constexpr mode_t kFileMode = 0600;  // what a cache holds is its owner's business

tl::unexpected<Error> failure(Errc code, const std::string& what, int reason) {
  if (reason == ENOSPC || reason == EDQUOT) code = Errc::StorageFull;
  return fail(code, 0, what + ": " + std::generic_category().message(reason));
}

/// Owns a descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// Runs `call` until no signal interrupts it.
template <typename Call>
auto uninterrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

class PosixFile final : public File {
 public:
  PosixFile(Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}

  Result<std::size_t> append(ByteView bytes) override {
    const auto done =
        uninterrupted([&] { return ::write(file_.number(), bytes.data(), bytes.size()); });
    if (done < 0) return failure(Errc::WriteFailed, "cannot write " + path_, errno);
    if (done == 0 && !bytes.empty())
      return failure(Errc::WriteFailed, "cannot write " + path_, EIO);
    return static_cast<std::size_t>(done);
  }

  Result<std::size_t> read_at(std::uint64_t offset, MutableByteView to) override {
    const auto done = uninterrupted(
        [&] { return ::pread(file_.number(), to.data(), to.size(), static_cast<off_t>(offset)); });
    if (done < 0) return failure(Errc::ReadFailed, "cannot read " + path_, errno);
    return static_cast<std::size_t>(done);
  }

  // Not repeated when it fails, not even after a signal: see File::sync.
  Result<void> sync() override {
    if (::fdatasync(file_.number()) == 0) return {};
    return failure(Errc::WriteFailed, "cannot bring " + path_ + " to the disk", errno);
  }

  Result<void> truncate(std::uint64_t size) override {
    const int done =
        uninterrupted([&] { return ::ftruncate(file_.number(), static_cast<off_t>(size)); });
    if (done == 0) return {};
    return failure(Errc::WriteFailed, "cannot cut " + path_, errno);
  }

  Result<std::uint64_t> size() override {
    struct stat facts {};
    if (::fstat(file_.number(), &facts) == 0) return static_cast<std::uint64_t>(facts.st_size);
    return failure(Errc::ReadFailed, "cannot read " + path_, errno);
  }

 private:
  Descriptor file_;
  std::string path_;
};

class PosixDirectory final : public Directory {
 public:
  PosixDirectory(Descriptor directory, std::string path)
      : directory_(std::move(directory)), path_(std::move(path)) {}

  Result<std::unique_ptr<File>> create(const std::string& name) override {
    return open_with(name, O_CREAT | O_TRUNC, Errc::WriteFailed);
  }

  Result<std::unique_ptr<File>> open(const std::string& name) override {
    return open_with(name, 0, Errc::ReadFailed);
  }

  Result<std::vector<std::string>> list() override {
    std::vector<std::string> names;
    std::error_code error;
    std::filesystem::directory_iterator entry(path_, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
      std::error_code unknown;  // what vanished meanwhile is no file
      if (entry->is_regular_file(unknown)) names.push_back(entry->path().filename().string());
    }
    if (error) return failure(Errc::ReadFailed, "cannot list " + path_, error.value());
    std::sort(names.begin(), names.end());
    return names;
  }

  Result<void> rename(const std::string& from, const std::string& to) override {
    const int here = directory_.number();
    if (::renameat(here, from.c_str(), here, to.c_str()) == 0) return {};
    return failure(Errc::WriteFailed, "cannot rename " + path_ + "/" + from, errno);
  }

  Result<void> remove(const std::string& name) override {
    if (::unlinkat(directory_.number(), name.c_str(), 0) == 0) return {};
    return failure(Errc::WriteFailed, "cannot remove " + path_ + "/" + name, errno);
  }

  Result<void> sync() override {
    if (::fsync(directory_.number()) == 0) return {};
    return failure(Errc::WriteFailed, "cannot bring " + path_ + " to the disk", errno);
  }

  Result<void> lock() override {
    const int done = uninterrupted([&] { return ::flock(directory_.number(), LOCK_EX | LOCK_NB); });
    if (done == 0) return {};
    if (errno != EWOULDBLOCK) return failure(Errc::ReadFailed, "cannot lock " + path_, errno);
    return fail(Errc::BadConfiguration, 0,
                path_ + " is in use by another server: stop it or choose another directory");
  }

 private:
  Result<std::unique_ptr<File>> open_with(const std::string& name, int flags, Errc code) {
    const int number = uninterrupted([&] {
      return ::openat(directory_.number(), name.c_str(),
                      O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | flags, kFileMode);
    });
    const std::string path = path_ + "/" + name;
    if (number < 0) return failure(code, "cannot open " + path, errno);
    return std::make_unique<PosixFile>(Descriptor(number), path);
  }

  Descriptor directory_;
  std::string path_;
};

}  // namespace

Result<std::unique_ptr<Directory>> open_posix_directory(const std::string& path) {
  const int number =
      uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
  if (number < 0) return failure(Errc::ReadFailed, "cannot open the directory " + path, errno);
  return std::make_unique<PosixDirectory>(Descriptor(number), path);
}

}  // namespace mcbin::journal
