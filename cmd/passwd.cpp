// `mcbin passwd USER`: a user's line of a users file, new or changed.
#include "cmd/commands.hpp"
#include "cmd/password_prompt.hpp"
#include "cmd/private_file.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/auth/password_hash.hpp"
#include "mcbin/auth/users_edit.hpp"
#include "mcbin/auth/users_file.hpp"
#include "mcbin/auth/users_text.hpp"

#include <algorithm>
#include <memory>
#include <optional>

namespace mcbin::cmd {
namespace {

struct PasswdOptions {
  std::string name;
  std::optional<std::string> file;
  std::optional<std::string> rights;
  std::optional<std::string> keys;
  bool keep_old = false;
  bool remove = false;
};

tl::unexpected<Error> refuse(const std::string& sentence) {
  return fail(Errc::BadConfiguration, 0, sentence);
}

Result<void> check(const PasswdOptions& options) {
  if (!auth::is_user_name(options.name)) {
    return refuse(
        "a user name has 1 to 255 bytes, no ':' and no control characters, and does not "
        "begin with '#'");
  }
  if (!options.file && (options.remove || options.keep_old)) {
    return refuse("--delete and --keep-old change a file: add -f FILE");
  }
  if (options.remove && (options.keep_old || options.rights || options.keys)) {
    return refuse("--delete takes the whole line away: leave the other options out");
  }
  return {};
}

/// The user called `name` in the text of a users file.
/// @return nothing if there is none; Errc::BadText when the text cannot be read.
Result<std::optional<auth::User>> find_user(const std::string& text, const std::string& name) {
  auto parsed = auth::parse_users(text);
  if (!parsed && parsed.error().at_byte == text.size()) return std::nullopt;  // nobody in it yet
  if (!parsed) return tl::unexpected(parsed.error());
  const auto found = std::find_if(parsed->users.begin(), parsed->users.end(),
                                  [&](const auth::User& user) { return user.name == name; });
  if (found == parsed->users.end()) return std::nullopt;
  return std::move(*found);
}

/// The user as they shall be: what is not said stays, a new user reads and writes every key.
Result<auth::User> make_user(const PasswdOptions& options, std::optional<auth::User> before) {
  auth::User user{.name = options.name,
                  .rights = before ? before->rights : auth::Rights::read() | auth::Rights::write()};
  if (before) user.prefixes = before->prefixes;
  if (options.rights) {
    const auto rights = auth::parse_rights(*options.rights);
    if (!rights) return refuse("--rights '" + *options.rights + "': " + rights.error().detail);
    user.rights = *rights;
  }
  if (options.keys) {
    auto prefixes = auth::parse_prefixes(*options.keys);
    if (!prefixes) return refuse("--keys '" + *options.keys + "': " + prefixes.error().detail);
    user.prefixes = std::move(*prefixes);
  }
  const auto password = read_new_password(options.name);
  if (!password) return tl::unexpected(password.error());
  auto hash = auth::make_hash(password->view());
  if (!hash) return tl::unexpected(hash.error());
  user.hashes.push_back(std::move(*hash));
  if (options.keep_old && before) {
    const std::string& old = before->hashes.front();
    if (!auth::hash_can_be_written(old)) {
      return refuse("the old password stands in the file as it is: leave --keep-old out");
    }
    user.hashes.push_back(old);
  }
  return user;
}

Result<ExitCode> change_file(const PasswdOptions& options) {
  auto file = PrivateFileChange::begin(*options.file);
  if (!file) return tl::unexpected(file.error());
  std::string text;
  if (file->exists()) {
    auto read = auth::read_users_file(*options.file);
    if (!read) return tl::unexpected(read.error());
    text = std::move(*read);
  }
  auto before = find_user(text, options.name);
  if (!before) {
    return refuse(*options.file + ", " + before.error().detail);
  }
  if (options.remove) {
    if (!*before) {
      say(*options.file + ": there is no user " + options.name);
      return ExitCode::Miss;
    }
    text = auth::without_user(text, options.name);
  } else {
    const auto user = make_user(options, std::move(*before));
    if (!user) return tl::unexpected(user.error());
    text = auth::with_user(text, *user);
  }
  if (auto written = file->commit(text); !written) return tl::unexpected(written.error());
  return ExitCode::Ok;
}

Result<ExitCode> run(const PasswdOptions& options) {
  if (auto good = check(options); !good) return tl::unexpected(good.error());
  if (options.file) return change_file(options);
  const auto user = make_user(options, std::nullopt);
  if (!user) return tl::unexpected(user.error());
  if (auto written = write_stdout(auth::line_of(*user) + "\n"); !written) {
    return tl::unexpected(written.error());
  }
  return ExitCode::Ok;
}

}  // namespace

Command passwd_command() {
  auto options = std::make_shared<PasswdOptions>();
  Command command({
      .name = "passwd",
      .summary = "give a user of a server a password",
      .description =
          "Asks for a password, twice and without showing it, or reads the first line of standard "
          "input when that is no terminal, and writes the user's line with an Argon2id hash of it: "
          "into the users file of mcbin serve --auth-file, or to standard output. It is never "
          "taken from the command line, which other users of the machine can see.\n\n"
          "A file is changed as a whole or not at all; other lines stay as they are. A new file "
          "belongs to whoever makes it, and nobody else can read it. Send the server a HUP to let "
          "it read the file again.",
  });
  command.option({.names = "USER", .help = "The user's name", .need = Need::Required},
                 options->name);
  command.option({.names = "-f,--file",
                  .value = "FILE",
                  .help = "Change the user's line in this users file, or add it; the file is made "
                          "when there is none",
                  .completes = Completes::File},
                 options->file);
  command.option({.names = "-r,--rights",
                  .value = "RIGHTS",
                  .help = "What the user may do: r (get), w (set, delete, count, touch), admin "
                          "(flush, all statistics), with commas between them",
                  .default_text = "as before, or rw"},
                 options->rights);
  command.option({.names = "-k,--keys",
                  .value = "PREFIXES",
                  .help = "Which keys the user may use: * or ~PREFIX*, with commas between them",
                  .default_text = "as before, or *"},
                 options->keys);
  command.flag(
      {.names = "--keep-old", .help = "Let the old password in, too, until the next change"},
      options->keep_old);
  command.flag({.names = "-d,--delete", .help = "Take the user's line out of the file"},
               options->remove);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
