// A value in a temporary file, changed by a person's editor or by a filter.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <span>
#include <string>

namespace mcbin::cmd {

/// A private directory that goes with its files, unless it is kept.
class EditFolder {
 public:
  /// Makes it below $TMPDIR, or /tmp. @return Errc::WriteFailed with a sentence.
  [[nodiscard]] static Result<EditFolder> make();
  EditFolder(EditFolder&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  EditFolder& operator=(EditFolder&&) = delete;
  ~EditFolder();

  /// Leaves the files where they are. @return the path of the value's file.
  std::string keep();

  /// Lets the editor of $VISUAL or $EDITOR, else vi, change `value`. A line end that the editor
  /// added to a value that had none is taken away again.
  /// @return Errc::SystemFailed with a sentence when it ends with an error.
  [[nodiscard]] Result<ByteVector> edit(ByteView value);

  /// What `command`, which gets `value` on standard input, writes to standard output.
  /// @return Errc::SystemFailed with a sentence when it cannot be run or ends with an error.
  [[nodiscard]] Result<ByteVector> filter(ByteView value, std::span<const std::string> command);

 private:
  explicit EditFolder(std::string path) : path_(std::move(path)) {}
  [[nodiscard]] std::string file(std::string_view name) const;
  [[nodiscard]] Result<std::string> write(std::string_view name, ByteView bytes) const;

  std::string path_;  // empty: moved from or kept
};

}  // namespace mcbin::cmd
