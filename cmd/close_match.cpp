// Edit distance with swapped neighbours counted as one mistake.
#include "cmd/close_match.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace mcbin::cmd {
namespace {

// Words of the command line are short; a longer one is nobody's misspelling.
constexpr std::size_t kWordLengthMax = 64;

std::size_t edit_distance(std::string_view left, std::string_view right) {
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> cells((left.size() + 1) * width);
  const auto cell = [&](std::size_t row, std::size_t column) -> std::size_t& {
    return cells[row * width + column];
  };
  for (std::size_t row = 0; row <= left.size(); ++row) cell(row, 0) = row;
  for (std::size_t column = 0; column <= right.size(); ++column) cell(0, column) = column;
  for (std::size_t row = 1; row <= left.size(); ++row) {
    for (std::size_t column = 1; column <= right.size(); ++column) {
      const bool same = left[row - 1] == right[column - 1];
      std::size_t best = cell(row - 1, column - 1) + (same ? 0 : 1);
      best = std::min({best, cell(row - 1, column) + 1, cell(row, column - 1) + 1});
      if (row > 1 && column > 1 && left[row - 1] == right[column - 2] &&
          left[row - 2] == right[column - 1]) {
        best = std::min(best, cell(row - 2, column - 2) + 1);
      }
      cell(row, column) = best;
    }
  }
  return cells.back();
}

}  // namespace

std::string close_match(std::string_view word, std::span<const std::string> known) {
  if (word.empty() || word.size() > kWordLengthMax) return {};
  std::string best;
  std::size_t best_distance = kWordLengthMax;
  for (const std::string& candidate : known) {
    const bool beginning = word.size() >= 2 && candidate.starts_with(word);
    const std::size_t distance = beginning ? 0 : edit_distance(word, candidate);
    const std::size_t allowed = std::max<std::size_t>(1, candidate.size() / 3);
    if (distance <= allowed && distance < candidate.size() && distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> known) {
  const std::string match = close_match(word, known);
  return match.empty() ? match : " (did you mean " + match + "?)";
}

}  // namespace mcbin::cmd
