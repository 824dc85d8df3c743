#include "mcbin/render/json_indent.hpp"

#include <cstddef>

namespace mcbin::render {

namespace {

void new_line(std::string& out, std::size_t depth) {
  out += '\n';
  out.append(depth * 2, ' ');
}

/// The end of the string that opens at `at`.
std::size_t string_end(std::string_view line, std::size_t at) {
  for (++at; at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\') ++at;
  }
  return at < line.size() ? at + 1 : line.size();
}

}  // namespace

void append_indented(std::string& out, std::string_view line) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char letter = line[at];
    if (letter == '"') {
      const std::size_t end = string_end(line, at);
      out += line.substr(at, end - at);
      at = end - 1;
    } else if (letter == '{' || letter == '[') {
      out += letter;
      const bool empty = at + 1 < line.size() && (line[at + 1] == '}' || line[at + 1] == ']');
      ++depth;
      if (!empty) new_line(out, depth);
    } else if (letter == '}' || letter == ']') {
      const bool empty = line[at - 1] == '{' || line[at - 1] == '[';
      --depth;
      if (!empty) new_line(out, depth);
      out += letter;
    } else if (letter == ',') {
      out += letter;
      new_line(out, depth);
    } else if (letter == ':') {
      out += ": ";
    } else if (letter != '\n') {
      out += letter;
    }
  }
  out += '\n';
}

}  // namespace mcbin::render
