#include "cmd/bulk_set.hpp"

#include "cmd/bulk_store.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/base/clock.hpp"

namespace mcbin::cmd {
namespace {

constexpr std::pair<const char*, EntryFormat> kFormats[] = {
    {"jsonl", EntryFormat::JsonLines}, {"tsv", EntryFormat::Tabs}, {"nul", EntryFormat::NulPairs}};

Result<EntryFormat> format_of(const BulkOptions& options) {
  if (options.format) return *options.format;
  const auto guessed = format_of_path(*options.file);
  if (guessed) return *guessed;
  return fail(Errc::BadConfiguration, 0,
              "the name " + *options.file + " does not say what is in the file (give --format)");
}

/// The item to store for `entry`, where what it does not say is as `settings` have it.
Result<BulkItem> item_of(render::Entry entry, const StoreSettings& settings) {
  if (auto checked = check_key(entry.key); !checked) return tl::unexpected(checked.error());
  Expiry expiry = settings.expiry;
  if (entry.expire) {
    const auto own = parse_expiry(*entry.expire);
    if (!own) return tl::unexpected(own.error());
    expiry = *own;
  }
  const auto seconds = wire_expiry(expiry, system_clock().now().wall_ms / 1000);
  if (!seconds) return tl::unexpected(seconds.error());
  auto form = form_value(settings, std::move(entry.value));
  if (!form) return tl::unexpected(form.error());
  const std::uint32_t flags = settings.as ? form->flags : entry.flags.value_or(form->flags);
  return BulkItem{.key = std::move(entry.key),
                  .value = std::move(form->bytes),
                  .mode = settings.mode(),
                  .options = {.flags = flags, .expiry_seconds = *seconds}};
}

}  // namespace

void add_bulk_options(Command& command, BulkOptions& options) {
  command.option({.names = "--from",
                  .value = "FILE",
                  .help = "Store many values from FILE; - is standard input",
                  .completes = Completes::File},
                 options.file);
  command.option({.names = "--format",
                  .value = "FORMAT",
                  .help = "What --from reads: lines of JSON as get --json prints them, columns "
                          "KEY VALUE FLAGS EXPIRE separated by tabs (the last two are optional), "
                          "or keys and values that each end with a NUL byte; without it the ending "
                          "of the name decides",
                  .choices = {"jsonl", "tsv", "nul"}},
                 [&options](std::string_view word) -> Result<void> {
                   for (const auto& [name, format] : kFormats) {
                     if (name == word) options.format = format;
                   }
                   return {};
                 });
}

Result<ExitCode> set_many(const BulkOptions& options, const StoreSettings& settings, Reach reach,
                          ServerFleet& fleet) {
  const auto format = format_of(options);
  if (!format) return tl::unexpected(format.error());
  auto source = EntrySource::open(*options.file, *format);
  if (!source) return tl::unexpected(source.error());
  Outcome outcome;
  BulkStore store(fleet, outcome, reach);
  std::optional<Error> broken;
  for (;;) {
    auto record = source->next();
    if (!record) broken = record.error();
    if (!record || !*record) break;
    const std::string label = "record " + std::to_string((*record)->number);
    auto& entry = (*record)->entry;
    if (!entry) {
      store.reject(label, entry.error().detail);
    } else if (*entry) {
      auto item = item_of(**std::move(entry), settings);
      if (!item) {
        store.reject(label, item.error().detail);
        continue;
      }
      item->label = label;
      store.add(*std::move(item));
    }
  }
  store.finish();
  if (broken) return tl::unexpected(*broken);
  if (store.failed() > 0) {
    say(std::to_string(store.stored()) + " values are stored, " + std::to_string(store.failed()) +
        " are not");
  }
  return outcome.exit_code();
}

}  // namespace mcbin::cmd
