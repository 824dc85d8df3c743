// System calls about the process itself.
#include "mcbin/net/process.hpp"

#include "mcbin/net/socket_errors.hpp"

#include <algorithm>
#include <cerrno>
#include <grp.h>
#include <pwd.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace mcbin::net {
namespace {

/// Enough for any line of a user database; the real bound is the system's.
constexpr std::size_t kAccountBytesMax = 16 * 1024;

tl::unexpected<Error> refused(const char* step) {
  return fail(Errc::SystemFailed, 0, std::string(step) + ": " + errno_text(errno));
}

}  // namespace

Result<Account> find_account(const std::string& name) {
  std::vector<char> space(kAccountBytesMax);
  passwd entry{};
  passwd* found = nullptr;
  ::getpwnam_r(name.c_str(), &entry, space.data(), space.size(), &found);
  if (found == nullptr) return fail(Errc::BadConfiguration, 0, "there is no user " + name);
  return Account{name, entry.pw_uid, entry.pw_gid};
}

bool runs_as_root() {
  return ::getuid() == 0 || ::geteuid() == 0;
}

Result<void> become(const Account& account) {
  if (::setgroups(0, nullptr) != 0) return refused("setgroups");
  if (::setgid(account.group) != 0) return refused("setgid");
  if (::setuid(account.user) != 0) return refused("setuid");
  // A drop that can be taken back is none.
  if (account.user != 0 && ::setuid(0) == 0) {
    return fail(Errc::SystemFailed, 0, "setuid: the old rights could be taken back");
  }
  return {};
}

Result<std::uint64_t> raise_descriptor_limit(std::uint64_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return refused("getrlimit");
  if (limit.rlim_cur >= wanted) return limit.rlim_cur;
  rlimit raised{wanted, std::max<rlim_t>(limit.rlim_max, wanted)};
  if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) return wanted;
  // Only root may pass the hard limit.
  raised = {std::min<rlim_t>(limit.rlim_max, wanted), limit.rlim_max};
  if (::setrlimit(RLIMIT_NOFILE, &raised) != 0) return refused("setrlimit");
  return raised.rlim_cur;
}

}  // namespace mcbin::net
