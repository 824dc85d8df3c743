#include "mcbin/auth/users_file.hpp"

#include "mcbin/base/wipe.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mcbin::auth {
namespace {

constexpr mode_t kOthersMode = S_IRWXG | S_IRWXO;

/// A descriptor that is closed at the end.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

tl::unexpected<Error> system_failure(const std::string& path) {
  return fail(Errc::ReadFailed, 0, path + ": " + std::strerror(errno));
}

Result<void> check_owner(const std::string& path, const struct stat& facts) {
  if (!S_ISREG(facts.st_mode)) {
    return fail(Errc::BadConfiguration, 0, path + ": not a regular file");
  }
  if ((facts.st_mode & kOthersMode) != 0) {
    return fail(Errc::BadConfiguration, 0,
                path + ": others may use it; take that away with chmod 600");
  }
  if (facts.st_uid != 0 && facts.st_uid != ::geteuid()) {
    return fail(Errc::BadConfiguration, 0,
                path + ": it belongs to neither root nor the user that reads it");
  }
  return {};
}

}  // namespace

Result<std::string> read_users_file(const std::string& path) {
  const OpenFile file(path);
  if (file.number() < 0) return system_failure(path);
  struct stat facts {};
  if (::fstat(file.number(), &facts) != 0) return system_failure(path);
  if (auto good = check_owner(path, facts); !good) return tl::unexpected(good.error());
  // What is read counts, not what the size said: the file may change meanwhile.
  std::string text(static_cast<std::size_t>(facts.st_size) + 1, '\0');
  std::size_t filled = 0;
  for (;;) {
    if (text.size() > kUsersTextBytesMax + 1) {
      return fail(Errc::TooLarge, 0, path + ": more than 16 MiB");
    }
    const ssize_t size = ::read(file.number(), text.data() + filled, text.size() - filled);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return system_failure(path);
    if (size == 0) break;
    filled += static_cast<std::size_t>(size);
    if (filled == text.size()) text.resize(2 * text.size());
  }
  text.resize(filled);
  return text;
}

Result<LoadedUsers> load_users(const std::string& path) {
  auto text = read_users_file(path);
  if (!text) return tl::unexpected(text.error());
  auto parsed = parse_users(*text);
  wipe({reinterpret_cast<Byte*>(text->data()), text->size()});
  if (!parsed) {
    const Error& error = parsed.error();
    const char* const between = error.detail.starts_with("line ") ? ", " : ": ";
    return fail(error.code, error.at_byte, path + between + error.detail);
  }
  auto table = UserTable::make(std::move(parsed->users));
  if (!table) return fail(table.error().code, 0, path + ": " + table.error().detail);
  return LoadedUsers{.table = std::move(*table), .plain_passwords = parsed->plain_passwords};
}

}  // namespace mcbin::auth
