#include "cmd/serve_keeping_options.hpp"

#include <string_view>

namespace mcbin::cmd {
namespace {

constexpr std::string_view kInterval = "interval";
constexpr std::chrono::milliseconds kIntervalMin{20};
constexpr std::chrono::hours kIntervalMax{1};

tl::unexpected<Error> refuse(const std::string& sentence) {
  return fail(Errc::BadConfiguration, 0, sentence);
}

Result<void> read_interval(std::string_view text, journal::JournalOptions& journal) {
  const auto interval = parse_duration(text);
  if (!interval || *interval < kIntervalMin || *interval > kIntervalMax) {
    return refuse("--durability 'interval=" + std::string(text) +
                  "': the interval is a duration from 20ms to 1h, as in interval=500ms");
  }
  journal.interval = *interval;
  return {};
}

}  // namespace

void add_serve_keeping_options(Command& command, ServeKeepingOptions& options) {
  command.option({.names = "--data-dir",
                  .value = "DIR",
                  .help = "Keep the items in this directory, as --durability says; what is there "
                          "already is served again. One server at a time can use it",
                  .completes = Completes::Directory},
                 options.data_dir);
  command.option(
      {.names = "--durability",
       .value = "HOW",
       .help = "What survives an end that nobody planned. none: nothing is written. interval, or "
               "interval=TIME: an acknowledged write reaches the system within 10 ms and the disk "
               "within the interval, 1s unless told. always: a write is acknowledged once it is "
               "on the disk",
       .default_text = "none",
       .suggestions = {"none", "interval", "interval=1s", "always"}},
      options.durability);
  command.option({.names = "--recover",
                  .value = "HOW",
                  .help = "What becomes of damage in the directory that no crash explains. strict: "
                          "the server does not start. salvage: it takes what can still be read",
                  .default_text = "strict",
                  .choices = {"strict", "salvage"}},
                 options.recover);
}

Result<std::optional<KeepingPlan>> plan_keeping(const ServeKeepingOptions& options) {
  KeepingPlan plan;
  const std::string_view how = options.durability;
  if (how == "always") {
    plan.journal.durability = journal::Durability::Always;
  } else if (how.starts_with(kInterval) && how.substr(kInterval.size()).starts_with('=')) {
    const auto read = read_interval(how.substr(kInterval.size() + 1), plan.journal);
    if (!read) return tl::unexpected(read.error());
  } else if (how != kInterval && how != "none") {
    return refuse("--durability '" + options.durability +
                  "': it is none, interval, interval=TIME or always");
  }
  if (how == "none") return std::nullopt;
  if (!options.data_dir || options.data_dir->empty()) {
    return refuse("--durability " + options.durability + " needs a directory: add --data-dir DIR");
  }
  plan.directory = *options.data_dir;
  plan.journal.resume = journal::Resume::AfterSnapshot;
  using Damage = journal::LogRecoveryOptions::Damage;
  plan.damage = options.recover == "salvage" ? Damage::Skip : Damage::Refuse;
  return plan;
}

}  // namespace mcbin::cmd
