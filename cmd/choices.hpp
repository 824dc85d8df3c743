// Options whose value is one of a few words.
#pragma once

#include "cmd/command.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace mcbin::cmd {

/// A word of the command line and what it stands for.
template <typename Value>
struct Choice {
  const char* word;
  Value value;
};

/// Adds an option whose values are the words of `choices`, which must live as long as the command;
/// the first is the default.
template <typename Value, std::size_t Count>
void add_choice(Command& command, Option option, const std::array<Choice<Value>, Count>& choices,
                Value& target) {
  for (const Choice<Value>& choice : choices) option.choices.emplace_back(choice.word);
  option.default_text = choices.front().word;
  command.option(std::move(option), [&choices, &target](std::string_view word) -> Result<void> {
    for (const Choice<Value>& choice : choices) {
      if (choice.word == word) target = choice.value;
    }
    return {};
  });
}

}  // namespace mcbin::cmd
