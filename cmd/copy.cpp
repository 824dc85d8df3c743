// `mcbin copy FROM TO KEY...`: values and flags from one server, or several, to another.
#include "cmd/bulk_store.hpp"
#include "cmd/commands.hpp"
#include "cmd/key_lookup.hpp"
#include "cmd/key_options.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/terminal_text.hpp"
#include "mcbin/base/clock.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

struct CopyOptions {
  std::optional<std::string> from_word;
  std::optional<std::string> to_word;
  KeyOptions keys;
  std::vector<std::string> to;  // --to
  std::optional<Expiry> expiry;
  bool if_absent = false;
  bool ok_missing = false;
  bool nul = false;
  ServerOptions server;
};

/// Takes what was found and hands it on to the other side.
class Copier {
 public:
  Copier(const CopyOptions& options, std::uint32_t expiry_seconds, BulkStore& store,
         Outcome& outcome)
      : options_(&options), expiry_seconds_(expiry_seconds), store_(&store), outcome_(&outcome) {}

  Result<void> take(const KeyAnswer& answer) {
    if (answer.failure != nullptr) {  // has been said
      ++not_read_;
      return {};
    }
    const client::Lookup& lookup = *answer.lookup;
    if (lookup.status == codec::Status::Ok) {
      store_->add({.key = std::string(answer.key),
                   .value = ByteVector(lookup.value.begin(), lookup.value.end()),
                   .mode = options_->if_absent ? client::StoreMode::Add : client::StoreMode::Set,
                   .options = {.flags = lookup.flags, .expiry_seconds = expiry_seconds_}});
      return {};
    }
    const bool missing = lookup.status == codec::Status::KeyNotFound;
    ++not_read_;
    if (missing && options_->ok_missing) return {};
    say(missing ? "not found: " + quoted_key(answer.key)
                : refusal_sentence("get", answer.key, lookup.status, lookup.message));
    outcome_->note(exit_code_for(lookup.status));
    return {};
  }

  [[nodiscard]] std::uint64_t not_read() const { return not_read_; }

 private:
  const CopyOptions* options_;
  std::uint32_t expiry_seconds_;
  BulkStore* store_;
  Outcome* outcome_;
  std::uint64_t not_read_ = 0;
};

Result<ExitCode> copy(const CopyOptions& options, KeySource& source, ServerFleet& from,
                      ServerFleet& to) {
  const auto expiry =
      wire_expiry(options.expiry.value_or(Expiry{}), system_clock().now().wall_ms / 1000);
  if (!expiry) return tl::unexpected(expiry.error());
  Outcome outcome;
  BulkStore store(to, outcome);
  Copier copier(options, *expiry, store, outcome);
  KeyLookup lookup(from, std::nullopt, outcome);
  const auto on_answer = [&](const KeyAnswer& answer) { return copier.take(answer); };
  std::vector<std::string> keys;
  std::optional<Error> broken;
  do {
    const auto read = source.next(lookup.batch_size(), keys);
    if (!read) broken = read.error();
    if (auto ran = lookup.run(keys, on_answer); !ran) return tl::unexpected(ran.error());
  } while (!keys.empty() && !broken);
  store.finish();
  if (broken) return tl::unexpected(*broken);
  const std::uint64_t left_out = store.failed() + copier.not_read();
  say(std::to_string(store.stored()) + " values are copied" +
      (left_out > 0 ? ", " + std::to_string(left_out) + " keys are not" : std::string()) +
      (options.expiry || store.stored() == 0
           ? ""
           : "; no server tells when a value expires: the copies never do"));
  return outcome.exit_code();
}

/// Sorts the words out: with --to all of them are keys, without it the first two are servers.
Result<void> settle(CopyOptions& options) {
  if (options.to.empty()) {
    if (!options.server.servers.empty()) {
      return fail(Errc::BadConfiguration, 0,
                  "--server goes with --to; or write: mcbin copy FROM TO KEY...");
    }
    if (!options.from_word || !options.to_word) {
      return fail(Errc::BadConfiguration, 0,
                  "two servers are needed: mcbin copy FROM TO KEY..., or --server and --to");
    }
    options.server.servers = {*options.from_word};
    options.to = {*options.to_word};
    return {};
  }
  std::vector<std::string>& words = options.keys.words;
  if (options.to_word) words.insert(words.begin(), *options.to_word);
  if (options.from_word) words.insert(words.begin(), *options.from_word);
  return {};
}

Result<ExitCode> run(CopyOptions& options) {
  if (auto settled = settle(options); !settled) return tl::unexpected(settled.error());
  auto source = KeySource::open(options.keys, options.nul ? RecordEnd::Nul : RecordEnd::Line);
  if (!source) return tl::unexpected(source.error());
  auto from = ServerFleet::open(options.server);
  if (!from) return tl::unexpected(from.error());
  ServerOptions other = options.server;
  other.servers = options.to;
  auto to = ServerFleet::open(other);
  if (!to) return tl::unexpected(to.error());
  return copy(options, *source, *from, *to);
}

}  // namespace

Command copy_command() {
  auto options = std::make_shared<CopyOptions>();
  Command command({
      .name = "copy",
      .summary = "copy keys to another server",
      .description =
          "Copies the values and the flags of the keys from one server to another. With --to, "
          "every word is a key, and the values come from the servers of --server or of the "
          "environment.\n\n"
          "The protocol has no way to ask for a value's expiry: the copies never expire, unless "
          "--expire gives all of them one. Nor can it list keys; name them, or give a file of "
          "them.",
      .examples = {"mcbin copy old new session.17", "mcbin copy old new -e 1d --keys-from hot-keys",
                   "mcbin copy -s old1,old2 --to new session.17"},
  });
  command.option({.names = "FROM",
                  .help = "The server to copy from, or several, spelt as for --server",
                  .completes = Completes::Server},
                 options->from_word);
  command.option({.names = "TO",
                  .help = "The server to copy to, or several; not where --to is given",
                  .completes = Completes::Server},
                 options->to_word);
  add_many_keys(command, options->keys);
  command.option(
      {.names = "--to",
       .value = "SERVER",
       .help = "The server to copy to, or several; the words are all keys then",
       .completes = Completes::Server},
      [options](std::string_view value) -> Result<void> {
        options->to.emplace_back(value);
        return {};
      },
      Arity::Many);
  command.option({.names = "-e,--expire",
                  .value = "TTL",
                  .help = "Forget the copies after 30s, 5m, 1h30m, 7d, or at a @DATE; without it, "
                          "never"},
                 [options](std::string_view value) -> Result<void> {
                   return expiry_into(options->expiry.emplace())(value);
                 });
  command.flag({.names = "--if-absent", .help = "Leave keys alone that the other side has"},
               options->if_absent);
  command.flag({.names = "--ok-missing", .help = "Pass over missing keys: no word, and code 0"},
               options->ok_missing);
  command.flag({.names = "-0,--null", .help = "The keys of --keys-from end with NUL bytes"},
               options->nul);
  add_server_options(command, options->server);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
