#include "cmd/environment.hpp"

#include <unistd.h>

namespace mcbin::cmd {

Environment process_environment() {
  Environment found;
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
    const std::string_view variable = *each;
    if (!variable.starts_with(kVariablePrefix)) continue;
    const std::size_t equals = variable.find('=');
    if (equals == std::string_view::npos || equals + 1 == variable.size()) continue;
    found.emplace(variable.substr(0, equals), variable.substr(equals + 1));
  }
  return found;
}

std::string variable_name(std::string_view long_name) {
  std::string name(kVariablePrefix);
  for (const char letter : long_name) {
    if (letter == '-') {
      name += '_';
    } else if (letter >= 'a' && letter <= 'z') {
      name += static_cast<char>(letter - 'a' + 'A');
    } else {
      name += letter;
    }
  }
  return name;
}

bool is_service_link(std::string_view value) {
  return value.starts_with("tcp://") || value.starts_with("udp://");
}

}  // namespace mcbin::cmd
