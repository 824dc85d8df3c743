// Changing a file that holds secrets: as a whole or not at all, and for nobody else's eyes.
#pragma once

#include "mcbin/base/error.hpp"

#include <string>
#include <string_view>

namespace mcbin::cmd {

/// One change of a file. From begin() to the end of the object nobody else can begin one: the new
/// content is written to "PATH.new", which must not exist before.
class PrivateFileChange {
 public:
  /// @return Errc::WriteFailed with "PATH.new: reason"; when it exists already, with a hint.
  [[nodiscard]] static Result<PrivateFileChange> begin(const std::string& path);

  PrivateFileChange(PrivateFileChange&& other) noexcept;
  PrivateFileChange& operator=(PrivateFileChange&&) = delete;
  /// Without commit() the file stays as it was.
  ~PrivateFileChange();

  /// Whether there is a file to change.
  [[nodiscard]] bool exists() const;

  /// Puts a file with `text` in the place of the old one: mode 0600, its owner stays.
  /// @return Errc::WriteFailed; the old file is then still there.
  [[nodiscard]] Result<void> commit(std::string_view text);

 private:
  PrivateFileChange(std::string path, int file) : path_(std::move(path)), file_(file) {}
  [[nodiscard]] std::string new_path() const { return path_ + ".new"; }

  std::string path_;
  int file_;  // -1 once moved from or committed
};

}  // namespace mcbin::cmd
