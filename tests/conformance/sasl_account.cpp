#include "conformance/sasl_account.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace mcbin::conformance {

Result<void> make_sasl_account(const std::string& directory) {
  const std::string database = directory + "/sasldb2";
  std::ofstream(directory + "/memcached.conf")
      << "mech_list: plain cram-md5\nsasldb_path: " << database << "\n";
  const std::string command =
      "printf testpass | PATH=$PATH:/usr/sbin saslpasswd2 -p -c -a memcached -f " + database +
      " testuser";
  if (std::system(command.c_str()) != 0) {
    return fail(Errc::SystemFailed, 0, "saslpasswd2 (package sasl2-bin) makes no account");
  }
  return {};
}

std::string make_users_file(const std::string& directory) {
  const std::string path = directory + "/users";
  std::ofstream(path) << kUsersOfVectors;
  std::filesystem::permissions(
      path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  return path;
}

}  // namespace mcbin::conformance
