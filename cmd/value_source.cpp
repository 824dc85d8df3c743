// Whole files into memory, with a limit.
#include "cmd/value_source.hpp"

#include "cmd/standard_streams.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace mcbin::cmd {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;

Result<ByteVector> read_all(int file, const std::string& name, std::size_t bytes_max) {
  ByteVector bytes;
  for (;;) {
    const std::size_t filled = bytes.size();
    bytes.resize(filled + kReadBytes);
    const ssize_t size = ::read(file, bytes.data() + filled, kReadBytes);
    if (size < 0 && errno != EINTR) {
      return fail(Errc::ReadFailed, filled, "cannot read " + name + ": " + std::strerror(errno));
    }
    bytes.resize(filled + (size < 0 ? 0 : static_cast<std::size_t>(size)));
    if (bytes.size() > bytes_max) {
      return fail(Errc::TooLarge, bytes_max,
                  name + " has more than " + std::to_string(bytes_max) +
                      " bytes, more than any server takes");
    }
    if (size == 0) return bytes;
  }
}

}  // namespace

Result<ByteVector> read_value_file(const std::string& path, std::size_t bytes_max) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return fail(Errc::ReadFailed, 0, "cannot open " + path + ": " + std::strerror(errno));
  }
  auto bytes = read_all(file, path, bytes_max);
  ::close(file);
  return bytes;
}

Result<ByteVector> read_value_stdin(std::size_t bytes_max) {
  if (::isatty(STDIN_FILENO) == 1) {
    say("reading the value from the terminal; end it with Ctrl-D on a line of its own");
  }
  return read_all(STDIN_FILENO, "standard input", bytes_max);
}

}  // namespace mcbin::cmd
