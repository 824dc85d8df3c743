// The wording of system errors.
#include "mcbin/net/socket_errors.hpp"

#include <cctype>

namespace mcbin::net {

std::string error_text(const std::error_code& error) {
  std::string text = error.message();
  // "Connection refused" reads well in the middle of a sentence only without its capital; "I/O
  // error" keeps its own.
  if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1])) != 0) {
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  }
  return text;
}

std::string errno_text(int number) {
  return error_text(std::error_code(number, std::system_category()));
}

}  // namespace mcbin::net
