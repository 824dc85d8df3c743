// `mcbin edit KEY [-- COMMAND...]`: get, change, and store unless somebody else was faster.
#include "cmd/commands.hpp"
#include "cmd/key_options.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/terminal_text.hpp"
#include "cmd/value_editor.hpp"
#include "mcbin/base/clock.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

struct EditOptions {
  KeyOptions key;
  std::vector<std::string> command;  // none: an editor
  Expiry expiry;
  std::uint32_t tries = 10;
  ServerOptions server;
};

/// What was found, with its own copy of the value.
struct Found {
  codec::Status status = codec::Status::Ok;
  std::string message;
  std::uint32_t flags = 0;
  std::uint64_t cas = 0;
  ByteVector value;
};

Result<Found> look_up(ServerFleet& fleet, const std::string& key) {
  Found found;
  const auto keep = [&](const client::Lookup& lookup) -> Result<void> {
    found = {lookup.status, std::string(lookup.message), lookup.flags, lookup.cas,
             ByteVector(lookup.value.begin(), lookup.value.end())};
    return {};
  };
  const auto asked = fleet.ask_for(key, [&](client::Client& client, Deadline deadline) {
    return client.get(std::span(&key, 1), keep, deadline);
  });
  if (!asked) return tl::unexpected(asked.error());
  return found;
}

Result<client::Answer> store(ServerFleet& fleet, const std::string& key, const Found& found,
                             ByteView value, std::uint32_t expiry_seconds) {
  const client::StoreOptions options{
      .flags = found.flags, .expiry_seconds = expiry_seconds, .cas = found.cas};
  return fleet.ask_for(key, [&](client::Client& client, Deadline deadline) {
    return client.store(client::StoreMode::Set, key, value, options, deadline);
  });
}

/// An editor's text that could not be stored is not thrown away.
void keep_text(const EditOptions& options, EditFolder& folder) {
  if (options.command.empty()) say("your text is kept in " + folder.keep());
}

Result<ExitCode> edit(const EditOptions& options, const std::string& key, ServerFleet& fleet,
                      std::uint32_t expiry_seconds) {
  auto folder = EditFolder::make();
  if (!folder) return tl::unexpected(folder.error());
  // A person is not asked to do it all again.
  const std::uint32_t tries = options.command.empty() ? 1 : options.tries;
  for (std::uint32_t count = 1;; ++count) {
    fleet.restart_time();
    const auto found = look_up(fleet, key);
    if (!found) return tl::unexpected(found.error());
    if (found->status != codec::Status::Ok) {
      say(refusal_sentence("edit", key, found->status, found->message));
      return exit_code_for(found->status);
    }
    const auto changed = options.command.empty() ? folder->edit(found->value)
                                                 : folder->filter(found->value, options.command);
    if (!changed) return tl::unexpected(changed.error());
    if (*changed == found->value) {
      say("unchanged, nothing is stored: " + quoted_key(key));
      return ExitCode::Ok;
    }
    fleet.restart_time();
    const auto answer = store(fleet, key, *found, *changed, expiry_seconds);
    if (!answer) {
      keep_text(options, *folder);
      return tl::unexpected(answer.error());
    }
    if (answer->status == codec::Status::Ok) return ExitCode::Ok;
    if (answer->status == codec::Status::KeyExists && count < tries) continue;
    say(refusal_sentence("store", key, answer->status, answer->message));
    keep_text(options, *folder);
    return exit_code_for(answer->status);
  }
}

Result<ExitCode> run(const EditOptions& options) {
  const auto key = read_key(options.key.words.front(), options.key);
  if (!key) return tl::unexpected(key.error());
  const auto expiry = wire_expiry(options.expiry, system_clock().now().wall_ms / 1000);
  if (!expiry) return tl::unexpected(expiry.error());
  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  return edit(options, *key, *fleet, *expiry);
}

}  // namespace

Command edit_command() {
  auto options = std::make_shared<EditOptions>();
  Command command({
      .name = "edit",
      .summary = "change a value in place",
      .description =
          "Gets the value of KEY, lets $VISUAL, $EDITOR or vi change it, and stores the result "
          "with "
          "the flags it had, unless somebody else has changed it meanwhile. With COMMAND, which "
          "goes behind --, the value goes through that instead: standard input to standard output; "
          "when somebody else was faster, it runs again on the new value.\n\n"
          "The protocol has no way to ask for a value's expiry: what is stored never expires, "
          "unless --expire says otherwise.",
      .examples = {"mcbin edit greeting", "mcbin edit list -- jq -c '. + [4]'"},
  });
  add_one_key(command, options->key);
  command.option({.names = "COMMAND",
                  .help = "A program and its arguments, behind --, that reads the value and writes "
                          "the new one"},
                 options->command);
  command.option({.names = "-e,--expire",
                  .value = "TTL",
                  .help = "Forget the new value after 30s, 5m, 1h30m, 7d, or at a @DATE",
                  .default_text = "0"},
                 expiry_into(options->expiry));
  command.option({.names = "--tries",
                  .value = "N",
                  .help = "Run COMMAND at most N times",
                  .default_text = "10"},
                 [options](std::string_view value) -> Result<void> {
                   auto taken = number_into(options->tries)(value);
                   if (taken && options->tries == 0) {
                     return fail(Errc::BadText, 0, "it takes one try at least");
                   }
                   return taken;
                 });
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
