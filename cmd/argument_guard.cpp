// One byte in front of the arguments that the parsing library would misread.
#include "cmd/argument_guard.hpp"

namespace mcbin::cmd {
namespace {
constexpr char kGuard = '\x01';
}

std::string guard_argument(std::string_view argument) {
  const bool in_brackets = argument.starts_with('[') && argument.ends_with(']');
  const bool ends_subcommand = argument == "++";
  // An argument that opens with the guard byte itself gets a second one, so that unguard is exact.
  if (!in_brackets && !ends_subcommand && !argument.starts_with(kGuard)) {
    return std::string(argument);
  }
  return kGuard + std::string(argument);
}

std::string_view unguard_argument(std::string_view argument) {
  if (argument.starts_with(kGuard)) argument.remove_prefix(1);
  return argument;
}

}  // namespace mcbin::cmd
