#include "mcbin/codec/opcode.hpp"

#include <algorithm>

namespace mcbin::codec {

namespace {

constexpr char upper(char letter) {
  return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char one, char other) { return upper(one) == upper(other); });
}

}  // namespace

std::optional<Opcode> opcode_from_name(std::string_view name) {
  if (name.empty()) return std::nullopt;
  for (const OpcodeInfo& row : kOpcodeRows) {
    if (same_name(row.name, name)) return static_cast<Opcode>(row.code);
  }
  return std::nullopt;
}

}  // namespace mcbin::codec
