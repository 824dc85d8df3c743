#include "mcbin/auth/users_edit.hpp"

#include <algorithm>

namespace mcbin::auth {
namespace {

std::string rights_text(Rights rights) {
  std::string text;
  if (rights.include(Rights::read())) text += "r";
  if (rights.include(Rights::write())) text += "w";
  if (rights.include(Rights::admin())) text += text.empty() ? "admin" : ",admin";
  return text;
}

/// Copies `text` line by line to `to`, with `line` (and an end; nothing when empty) in place of the
/// line of `name`. @return whether there was one.
bool copy_with(std::string_view text, std::string_view name, std::string_view line,
               std::string& to) {
  bool found = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view old = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool own = old.starts_with(name) && old.substr(name.size()).starts_with(':');
    found = found || own;
    const std::string_view kept = own ? line : old;
    if (own && line.empty()) continue;
    to.append(kept).append("\n");
  }
  return found;
}

}  // namespace

std::string line_of(const User& user) {
  std::string text = user.name + ":";
  for (std::size_t at = 0; at < user.hashes.size(); ++at) {
    text += (at == 0 ? "" : ",") + user.hashes[at];
  }
  text += ":" + rights_text(user.rights) + ":";
  if (user.prefixes.empty()) return text + "*";
  for (std::size_t at = 0; at < user.prefixes.size(); ++at) {
    text += (at == 0 ? "~" : ",~") + user.prefixes[at] + "*";
  }
  return text;
}

std::string with_user(std::string_view text, const User& user) {
  std::string changed;
  const std::string line = line_of(user);
  if (!copy_with(text, user.name, line, changed)) changed += line + "\n";
  return changed;
}

std::string without_user(std::string_view text, std::string_view name) {
  std::string changed;
  copy_with(text, name, {}, changed);
  return changed;
}

}  // namespace mcbin::auth
