// Rows of columns: aligned and with a heading on a terminal, separated by tabs anywhere else, so
// that people and scripts each get what they can read.
#pragma once

#include "cmd/output_buffer.hpp"

#include <string>
#include <vector>

namespace mcbin::cmd {

/// Whether colours are wanted: on a terminal, unless NO_COLOR is set (https://no-color.org) or the
/// terminal is a dumb one.
[[nodiscard]] bool colour_wanted();

class TerminalTable {
 public:
  /// @param headings  shown on a terminal only.
  explicit TerminalTable(std::vector<std::string> headings);

  /// Adds a row with as many cells as there are headings. Cells are made fit for a terminal; in
  /// tab-separated rows a tab, a line end or a backslash in a cell is \t, \n, \r or \\.
  [[nodiscard]] Result<void> row(std::vector<std::string> cells);

  /// Writes what has gathered. On a terminal the columns are as wide as the rows since the last
  /// flush need.
  [[nodiscard]] Result<void> flush();

 private:
  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;  // on a terminal, until the widths are known
  OutputBuffer buffer_;
  bool for_terminal_;
  bool colour_;
};

}  // namespace mcbin::cmd
