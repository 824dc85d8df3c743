// "Did you mean": the word of a list that a misspelt word was probably meant to be.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mcbin::cmd {

/// The word of `known` nearest to `word`, or empty when none is near: at most a third of the
/// letters wrong, or `word` is its beginning.
[[nodiscard]] std::string close_match(std::string_view word, std::span<const std::string> known);

/// `" (did you mean X?)"`, or empty.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string> known);

}  // namespace mcbin::cmd
