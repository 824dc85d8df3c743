// The journal's way to the disk: one directory and the files in it. What runs in earnest is
// posix_directory.hpp; a test can put a disk of its own in its place, which loses power and fills.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mcbin::journal {

/// An open file. Errc::ReadFailed and Errc::WriteFailed carry a sentence; a disk without room is
/// Errc::StorageFull. Calls may come from several threads.
class File {
 public:
  virtual ~File() = default;

  /// Writes at the end. @return how many bytes were taken: at least 1 of some, maybe not all.
  [[nodiscard]] virtual Result<std::size_t> append(ByteView bytes) = 0;

  /// @return how many bytes were read: 0 at the end of the file, else maybe fewer than asked for.
  [[nodiscard]] virtual Result<std::size_t> read_at(std::uint64_t offset, MutableByteView to) = 0;

  /// Content and size are on the disk once this has succeeded. After a failure nobody knows what
  /// is: never call it again for what it failed on.
  [[nodiscard]] virtual Result<void> sync() = 0;

  /// Cuts the file to `size`; appending goes on from there.
  [[nodiscard]] virtual Result<void> truncate(std::uint64_t size) = 0;

  [[nodiscard]] virtual Result<std::uint64_t> size() = 0;
};

/// A directory; names are those of files directly in it.
class Directory {
 public:
  virtual ~Directory() = default;

  /// A new and empty file; one of that name is emptied.
  [[nodiscard]] virtual Result<std::unique_ptr<File>> create(const std::string& name) = 0;

  /// A file that exists.
  [[nodiscard]] virtual Result<std::unique_ptr<File>> open(const std::string& name) = 0;

  /// The names of all regular files, sorted.
  [[nodiscard]] virtual Result<std::vector<std::string>> list() = 0;

  /// `to` is replaced in one step: at every moment it is either file.
  [[nodiscard]] virtual Result<void> rename(const std::string& from, const std::string& to) = 0;

  [[nodiscard]] virtual Result<void> remove(const std::string& name) = 0;

  /// What was created, renamed and removed is so on the disk, too.
  [[nodiscard]] virtual Result<void> sync() = 0;

  /// Keeps every other user of the directory out until this object goes.
  /// @return Errc::BadConfiguration with a sentence when somebody else is in it.
  [[nodiscard]] virtual Result<void> lock() = 0;
};

}  // namespace mcbin::journal
