#include "cmd/written_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace mcbin::cmd {

Result<void> write_file(const std::string& path, std::string_view text) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (file) return {};
  const char* why = errno == 0 ? "unknown reason" : std::strerror(errno);
  return fail(Errc::WriteFailed, 0, "cannot write " + path + ": " + why);
}

}  // namespace mcbin::cmd
