// The vectors where mcbin answers otherwise than memcached on purpose: which, why, and what mcbin
// must answer instead, byte for byte. Every other vector has to be as recorded.
#pragma once

#include "conformance/conversation.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace mcbin::conformance {

/// One vector that differs.
struct Difference {
  std::string_view vector;
  std::string_view reason;
  Ending ending = Ending::Open;
  /// The answers of each step that sends, in place of the recorded ones.
  std::vector<std::vector<std::string>> answers;
  /// The answers of the first steps that are lines of text.
  std::vector<std::string> text_answers = {};
};

/// Differences in what commands do and say.
[[nodiscard]] const std::vector<Difference>& command_differences();

/// Logins that go otherwise.
[[nodiscard]] const std::vector<Difference>& login_differences();

/// Transports and features that are not offered: UDP, the text protocol.
[[nodiscard]] const std::vector<Difference>& missing_features();

/// The difference of the vector called `name`; nullptr when it has to be as recorded.
[[nodiscard]] const Difference* find_difference(std::string_view name);

/// `recorded` with mcbin's own answers.
[[nodiscard]] Conversation with_own_answers(Conversation recorded, const Difference& difference);

}  // namespace mcbin::conformance
