#include "cmd/entry_source.hpp"

#include "cmd/option_values.hpp"

#include <array>
#include <limits>
#include <vector>

namespace mcbin::cmd {
namespace {

// What the largest body of a request has room for, in the widest spelling of JSON.
constexpr std::size_t kRecordBytesMax = 6UL * 1024 * 1024 * 1024;
constexpr std::size_t kTabColumnsMax = 4;

tl::unexpected<Error> refuse(std::string sentence) {
  return fail(Errc::BadText, 0, std::move(sentence));
}

std::optional<char> escaped_byte(char letter) {
  switch (letter) {
    case 't':
      return '\t';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case '0':
      return '\0';
    case '\\':
      return '\\';
    default:
      return std::nullopt;
  }
}

Result<std::string> unescaped(std::string_view column) {
  std::string text;
  for (std::size_t at = 0; at < column.size(); ++at) {
    if (column[at] != '\\') {
      text += column[at];
      continue;
    }
    const auto byte = at + 1 < column.size() ? escaped_byte(column[at + 1]) : std::nullopt;
    if (!byte) return refuse("a backslash stands before none of t, n, r, 0 and \\");
    text += *byte;
    ++at;
  }
  return text;
}

std::vector<std::string_view> columns_of(std::string_view row) {
  std::vector<std::string_view> columns;
  for (std::size_t from = 0; from <= row.size();) {
    const std::size_t tab = std::min(row.find('\t', from), row.size());
    columns.push_back(row.substr(from, tab - from));
    from = tab + 1;
  }
  return columns;
}

}  // namespace

std::optional<EntryFormat> format_of_path(std::string_view path) {
  for (const std::string_view ending : {".jsonl", ".ndjson", ".json"}) {
    if (path.ends_with(ending)) return EntryFormat::JsonLines;
  }
  if (path.ends_with(".tsv")) return EntryFormat::Tabs;
  return std::nullopt;
}

Result<render::Entry> read_tab_row(std::string_view row) {
  const std::vector<std::string_view> columns = columns_of(row);
  if (columns.size() < 2) return refuse("there is no tab between a key and a value");
  if (columns.size() > kTabColumnsMax) {
    return refuse("there are more columns than key, value, flags and expiry");
  }
  auto key = unescaped(columns[0]);
  if (!key) return tl::unexpected(key.error());
  const auto value = unescaped(columns[1]);
  if (!value) return tl::unexpected(value.error());
  render::Entry entry{.key = *std::move(key), .value = ByteVector(value->begin(), value->end())};
  if (columns.size() > 2 && !columns[2].empty()) {
    const auto flags = parse_unsigned(columns[2], std::numeric_limits<std::uint32_t>::max());
    if (!flags) return tl::unexpected(flags.error());
    entry.flags = static_cast<std::uint32_t>(*flags);
  }
  if (columns.size() > 3 && !columns[3].empty()) entry.expire = std::string(columns[3]);
  return entry;
}

Result<EntrySource> EntrySource::open(const std::string& path, EntryFormat format) {
  const auto end = format == EntryFormat::NulPairs ? RecordEnd::Nul : RecordEnd::Line;
  auto reader = RecordReader::open(path, end, kRecordBytesMax);
  if (!reader) return tl::unexpected(reader.error());
  return EntrySource(*std::move(reader), format);
}

Result<std::optional<EntrySource::Record>> EntrySource::next_pair() {
  const auto key = reader_.next();
  if (!key) return tl::unexpected(key.error());
  if (!*key) return std::optional<Record>();
  render::Entry entry{.key = std::string(**key)};
  const auto value = reader_.next();
  if (!value) return tl::unexpected(value.error());
  Record record{.number = (reader_.number() + 1) / 2};
  if (*value) {
    entry.value.assign((*value)->begin(), (*value)->end());
    record.entry = std::optional(std::move(entry));
  } else {
    record.entry = refuse("the last key has no value");
  }
  return std::optional(std::move(record));
}

Result<std::optional<EntrySource::Record>> EntrySource::next() {
  if (format_ == EntryFormat::NulPairs) return next_pair();
  for (;;) {
    const auto line = reader_.next();
    if (!line) return tl::unexpected(line.error());
    if (!*line) return std::optional<Record>();
    if ((*line)->empty()) continue;
    Record record{.number = reader_.number()};
    if (format_ == EntryFormat::JsonLines) {
      record.entry = render::read_entry_line(**line);
    } else {
      record.entry = read_tab_row(**line).map(
          [](render::Entry entry) { return std::optional(std::move(entry)); });
    }
    return std::optional(std::move(record));
  }
}

}  // namespace mcbin::cmd
