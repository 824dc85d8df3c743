#include "cmd/store_options.hpp"

#include "cmd/value_forms.hpp"

namespace mcbin::cmd {
namespace {

using values::ValueType;

int count_of(std::initializer_list<bool> flags) {
  int count = 0;
  for (const bool flag : flags) count += flag ? 1 : 0;
  return count;
}

void add_conditions(Command& command, StoreSettings& settings) {
  command.flag({.names = "--if-absent", .help = "Store only where there is no such key yet"},
               settings.if_absent);
  command.flag({.names = "--if-present", .help = "Store only where there is such a key"},
               settings.if_present);
  command.flag({.names = "--append", .help = "Add the value behind the one that is there"},
               settings.append);
  command.flag({.names = "--prepend", .help = "Add the value before the one that is there"},
               settings.prepend);
}

}  // namespace

client::StoreMode StoreSettings::mode() const {
  if (if_absent) return client::StoreMode::Add;
  if (if_present) return client::StoreMode::Replace;
  if (append) return client::StoreMode::Append;
  if (prepend) return client::StoreMode::Prepend;
  return client::StoreMode::Set;
}

void add_store_options(Command& command, StoreSettings& settings) {
  add_conditions(command, settings);
  command.option({.names = "-e,--expire",
                  .value = "TTL",
                  .help = "Forget the value after 30s, 5m, 1h30m, 7d, or at @2030-12-31T23:59Z or "
                          "@UNIXTIME; 0 is never, bare digits are seconds",
                  .default_text = "0"},
                 expiry_into(settings.expiry));
  command.option({.names = "-F,--flags",
                  .value = "NUMBER",
                  .help = "The 32-bit number stored beside the value, which client libraries use "
                          "to mark its type; decimal or 0x hex",
                  .default_text = "0"},
                 [&settings](std::string_view value) -> Result<void> {
                   return number_into(settings.flags.emplace())(value);
                 });
  command.option({.names = "--as",
                  .value = "CLIENT",
                  .help = "Store what this client library would, flags included, so that it reads "
                          "the value back",
                  .choices = writer_choices()},
                 library_into(settings.as));
  command.option({.names = "--type",
                  .value = "TYPE",
                  .help = "What the value is to --as; without it, text where it is UTF-8 and else "
                          "bytes",
                  .choices = type_choices()},
                 type_into(settings.type));
  command.flag({.names = "--compress", .help = "Compress the value in the way of --as"},
               settings.compress);
}

Result<void> check_store(const StoreSettings& settings) {
  const auto refuse = [](const char* sentence) {
    return fail(Errc::BadConfiguration, 0, sentence);
  };
  if (count_of({settings.if_absent, settings.if_present, settings.append, settings.prepend}) > 1) {
    return refuse("--if-absent, --if-present, --append and --prepend exclude each other");
  }
  const bool joins = settings.append || settings.prepend;
  const bool own_flags = settings.flags || settings.as;
  if (joins && (own_flags || settings.expiry.kind != Expiry::Kind::Never)) {
    return refuse("--append and --prepend keep the flags and the expiry that are there");
  }
  if (settings.flags && settings.as) return refuse("--flags and --as exclude each other");
  if (!settings.as && settings.type) return refuse("--type needs --as");
  if (!settings.as && settings.compress) return refuse("--compress needs --as");
  return {};
}

Result<values::WrittenValue> form_value(const StoreSettings& settings, ByteVector value) {
  if (!settings.as) return values::WrittenValue{settings.flags.value_or(0), std::move(value)};
  // What is not called anything is text if it can be.
  const ValueType type = settings.type.value_or(
      values::read_value(values::ClientLibrary::None, 0, value).type == ValueType::Text
          ? ValueType::Text
          : ValueType::Bytes);
  const auto pack = settings.compress ? values::Pack::Always : values::Pack::Never;
  auto written = values::write_value(*settings.as, type, value, pack);
  if (!written) return fail(Errc::BadConfiguration, 0, written.error().detail);
  return written;
}

}  // namespace mcbin::cmd
