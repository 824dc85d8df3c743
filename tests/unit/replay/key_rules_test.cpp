#include "mcbin/replay/key_rules.hpp"

#include <catch2/catch.hpp>

#include <string>

using mcbin::as_bytes;
using mcbin::replay::KeyRules;
using mcbin::replay::kHiddenLettersMin;
using mcbin::replay::rewritten_key;

TEST_CASE("replay/key_rules: prefixes are put in front, and renamed", "[replay][key_rules]") {
  CHECK(rewritten_key({}, as_bytes("user:1")) == "user:1");
  CHECK(rewritten_key({.prefix = "x:"}, as_bytes("user:1")) == "x:user:1");
  const KeyRules renamed{.prefix = "x:", .old_prefix = "user:", .new_prefix = "u/"};
  CHECK(rewritten_key(renamed, as_bytes("user:1")) == "x:u/1");
  CHECK(rewritten_key(renamed, as_bytes("session:1")) == "x:session:1");
}

TEST_CASE("replay/key_rules: unreadable keys stay what they are to one another",
          "[replay][key_rules]") {
  const KeyRules rules{.salt = "salt"};
  const std::string key = "user:4711:profile:with:a:long:tail";
  const std::string made = rewritten_key(rules, as_bytes(key));
  CHECK(made.size() == key.size());
  CHECK(made == rewritten_key(rules, as_bytes(key)));
  CHECK(made != rewritten_key({.salt = "other"}, as_bytes(key)));
  CHECK(made != rewritten_key(rules, as_bytes(key + "s")).substr(0, key.size()));
  CHECK(made.find("user") == std::string::npos);
  CHECK(rewritten_key(rules, as_bytes("k")).size() == kHiddenLettersMin);
}

TEST_CASE("replay/key_rules: namespaces stay readable", "[replay][key_rules]") {
  const KeyRules rules{.salt = "salt", .namespaces_kept = true};
  const std::string made = rewritten_key(rules, as_bytes("user:4711"));
  CHECK(made.starts_with("user:"));
  CHECK(made.size() == 5 + kHiddenLettersMin);
  CHECK(rewritten_key(rules, as_bytes("user:")) == "user:");
  CHECK(rewritten_key(rules, as_bytes("img/4711|x")).starts_with("img/"));
  CHECK(rewritten_key(rules, as_bytes("plain")).size() == kHiddenLettersMin);
  // No key becomes longer than a key can be.
  const std::string longest = std::string(240, 'n') + ":123456789";
  const std::string hidden = rewritten_key(rules, as_bytes(longest));
  CHECK(hidden.size() == longest.size());
  CHECK(hidden.starts_with(std::string(240, 'n') + ":"));
}
