#include "mcbin/journal/manifest.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/journal/crc32c.hpp"
#include "mcbin/journal/log_recovery.hpp"
#include "mcbin/journal/log_segment.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace mcbin::journal {
namespace {

constexpr std::string_view kMagic = "mcbinman";
constexpr std::string_view kNewName = "manifest.new";
constexpr std::string_view kSnapshotPrefix = "snapshot-";
constexpr std::size_t kNumberDigits = 20;
constexpr std::size_t kPartDigits = 6;
constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kFieldsAt = 12;
constexpr std::size_t kChecksumAt = 60;

/// In the order in which they lie.
constexpr std::array kFields = {&Manifest::snapshot,       &Manifest::snapshot_parts,
                                &Manifest::snapshot_items, &Manifest::log_number,
                                &Manifest::log_sequence,   &Manifest::cas_highest};

std::string padded(std::uint64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

Result<void> append_all(File& file, ByteView bytes) {
  while (!bytes.empty()) {
    const auto taken = file.append(bytes);
    if (!taken) return tl::unexpected(taken.error());
    bytes = bytes.subspan(*taken);
  }
  return {};
}

}  // namespace

Result<std::optional<Manifest>> read_manifest(Directory& directory) {
  const auto names = directory.list();
  if (!names) return tl::unexpected(names.error());
  const std::string name(kManifestName);
  if (std::find(names->begin(), names->end(), name) == names->end()) return std::nullopt;
  const auto bytes = read_journal_file(directory, name);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto damaged = [](const std::string& what) {
    return fail(Errc::BadText, 0, "the manifest is damaged: " + what);
  };
  if (bytes->size() != kManifestBytes) return damaged("it has not its size");
  const ByteView content = ByteView(*bytes).first(kChecksumAt);
  if (as_text(content.first(kMagic.size())) != kMagic) return damaged("it is no manifest");
  if (load_be32(bytes->data() + kChecksumAt) != crc32c(content)) {
    return damaged("its checksum does not hold");
  }
  const std::uint32_t version = load_be32(bytes->data() + kVersionAt);
  if (version != kFormatVersion) {
    return fail(Errc::BadConfiguration, kVersionAt,
                "the manifest has version " + std::to_string(version) +
                    " of the format; this program reads version " + std::to_string(kFormatVersion));
  }
  Manifest manifest;
  for (std::size_t at = 0; at < kFields.size(); ++at) {
    manifest.*kFields[at] = load_be64(bytes->data() + kFieldsAt + at * sizeof(std::uint64_t));
  }
  return manifest;
}

Result<void> write_manifest(Directory& directory, const Manifest& manifest) {
  std::array<Byte, kManifestBytes> bytes{};
  copy_bytes(as_bytes(kMagic), bytes);
  store_be32(bytes.data() + kVersionAt, kFormatVersion);
  for (std::size_t at = 0; at < kFields.size(); ++at) {
    store_be64(bytes.data() + kFieldsAt + at * sizeof(std::uint64_t), manifest.*kFields[at]);
  }
  store_be32(bytes.data() + kChecksumAt, crc32c(ByteView(bytes).first(kChecksumAt)));
  const std::string name(kNewName);
  auto file = directory.create(name);
  if (!file) return tl::unexpected(file.error());
  if (auto written = append_all(**file, bytes); !written) return written;
  if (auto synced = (*file)->sync(); !synced) return synced;
  if (auto renamed = directory.rename(name, std::string(kManifestName)); !renamed) return renamed;
  return directory.sync();
}

std::string snapshot_name(std::uint64_t snapshot, std::uint64_t part) {
  return std::string(kSnapshotPrefix) + padded(snapshot, kNumberDigits) + "-" +
         padded(part, kPartDigits);
}

std::optional<std::uint64_t> snapshot_number(std::string_view name) {
  const std::size_t digits_end = kSnapshotPrefix.size() + kNumberDigits;
  if (!name.starts_with(kSnapshotPrefix) || name.size() < digits_end + 1 + kPartDigits ||
      name[digits_end] != '-') {
    return std::nullopt;
  }
  std::uint64_t number = 0;
  const char* const begin = name.data() + kSnapshotPrefix.size();
  const auto read = std::from_chars(begin, name.data() + digits_end, number);
  if (read.ec != std::errc() || read.ptr != name.data() + digits_end) return std::nullopt;
  return number;
}

Result<void> remove_others(Directory& directory, const Manifest& manifest) {
  const auto names = directory.list();
  if (!names) return tl::unexpected(names.error());
  for (const std::string& name : *names) {
    const auto log = segment_number(name);
    const auto snapshot = snapshot_number(name);
    const bool old_log = log && *log < manifest.log_number;
    const bool old_snapshot = snapshot && *snapshot != manifest.snapshot;
    if (!old_log && !old_snapshot && name != kNewName) continue;
    if (auto removed = directory.remove(name); !removed) return removed;
  }
  return directory.sync();
}

}  // namespace mcbin::journal
