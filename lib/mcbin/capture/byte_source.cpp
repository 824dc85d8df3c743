#include "mcbin/capture/byte_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace mcbin::capture {

namespace {

class FileSource final : public ByteSource {
 public:
  /// Closes `descriptor` at the end, unless it is standard input.
  FileSource(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }

  Result<std::size_t> read(MutableByteView space) override {
    for (;;) {
      const ssize_t size = ::read(descriptor_, space.data(), space.size());
      if (size >= 0) {
        at_ += static_cast<std::uint64_t>(size);
        return static_cast<std::size_t>(size);
      }
      if (errno == EINTR) continue;
      return fail(Errc::ReadFailed, at_, "cannot read " + name_ + ": " + std::strerror(errno));
    }
  }

 private:
  int descriptor_;
  std::string name_;
  std::uint64_t at_ = 0;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(ByteView bytes) : bytes_(bytes.begin(), bytes.end()) {}

  Result<std::size_t> read(MutableByteView space) override {
    const std::size_t size = std::min(space.size(), bytes_.size() - at_);
    copy_bytes(ByteView{bytes_}.subspan(at_, size), space);
    at_ += size;
    return size;
  }

 private:
  ByteVector bytes_;
  std::size_t at_ = 0;
};

/// Hands out the bytes that were looked at before it reads on.
class RewoundSource final : public ByteSource {
 public:
  RewoundSource(ByteVector head, std::unique_ptr<ByteSource> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}

  Result<std::size_t> read(MutableByteView space) override {
    if (at_ == head_.size()) return rest_->read(space);
    const std::size_t size = std::min(space.size(), head_.size() - at_);
    copy_bytes(ByteView{head_}.subspan(at_, size), space);
    at_ += size;
    return size;
  }

 private:
  ByteVector head_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_source(const std::string& path) {
  if (path == "-") return std::make_unique<FileSource>(STDIN_FILENO, "standard input");
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return fail(Errc::ReadFailed, 0, "cannot open " + path + ": " + std::strerror(errno));
  }
  return std::make_unique<FileSource>(descriptor, path);
}

std::unique_ptr<ByteSource> memory_source(ByteView bytes) {
  return std::make_unique<MemorySource>(bytes);
}

std::unique_ptr<ByteSource> rewound_source(ByteVector head, std::unique_ptr<ByteSource> rest) {
  return std::make_unique<RewoundSource>(std::move(head), std::move(rest));
}

Result<std::size_t> read_fully(ByteSource& source, MutableByteView space) {
  std::size_t filled = 0;
  while (filled < space.size()) {
    const Result<std::size_t> size = source.read(space.subspan(filled));
    if (!size) return size;
    if (*size == 0) break;
    filled += *size;
  }
  return filled;
}

}  // namespace mcbin::capture
