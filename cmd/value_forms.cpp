#include "cmd/value_forms.hpp"

#include <array>

namespace mcbin::cmd {
namespace {

using values::ClientLibrary;
using values::ValueType;

constexpr std::array kWrittenTypes = {ValueType::Text, ValueType::Bytes, ValueType::Integer,
                                      ValueType::Float, ValueType::Boolean};

}  // namespace

std::vector<std::string> library_choices() {
  std::vector<std::string> names;
  for (const ClientLibrary library : values::kClientLibraries) {
    names.emplace_back(values::library_name(library));
  }
  return names;
}

std::vector<std::string> writer_choices() {
  std::vector<std::string> names;
  for (const ClientLibrary library : values::kClientLibraries) {
    if (library == ClientLibrary::Auto || library == ClientLibrary::None) continue;
    names.emplace_back(values::library_name(library));
  }
  return names;
}

TakeValue library_into(std::optional<ClientLibrary>& target) {
  return [&target](std::string_view name) -> Result<void> {
    target = values::library_named(name);
    return {};
  };
}

std::vector<std::string> type_choices() {
  std::vector<std::string> names;
  for (const ValueType type : kWrittenTypes) names.emplace_back(values::type_name(type));
  return names;
}

TakeValue type_into(std::optional<ValueType>& target) {
  return [&target](std::string_view name) -> Result<void> {
    for (const ValueType type : kWrittenTypes) {
      if (values::type_name(type) == name) target = type;
    }
    return {};
  };
}

}  // namespace mcbin::cmd
