#include "mcbin/engine/text_commands.hpp"

#include "mcbin/engine/statistics.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace mcbin::engine {

namespace {

/// The groups of STAT that are offered as text. Those that change what is counted are not, save
/// the one that monitors use; keys are not shown.
constexpr auto kTextGroups = std::to_array<std::string_view>(
    {"", "settings", "items", "slabs", "sizes", "reset", "conns", "ops", "latency"});

void write(Context& context, std::string_view text) {
  copy_bytes(as_bytes(text), {context.out.extend(text.size()), text.size()});
}

void refuse(Context& context, std::string_view reason) {
  write(context, "ERROR ");
  write(context, reason);
  write(context, "\r\n");
  context.close = true;
}

void show_statistics(Context& context, std::string_view group) {
  if (std::find(kTextGroups.begin(), kTextGroups.end(), group) == kTextGroups.end()) {
    refuse(context,
           "no such statistics: try stats, stats settings, items, slabs, sizes, conns, ops or "
           "latency");
    return;
  }
  const auto put = [&](std::string_view name, std::string_view value) {
    write(context, "STAT ");
    write(context, name);
    write(context, " ");
    write(context, value.empty() ? "NULL" : value);  // tools expect three words
    write(context, "\r\n");
  };
  StatWriter writer(put);
  static_cast<void>(write_statistics(group, writer, context));
  write(context, group == "reset" ? "RESET\r\n" : "END\r\n");
}

}  // namespace

bool begins_text(Byte first) {
  return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
}

void refuse_text(Context& context) {
  refuse(context,
         "this is a memcache binary protocol server; with -B auto it also answers stats, "
         "version and quit as text");
}

void execute_text_line(Context& context, std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::string_view command = line.substr(0, space);
  std::string_view argument = line.substr(space);
  while (argument.starts_with(' ')) argument.remove_prefix(1);

  if (command == "stats") {
    show_statistics(context, argument);
  } else if (command == "version" && argument.empty()) {
    write(context, "VERSION " + context.service.settings().version + "\r\n");
  } else if (command == "verbosity") {
    write(context, "OK\r\n");  // as the binary VERBOSITY: accepted, changes nothing
  } else if (command == "quit" && argument.empty()) {
    context.close = true;
  } else {
    refuse(context, "as text only stats, version and quit are served: use the binary protocol");
  }
}

}  // namespace mcbin::engine
