// `mcbin get KEY...`: the values of keys, byte for byte or in one of the forms of get_output.hpp.
#include "cmd/commands.hpp"
#include "cmd/get_output.hpp"
#include "cmd/get_watch.hpp"
#include "cmd/key_lookup.hpp"
#include "cmd/key_options.hpp"
#include "cmd/output_buffer.hpp"
#include "cmd/progress_bar.hpp"
#include "cmd/sentences.hpp"
#include "cmd/server_answers.hpp"
#include "cmd/server_fleet.hpp"
#include "cmd/terminal_text.hpp"
#include "cmd/value_forms.hpp"
#include "mcbin/base/clock.hpp"
#include "mcbin/render/value_line.hpp"

#include <memory>
#include <thread>

namespace mcbin::cmd {
namespace {

struct GetOptions {
  KeyOptions keys;
  Reach reach = Reach::Keeper;
  GetForm form;
  std::optional<Expiry> touch;
  std::optional<std::chrono::milliseconds> watch;
  ServerOptions server;
};

Result<void> check_form(const GetOptions& options) {
  const auto exclude = [](bool both, const std::string& pair) -> Result<void> {
    if (!both) return {};
    return fail(Errc::BadConfiguration, 0, pair + " exclude each other");
  };
  const GetForm& form = options.form;
  const std::pair<bool, const char*> rows[] = {
      {form.directory && form.json, "--output and --json"},
      {form.directory && form.meta, "--output and --meta"},
      {form.directory && options.watch, "--output and --watch"},
      {form.nul && form.json, "--null and --json"},
      {form.default_value && form.ok_missing, "--default and --ok-missing"},
      {form.directory && options.reach == Reach::Everybody, "--output and --all"},
      {options.watch && options.reach == Reach::Everybody, "--watch and --all"},
      {options.watch && options.keys.file, "--watch and --keys-from"},
  };
  for (const auto& [both, pair] : rows) {
    if (auto checked = exclude(both, pair); !checked) return checked;
  }
  return {};
}

/// Hands `answer` to the output, with the words and the code for what went wrong.
Result<void> deliver(GetOutput& output, const KeyAnswer& answer) {
  const KeyAt at{answer.key, answer.server};
  if (answer.failure != nullptr) {
    return output.failed(at, {sentence_for(*answer.failure), exit_code_for(answer.failure->code)});
  }
  const client::Lookup& lookup = *answer.lookup;
  if (lookup.status == codec::Status::Ok) return output.found(at, lookup);
  if (lookup.status == codec::Status::KeyNotFound) return output.missing(at);
  return output.failed(at, {refusal_sentence("get", answer.key, lookup.status, lookup.message),
                            exit_code_for(lookup.status), lookup.status});
}

Result<std::optional<std::uint32_t>> touch_seconds(const GetOptions& options) {
  if (!options.touch) return std::optional<std::uint32_t>();
  const auto seconds = wire_expiry(*options.touch, system_clock().now().wall_ms / 1000);
  if (!seconds) return tl::unexpected(seconds.error());
  return std::optional(*seconds);
}

Result<ExitCode> get_once(const GetOptions& options, KeySource& source, ServerFleet& fleet,
                          std::optional<std::uint32_t> touch) {
  Outcome outcome;
  GetForm form = options.form;
  form.with_server = options.reach == Reach::Everybody;
  const auto output = make_get_output(form, outcome);
  KeyLookup lookup(fleet, touch, outcome, options.reach);
  ProgressBar progress("keys", source.total());
  const auto on_answer = [&](const KeyAnswer& answer) { return deliver(*output, answer); };
  std::vector<std::string> keys;
  do {
    const auto read = source.next(lookup.batch_size(), keys);
    if (auto ran = lookup.run(keys, on_answer); !ran) return tl::unexpected(ran.error());
    // Values on a terminal show well enough how far it is.
    if (options.form.directory || !stdout_is_terminal()) progress.advance(keys.size());
    if (!read) {
      (void)output->flush();
      return tl::unexpected(read.error());
    }
  } while (!keys.empty());
  if (auto flushed = output->flush(); !flushed) return tl::unexpected(flushed.error());
  return outcome.exit_code();
}

/// Looks again and again, and delivers what has changed; ends with the first failure of writing, or
/// when the program is interrupted.
Result<ExitCode> watch(const GetOptions& options, KeySource& source, ServerFleet& fleet,
                       std::optional<std::uint32_t> touch) {
  std::vector<std::string> keys;
  if (auto read = source.next(*source.total(), keys); !read) return tl::unexpected(read.error());
  SeenAnswers seen;
  for (;;) {
    Outcome outcome;
    const auto output = make_get_output(options.form, outcome);
    const auto on_answer = [&](const KeyAnswer& answer) -> Result<void> {
      return seen.changed(answer) ? deliver(*output, answer) : Result<void>();
    };
    KeyLookup lookup(fleet, touch, outcome);
    if (auto ran = lookup.run(keys, on_answer); !ran) return tl::unexpected(ran.error());
    if (auto flushed = output->flush(); !flushed) return tl::unexpected(flushed.error());
    // A server that failed stays dropped; nothing more can be seen of its keys.
    if (outcome.exit_code() == ExitCode::Connection || outcome.exit_code() == ExitCode::Protocol) {
      return outcome.exit_code();
    }
    std::this_thread::sleep_for(*options.watch);
  }
}

Result<ExitCode> run(const GetOptions& options) {
  if (auto checked = check_form(options); !checked) return tl::unexpected(checked.error());
  const auto touch = touch_seconds(options);
  if (!touch) return tl::unexpected(touch.error());
  auto source = KeySource::open(options.keys, options.form.nul ? RecordEnd::Nul : RecordEnd::Line);
  if (!source) return tl::unexpected(source.error());
  auto fleet = ServerFleet::open(options.server);
  if (!fleet) return tl::unexpected(fleet.error());
  return options.watch ? watch(options, *source, *fleet, *touch)
                       : get_once(options, *source, *fleet, *touch);
}

/// With --json a failure of the whole command is a line of its own, too.
Result<ExitCode> run_and_tell(const GetOptions& options) {
  auto ended = run(options);
  if (ended || !options.form.json || ended.error().code == Errc::WriteFailed) return ended;
  std::string line;
  const std::string sentence = sentence_for(ended.error());
  const int code = static_cast<int>(exit_code_for(ended.error().code));
  render::append_failure_line(line, {.sentence = printable_text(sentence), .exit_code = code});
  (void)write_stdout(line);
  return ended;
}

void add_forms(Command& command, GetOptions& options) {
  GetForm& form = options.form;
  command.flag({.names = "--json",
                .help = "Print one JSON object a key: key, flags, cas (as a string), size and "
                        "value; misses and failures are objects, too"},
               form.json);
  command.flag({.names = "-0,--null",
                .help = "End each value with a NUL byte, and read the keys of --keys-from so"},
               form.nul);
  command.option({.names = "-o,--output",
                  .value = "DIRECTORY",
                  .help = "Write each value to a file of its own in DIRECTORY, named after the "
                          "key; bytes that are no letter, digit, dot, dash or underscore are %XX",
                  .completes = Completes::Directory},
                 form.directory);
  command.flag({.names = "--meta", .help = "Print size, flags and CAS instead of the value"},
               form.meta);
  command.option({.names = "--decode",
                  .value = "CLIENT",
                  .help = "Read the flags as this client library would: undo compression, show "
                          "numbers and truth values as text, name objects; auto guesses",
                  .choices = library_choices()},
                 library_into(form.decode));
  command.option({.names = "--default",
                  .value = "TEXT",
                  .help = "What to print in place of a missing value, which is then no failure"},
                 form.default_value);
  command.flag({.names = "--ok-missing", .help = "Pass over missing keys: no word, and code 0"},
               form.ok_missing);
}

}  // namespace

Command get_command() {
  auto options = std::make_shared<GetOptions>();
  Command command({
      .name = "get",
      .summary = "print the values of keys",
      .description =
          "Writes the values of the keys to standard output, in the order of the keys. To a pipe "
          "or a file they go byte for byte, with nothing between them and nothing added. On a "
          "terminal each value ends its line, and control bytes are shown as \\xNN.\n\n"
          "Keys that do not exist are named on standard error, and the exit code is 1.",
      .examples = {"mcbin get greeting", "mcbin get -s cache1,cache2 --keys-from keys --json",
                   "mcbin get --decode php visits"},
  });
  add_many_keys(command, options->keys);
  add_forms(command, *options);
  command.option({.names = "--touch",
                  .value = "TTL",
                  .help = "Give the keys that are found a new expiry: 30s, 1h30m, 7d, 0 for never"},
                 [options](std::string_view value) -> Result<void> {
                   return expiry_into(options->touch.emplace())(value);
                 });
  command.option({.names = "--watch",
                  .value = "TIME",
                  .help = "Look again every TIME, and print what has changed, until interrupted"},
                 [options](std::string_view value) -> Result<void> {
                   return duration_into(options->watch.emplace())(value);
                 });
  add_reach(command, options->reach);
  add_server_options(command, options->server);
  command.run([options] { return run_and_tell(*options); });
  return command;
}

}  // namespace mcbin::cmd
