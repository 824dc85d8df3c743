// Which key is sent for a recorded one: another prefix, or one that tells nothing. Pure.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <optional>
#include <string>

namespace mcbin::replay {

struct KeyRules {
  std::string prefix;               // put in front of every key, last of all
  std::string old_prefix;           // of keys; empty: none is renamed
  std::string new_prefix;           // stands in its place
  std::optional<std::string> salt;  // keys are made unreadable; the same key under the same salt
                                    // is always made the same
  bool namespaces_kept = false;     // up to the first ':', '/' or '|' keys stay readable

  [[nodiscard]] bool any() const {
    return !prefix.empty() || !old_prefix.empty() || salt.has_value();
  }
};

/// Letters of what is made unreadable, at least: enough that two keys hardly ever become one.
inline constexpr std::size_t kHiddenLettersMin = 16;

/// The key to send for `key`, which is not empty. What is made unreadable keeps its length, unless
/// it has less than kHiddenLettersMin letters.
[[nodiscard]] std::string rewritten_key(const KeyRules& rules, ByteView key);

}  // namespace mcbin::replay
