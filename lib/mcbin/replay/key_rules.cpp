#include "mcbin/replay/key_rules.hpp"

#include "mcbin/codec/request.hpp"
#include "mcbin/render/redaction.hpp"

#include <algorithm>
#include <string_view>

namespace mcbin::replay {
namespace {

/// `size` letters and digits that `text` and `salt` decide.
std::string hidden(std::string_view text, const std::string& salt, std::size_t size) {
  const render::Redaction redaction{.salt = salt};
  std::string letters = redaction.token(as_bytes(text));
  while (letters.size() < size) letters += redaction.token(as_bytes(letters));
  letters.resize(size);
  return letters;
}

std::string unreadable(const KeyRules& rules, const std::string& key) {
  const std::size_t delimiter = rules.namespaces_kept ? key.find_first_of(":/|") : key.npos;
  const std::size_t kept = delimiter == key.npos ? 0 : delimiter + 1;
  const std::string_view rest = std::string_view(key).substr(kept);
  if (rest.empty()) return key;
  const std::size_t room = codec::kKeyLengthMax - std::min<std::size_t>(kept, codec::kKeyLengthMax);
  const std::size_t size = std::min(std::max(rest.size(), kHiddenLettersMin),  //
                                    std::max(rest.size(), room));
  return key.substr(0, kept) + hidden(rest, *rules.salt, size);
}

}  // namespace

std::string rewritten_key(const KeyRules& rules, ByteView key) {
  std::string made(as_text(key));
  if (!rules.old_prefix.empty() && made.starts_with(rules.old_prefix)) {
    made.replace(0, rules.old_prefix.size(), rules.new_prefix);
  }
  if (rules.salt) made = unreadable(rules, made);
  return rules.prefix + made;
}

}  // namespace mcbin::replay
