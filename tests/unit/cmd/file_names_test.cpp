#include "cmd/file_names.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <sstream>

namespace mcbin::cmd {
namespace {

TEST_CASE("cmd/file_names: harmless letters stay, all else is escaped", "[cmd][files]") {
  const std::pair<const char*, const char*> rows[] = {
      {"session-1_A.json", "session-1_A.json"},
      {".", "%2E"},
      {"..", "%2E."},
      {".profile", "%2Eprofile"},
      {"../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"},
      {"a b+c%", "a%20b%2Bc%25"},
      {"\xff\n", "%FF%0A"},
  };
  for (const auto& [key, path] : rows) CHECK(file_path_of_key(key) == path);
}

TEST_CASE("cmd/file_names: names stay short, and no two keys share one", "[cmd][files]") {
  std::set<std::string> paths;
  std::set<std::string> folders;
  std::size_t count = 0;
  for (const char letter : {'a', '/', '.', '+', '%'}) {
    for (std::size_t size = 1; size <= 250; ++size) {
      const std::string path = file_path_of_key(std::string(size, letter));
      paths.insert(path);
      ++count;
      std::istringstream parts(path);
      for (std::string part; std::getline(parts, part, '/');) {
        CHECK((!part.empty() && part.size() <= kFileNameLettersMax + 1 && part[0] != '.'));
      }
      if (const auto slash = path.rfind('/'); slash != path.npos) {
        folders.insert(path.substr(0, slash));
      }
    }
  }
  CHECK(paths.size() == count);
  const auto is_file = [&](const std::string& folder) { return paths.count(folder) != 0; };
  CHECK(std::none_of(folders.begin(), folders.end(), is_file));
}

}  // namespace
}  // namespace mcbin::cmd
