// The small files by which a server tells others about itself: its port, its process id.
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/net/process.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mcbin::cmd {

/// A file that exists as long as the object: written at once as a whole, removed at the end.
class PublishedFile {
 public:
  /// Writes `text` to `path` through a temporary file and a rename, so that nobody reads half of
  /// it. With `owner` the file is given to it, so that it can still be emptied after the rights to
  /// remove it have been given up.
  /// @return Errc::WriteFailed with "PATH: reason" as detail.
  [[nodiscard]] static Result<PublishedFile> write(const std::string& path, std::string_view text,
                                                   const std::optional<net::Account>& owner);

  PublishedFile(PublishedFile&& other) noexcept;
  PublishedFile& operator=(PublishedFile&&) = delete;
  ~PublishedFile();

 private:
  explicit PublishedFile(std::string path) : path_(std::move(path)) {}
  std::string path_;  // empty once moved from
};

}  // namespace mcbin::cmd
