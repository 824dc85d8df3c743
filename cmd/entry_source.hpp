// A file of many values to store: lines of JSON, rows of tab-separated columns, or pairs of records
// that end with NUL bytes.
#pragma once

#include "cmd/record_reader.hpp"
#include "mcbin/render/entry_line.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::cmd {

enum class EntryFormat : std::uint8_t {
  JsonLines,  // as `get --json` prints them
  Tabs,       // KEY, VALUE and perhaps FLAGS and EXPIRE; \t \n \r \\ \0 stand for those bytes
  NulPairs,   // KEY NUL VALUE NUL
};

/// The format that the ending of `path` names: .jsonl, .ndjson, .json or .tsv.
[[nodiscard]] std::optional<EntryFormat> format_of_path(std::string_view path);

/// Reads one row of tab-separated columns. @return Errc::BadText with a sentence.
[[nodiscard]] Result<render::Entry> read_tab_row(std::string_view row);

class EntrySource {
 public:
  [[nodiscard]] static Result<EntrySource> open(const std::string& path, EntryFormat format);

  /// One record of the file; `entry` is an error when the record cannot be read, and empty when it
  /// says that there was no value.
  struct Record {
    std::uint64_t number = 0;  // from 1
    Result<std::optional<render::Entry>> entry;
  };

  /// The next record; nothing at the end. Empty lines are none.
  /// @return Errc::ReadFailed or Errc::TooLarge, after which nothing more can be read.
  [[nodiscard]] Result<std::optional<Record>> next();

 private:
  EntrySource(RecordReader reader, EntryFormat format)
      : reader_(std::move(reader)), format_(format) {}

  [[nodiscard]] Result<std::optional<Record>> next_pair();

  RecordReader reader_;
  EntryFormat format_;
};

}  // namespace mcbin::cmd
