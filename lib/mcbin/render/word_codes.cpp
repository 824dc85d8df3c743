#include "mcbin/render/word_codes.hpp"

#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/status.hpp"

#include <charconv>

namespace mcbin::render {

namespace {

template <typename Integer>
std::optional<Integer> from_hex_word(std::string_view word) {
  if (!word.starts_with("0x")) return std::nullopt;
  word.remove_prefix(2);
  Integer value = 0;
  const char* end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, value, 16);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

}  // namespace

std::optional<std::uint8_t> opcode_from_word(std::string_view word) {
  if (const auto opcode = codec::opcode_from_name(word)) return static_cast<std::uint8_t>(*opcode);
  for (const codec::OpcodeInfo& row : codec::kOpcodeRows) {
    if (!word.empty() && row.couchbase_name == word) return row.code;
  }
  return from_hex_word<std::uint8_t>(word);
}

std::optional<std::uint16_t> status_from_word(std::string_view word) {
  for (const codec::StatusInfo& row : codec::kStatusRows) {
    if (!word.empty() && (row.name == word || row.couchbase_name == word)) return row.code;
  }
  return from_hex_word<std::uint16_t>(word);
}

}  // namespace mcbin::render
