// Which keys are meant: exact ones, prefixes, regular expressions. A key passes when one of them
// fits; without any, all do.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::decoder {

class KeyPattern {
 public:
  KeyPattern();
  KeyPattern(KeyPattern&&) noexcept;
  KeyPattern& operator=(KeyPattern&&) noexcept;
  KeyPattern(const KeyPattern&) = delete;
  KeyPattern& operator=(const KeyPattern&) = delete;
  ~KeyPattern();

  void add_exact(std::string_view key);
  void add_prefix(std::string_view prefix);
  /// RE2's syntax, found anywhere in the key, byte by byte. Matching takes time linear in the key.
  /// @return Errc::BadText with RE2's words.
  [[nodiscard]] Result<void> add_regex(std::string_view expression);

  [[nodiscard]] bool empty() const;
  [[nodiscard]] bool fits(ByteView key) const;

 private:
  struct Expression;

  std::vector<std::string> exact_;
  std::vector<std::string> prefixes_;
  std::vector<std::unique_ptr<Expression>> expressions_;
};

}  // namespace mcbin::decoder
