#include "mcbin/replay/trace_format.hpp"

#include <algorithm>
#include <string>

namespace mcbin::replay {
namespace {

using codec::Opcode;

struct Named {
  std::string_view name;
  Opcode opcode;
};

constexpr std::array<Named, 14> kOperations = {{{"get", Opcode::Get},
                                                {"set", Opcode::Set},
                                                {"gets", Opcode::Get},
                                                {"delete", Opcode::Delete},
                                                {"add", Opcode::Add},
                                                {"replace", Opcode::Replace},
                                                {"cas", Opcode::Replace},
                                                {"append", Opcode::Append},
                                                {"prepend", Opcode::Prepend},
                                                {"incr", Opcode::Increment},
                                                {"decr", Opcode::Decrement},
                                                {"get_lease", Opcode::Get},
                                                {"set_lease", Opcode::Set},
                                                {"del", Opcode::Delete}}};

constexpr std::array<std::string_view, kTraceColumns> kColumnNames = {
    "key", "op", "size", "op_count", "key_size", "ttl", "op_time"};

bool same_word(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() &&
         std::equal(word.begin(), word.end(), lower.begin(), [](char letter, char expected) {
           return letter == expected || (letter >= 'A' && letter <= 'Z' && letter + 32 == expected);
         });
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view first_line(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Takes what is behind the last comma off the end of `line`.
std::optional<std::string_view> take_last(std::string_view& line) {
  const std::size_t comma = line.rfind(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const std::string_view field = line.substr(comma + 1);
  line = line.substr(0, comma);
  return field;
}

bool twitter_line(std::string_view line) {
  const auto ttl = take_last(line);
  const auto operation = take_last(line);
  const auto client = take_last(line);
  const auto value_size = take_last(line);
  const auto key_size = take_last(line);
  return key_size && all_digits(*ttl) && all_digits(*client) && all_digits(*value_size) &&
         all_digits(*key_size) && trace_opcode(*operation) &&
         all_digits(line.substr(0, line.find(',')));
}

}  // namespace

std::optional<Opcode> trace_opcode(std::string_view name) {
  for (const Named& operation : kOperations) {
    if (same_word(name, operation.name)) return operation.opcode;
  }
  return std::nullopt;
}

Result<TraceHeading> read_trace_heading(std::string_view line) {
  TraceHeading heading;
  line = first_line(line);
  std::size_t field = 0;
  for (; field < kTraceFieldsMax; ++field) {
    const std::string_view name = line.substr(0, line.find(','));
    for (std::size_t column = 0; column < kTraceColumns; ++column) {
      if (same_word(name, kColumnNames[column])) heading[column] = static_cast<std::uint8_t>(field);
    }
    if (name.size() == line.size()) break;
    line.remove_prefix(name.size() + 1);
  }
  if (field == kTraceFieldsMax) return fail(Errc::BadText, 0, "the trace has too many columns");
  for (const TraceColumn needed : {TraceColumn::Key, TraceColumn::Operation, TraceColumn::Size}) {
    const auto column = static_cast<std::size_t>(needed);
    if (!heading[column]) {
      return fail(
          Errc::BadText, 0,
          "the trace's first line names no column '" + std::string(kColumnNames[column]) + "'");
    }
  }
  return heading;
}

std::optional<TraceFormat> guess_trace_format(ByteView head) {
  const std::string_view line = first_line(as_text(head));
  if (twitter_line(line)) return TraceFormat::Twitter;
  if (line.find(',') != std::string_view::npos && read_trace_heading(line)) {
    return TraceFormat::CacheBench;
  }
  return std::nullopt;
}

}  // namespace mcbin::replay
