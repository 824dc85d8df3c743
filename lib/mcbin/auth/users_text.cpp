#include "mcbin/auth/users_text.hpp"

#include "mcbin/auth/password_hash.hpp"
#include "mcbin/auth/plain_message.hpp"

#include <algorithm>
#include <unordered_set>

namespace mcbin::auth {
namespace {

constexpr std::size_t kKeyBytesMax = 250;

tl::unexpected<Error> refuse(const std::string& reason) {
  return fail(Errc::BadText, 0, reason);
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char letter) {
    const auto code = static_cast<unsigned char>(letter);
    return code < 0x20 || code == 0x7f;
  });
}

/// Takes what stands before the first `delimiter` from the front of `text`, and the delimiter.
std::string_view take_field(std::string_view& text, std::string_view delimiter) {
  const std::size_t end = std::min(text.find(delimiter), text.size());
  const std::string_view field = text.substr(0, end);
  text.remove_prefix(std::min(end + delimiter.size(), text.size()));
  return field;
}

Result<std::vector<std::string>> parse_hashes(std::string_view text) {
  std::vector<std::string> hashes;
  // Argon2id writes commas into its parameters; only one before a '$' separates hashes.
  for (std::size_t comma = 0; comma != std::string_view::npos;) {
    comma = text.find(",$", 1);
    const std::string_view hash = text.substr(0, comma);
    if (const auto known = hash_class(hash); !known) return tl::unexpected(known.error());
    hashes.emplace_back(hash);
    if (hashes.size() > kHashesPerUserMax) return refuse("more than two hashes");
    if (comma != std::string_view::npos) text.remove_prefix(comma + 1);
  }
  return hashes;
}

Result<void> parse_hashed(std::string_view rest, User& user) {
  const bool short_form = rest.find(':') == std::string_view::npos;
  auto hashes = parse_hashes(take_field(rest, ":"));
  if (!hashes) return tl::unexpected(hashes.error());
  user.hashes = std::move(*hashes);
  if (short_form) return {};
  if (rest.find(':') == std::string_view::npos) {
    return refuse("after the hash come rights and key prefixes, as in :rw:*");
  }
  const auto rights = parse_rights(take_field(rest, ":"));
  if (!rights) return tl::unexpected(rights.error());
  user.rights = *rights;
  auto prefixes = parse_prefixes(rest);
  if (!prefixes) return tl::unexpected(prefixes.error());
  user.prefixes = std::move(*prefixes);
  return {};
}

Result<void> parse_line(std::string_view line, UsersText& text) {
  if (line.size() > kUsersLineBytesMax) return refuse("the line is too long");
  if (has_control_character(line)) return refuse("a control character or a NUL");
  if (line.find(':') == std::string_view::npos) return refuse("a ':' after the name is missing");
  User user{.rights = Rights::all()};
  user.name = std::string(take_field(line, ":"));
  if (!is_user_name(user.name)) return refuse("a user name has 1 to 255 bytes");
  if (line.empty()) return refuse("the password or its hash is missing");
  if (line.starts_with('$')) {
    if (auto parsed = parse_hashed(line, user); !parsed) return parsed;
  } else {
    if (line.size() > kPasswordBytesMax) return refuse("the password is too long");
    user.hashes.push_back(keep_plain(line));
    ++text.plain_passwords;
  }
  text.users.push_back(std::move(user));
  return {};
}

}  // namespace

bool is_user_name(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && !name.starts_with('#') &&
         name.find(':') == std::string_view::npos && !has_control_character(name);
}

Result<Rights> parse_rights(std::string_view text) {
  Rights rights;
  for (bool more = true; more;) {
    more = text.find(',') != std::string_view::npos;
    const std::string_view word = take_field(text, ",");
    if (word == "r") {
      rights = rights | Rights::read();
    } else if (word == "w") {
      rights = rights | Rights::write();
    } else if (word == "rw") {
      rights = rights | Rights::read() | Rights::write();
    } else if (word == "admin") {
      rights = rights | Rights::admin();
    } else {
      return refuse("rights are r, w, rw or admin, with commas between them");
    }
  }
  return rights;
}

Result<std::vector<std::string>> parse_prefixes(std::string_view text) {
  std::vector<std::string> prefixes;
  bool every_key = false;
  for (bool more = true; more;) {
    more = text.find(',') != std::string_view::npos;
    std::string_view word = take_field(text, ",");
    every_key = every_key || word == "*";
    if (word.starts_with('~')) word.remove_prefix(1);
    if (!word.ends_with('*')) return refuse("a key prefix ends with *, as in ~session:*");
    word.remove_suffix(1);
    if (word.size() > kKeyBytesMax) return refuse("a key prefix is longer than any key");
    if (word.find('*') != std::string_view::npos) {
      return refuse("a * stands at the end of a key prefix only");
    }
    every_key = every_key || word.empty();
    prefixes.emplace_back(word);
    if (prefixes.size() > kPrefixesMax) return refuse("more than 64 key prefixes");
  }
  if (every_key) prefixes.clear();
  return prefixes;
}

Result<UsersText> parse_users(std::string_view text) {
  if (text.size() > kUsersTextBytesMax) return fail(Errc::TooLarge, 0, "more than 16 MiB");
  UsersText parsed;
  std::unordered_set<std::string> names;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    ++number;
    std::string_view rest = text.substr(at);
    std::string_view line = take_field(rest, "\n");
    const std::size_t begin = at;
    at = text.size() - rest.size();
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const auto refuse_line = [&](const std::string& reason) {
      return fail(Errc::BadText, begin, "line " + std::to_string(number) + ": " + reason);
    };
    if (const auto read = parse_line(line, parsed); !read) return refuse_line(read.error().detail);
    if (!names.insert(parsed.users.back().name).second) {
      return refuse_line("the user is there already");
    }
  }
  if (parsed.users.empty()) return fail(Errc::BadText, text.size(), "there is no user in it");
  return parsed;
}

}  // namespace mcbin::auth
