#include "mcbin/decoder/key_pattern.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace mcbin::decoder {

struct KeyPattern::Expression {
  Expression(std::string_view text, const re2::RE2::Options& options)
      : regex(re2::StringPiece(text.data(), text.size()), options) {}
  re2::RE2 regex;
};

KeyPattern::KeyPattern() = default;
KeyPattern::KeyPattern(KeyPattern&&) noexcept = default;
KeyPattern& KeyPattern::operator=(KeyPattern&&) noexcept = default;
KeyPattern::~KeyPattern() = default;

void KeyPattern::add_exact(std::string_view key) {
  exact_.emplace_back(key);
}

void KeyPattern::add_prefix(std::string_view prefix) {
  prefixes_.emplace_back(prefix);
}

Result<void> KeyPattern::add_regex(std::string_view expression) {
  re2::RE2::Options options(re2::RE2::Latin1);  // keys are bytes
  options.set_log_errors(false);
  auto compiled = std::make_unique<Expression>(expression, options);
  if (!compiled->regex.ok()) return fail(Errc::BadText, 0, compiled->regex.error());
  expressions_.push_back(std::move(compiled));
  return {};
}

bool KeyPattern::empty() const {
  return exact_.empty() && prefixes_.empty() && expressions_.empty();
}

bool KeyPattern::fits(ByteView key) const {
  if (empty()) return true;
  const std::string_view text = as_text(key);
  const auto equals = [text](const std::string& one) { return one == text; };
  const auto starts = [text](const std::string& prefix) { return text.starts_with(prefix); };
  const auto matches = [text](const auto& expression) {
    return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), expression->regex);
  };
  return std::any_of(exact_.begin(), exact_.end(), equals) ||
         std::any_of(prefixes_.begin(), prefixes_.end(), starts) ||
         std::any_of(expressions_.begin(), expressions_.end(), matches);
}

}  // namespace mcbin::decoder
