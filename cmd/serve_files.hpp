// The small files by which a server tells others about itself: its port, its process id.
#pragma once

#include "mcbin/base/error.hpp"

#include <string>
#include <string_view>

namespace mcbin::cmd {

/// A file that exists as long as the object: written at once as a whole, removed at the end. Where
/// the right to remove it has been given up meanwhile, it is left empty, so that it misleads
/// nobody.
class PublishedFile {
 public:
  /// Writes `text` to `path` through a temporary file and a rename, so that nobody reads half of
  /// it.
  /// @return Errc::WriteFailed with "PATH: reason" as detail.
  [[nodiscard]] static Result<PublishedFile> write(const std::string& path, std::string_view text);

  PublishedFile(PublishedFile&& other) noexcept;
  PublishedFile& operator=(PublishedFile&&) = delete;
  ~PublishedFile();

 private:
  PublishedFile(std::string path, int file) : path_(std::move(path)), file_(file) {}
  [[nodiscard]] bool still_ours() const;

  std::string path_;
  int file_;  // -1 once moved from; open to the end, so that the file can still be emptied
};

}  // namespace mcbin::cmd
