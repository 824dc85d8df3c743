// Which files a journal is made of: the latest whole snapshot, and the log that goes on behind it.
// A small file of its own, replaced in one step; without it, the log is all there is.
//
//   0 "mcbinman"   8 version   12 snapshot   20 parts   28 items   36 log file   44 sequence
//  52 highest CAS   60 crc32c of all before; big-endian
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/journal/file_system.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::journal {

inline constexpr std::string_view kManifestName = "manifest";
inline constexpr std::size_t kManifestBytes = 64;

struct Manifest {
  std::uint64_t snapshot = 0;        // its number; its files are named after it
  std::uint64_t snapshot_parts = 0;  // how many files
  std::uint64_t snapshot_items = 0;
  std::uint64_t log_number = 0;    // the log begins with this file
  std::uint64_t log_sequence = 1;  // and with this record
  std::uint64_t cas_highest = 0;   // of all items before
};

/// @return nothing where there is none; Errc::BadText with a sentence when it is damaged,
///         Errc::BadConfiguration for another version of the format, Errc::ReadFailed.
[[nodiscard]] Result<std::optional<Manifest>> read_manifest(Directory& directory);

/// Replaces the manifest. Once it has returned, the new one is on the disk.
[[nodiscard]] Result<void> write_manifest(Directory& directory, const Manifest& manifest);

/// "snapshot-00000000000000000007-000001".
[[nodiscard]] std::string snapshot_name(std::uint64_t snapshot, std::uint64_t part);

/// The number of the snapshot in such a name; nothing for any other name.
[[nodiscard]] std::optional<std::uint64_t> snapshot_number(std::string_view name);

/// Removes the files of a journal that `manifest` does not name.
[[nodiscard]] Result<void> remove_others(Directory& directory, const Manifest& manifest);

}  // namespace mcbin::journal
