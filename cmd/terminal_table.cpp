#include "cmd/terminal_table.hpp"

#include "cmd/terminal_text.hpp"

#include <algorithm>
#include <cstdlib>

namespace mcbin::cmd {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

std::string tab_safe(std::string_view cell) {
  std::string safe;
  for (const char letter : cell) {
    switch (letter) {
      case '\t':
        safe += "\\t";
        break;
      case '\n':
        safe += "\\n";
        break;
      case '\r':
        safe += "\\r";
        break;
      case '\\':
        safe += "\\\\";
        break;
      default:
        safe += letter;
    }
  }
  return safe;
}

/// Columns that UTF-8 text takes, near enough: one a character.
std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<Byte>(byte) & 0xc0U) != 0x80U;
  }));
}

std::string aligned(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t index = 0; index < cells.size(); ++index) {
    line += cells[index];
    if (index + 1 == cells.size()) break;
    line += std::string(widths[index] - columns_of(cells[index]) + 2, ' ');
  }
  return line;
}

}  // namespace

bool colour_wanted() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool refused = no_colour != nullptr && *no_colour != '\0';
  const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  return stdout_is_terminal() && !refused && !dumb;
}

TerminalTable::TerminalTable(std::vector<std::string> headings)
    : headings_(std::move(headings)),
      for_terminal_(stdout_is_terminal()),
      colour_(colour_wanted()) {}

Result<void> TerminalTable::row(std::vector<std::string> cells) {
  if (for_terminal_) {
    for (std::string& cell : cells) cell = printable_text(cell);
    rows_.push_back(std::move(cells));
    return {};
  }
  std::string& out = buffer_.text();
  for (std::size_t index = 0; index < cells.size(); ++index) {
    out += (index == 0 ? "" : "\t") + tab_safe(cells[index]);
  }
  out += '\n';
  return buffer_.settle();
}

Result<void> TerminalTable::flush() {
  if (!rows_.empty()) {
    std::vector<std::size_t> widths;
    for (const std::string& heading : headings_) widths.push_back(columns_of(heading));
    for (const std::vector<std::string>& cells : rows_) {
      for (std::size_t index = 0; index < cells.size(); ++index) {
        widths[index] = std::max(widths[index], columns_of(cells[index]));
      }
    }
    std::string& out = buffer_.text();
    out += std::string(colour_ ? kBold : "") + aligned(headings_, widths) +
           std::string(colour_ ? kPlain : "") + "\n";
    for (const std::vector<std::string>& cells : rows_) out += aligned(cells, widths) + "\n";
    rows_.clear();
  }
  return buffer_.flush();
}

}  // namespace mcbin::cmd
