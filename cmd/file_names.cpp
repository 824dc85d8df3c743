#include "cmd/file_names.hpp"

#include <cstdint>

namespace mcbin::cmd {
namespace {

bool stays(char letter) {
  const bool alphabetic = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  const bool digit = letter >= '0' && letter <= '9';
  return alphabetic || digit || letter == '.' || letter == '_' || letter == '-';
}

}  // namespace

std::string file_path_of_key(std::string_view key) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string path;
  std::size_t name_letters = 0;
  for (const char letter : key) {
    if (name_letters + 3 > kFileNameLettersMax) {
      path += "+/";
      name_letters = 0;
    }
    const bool kept = stays(letter) && !(letter == '.' && name_letters == 0);
    if (kept) {
      path += letter;
    } else {
      const auto byte = static_cast<std::uint8_t>(letter);
      path += '%';
      path += kDigits[byte >> 4U];
      path += kDigits[byte & 15U];
    }
    name_letters += kept ? 1 : 3;
  }
  return path;
}

}  // namespace mcbin::cmd
