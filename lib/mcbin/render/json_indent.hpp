// A line of JSON over several lines, indented.
#pragma once

#include <string>
#include <string_view>

namespace mcbin::render {

/// Appends `line`, well formed and without blanks between its parts, with a line for each member.
void append_indented(std::string& out, std::string_view line);

}  // namespace mcbin::render
