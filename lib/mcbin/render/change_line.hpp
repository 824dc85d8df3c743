// What a journal holds as lines of JSON: one for each change, and one that sums a check up. Absent
// fields are left out, never null; 64-bit numbers that count nothing are strings.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mcbin::render {

struct ChangeLine {
  std::string_view from;    // "snapshot" or "log"
  std::string_view change;  // "stored", "removed", "expiry_set", "flushed", "flush_at"
  std::uint64_t sequence = 0;
  std::optional<ByteView> key = {};
  std::optional<ByteView> value = {};
  std::optional<std::uint32_t> flags = {};
  std::optional<std::uint64_t> cas = {};
  std::optional<std::int64_t> expiry_wall_ms = {};  // Unix time; none for what never expires
};

/// {"from": ..., "change": ..., "sequence": ..., ...}; bytes that are no UTF-8 stand in key_b64,
/// value_b64.
void append_change_line(std::string& out, const ChangeLine& change);

/// The state of a directory.
struct JournalCheckLine {
  std::string_view directory;
  bool whole = false;  // nothing but what a crash leaves is wrong
  std::uint64_t snapshot_items = 0;
  std::uint64_t snapshot_files = 0;
  std::uint64_t log_changes = 0;
  std::uint64_t log_files = 0;
  std::uint64_t log_bytes = 0;
  std::uint64_t last_sequence = 0;
  std::string_view cut_file = {};  // where an end begins that a crash left unfinished
  std::uint64_t cut_bytes = 0;
  std::span<const std::string> damages = {};  // sentences
};

void append_journal_check_line(std::string& out, const JournalCheckLine& check);

}  // namespace mcbin::render
