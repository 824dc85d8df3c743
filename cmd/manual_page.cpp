// Manual pages in mdoc(7). Order of sections as mdoc wants it; what only a person can write comes
// from the tail.
#include "cmd/commands.hpp"
#include "cmd/generated_pages.hpp"
#include "cmd/help_text.hpp"

#include <algorithm>

namespace mcbin::cmd {
namespace {

// Changes when the pages do, not when they are made: the same source makes the same pages.
constexpr std::string_view kPageDate = "November 22, 2026";
constexpr std::string_view kNotice =
    ".\\\" Made by 'mcbin generate man' from the option texts in cmd/ and the tail beside this "
    "file.\n";

/// `text` as mdoc text: backslashes, option dashes and leading dots lose their meaning.
std::string mdoc_text(std::string_view text) {
  std::string out;
  char before = ' ';
  for (const char each : text) {
    const bool option_dash = each == '-' && (before == ' ' || before == '-' || before == '(');
    if (each == '\\') {
      out += "\\e";
    } else if (option_dash) {
      out += "\\-";
    } else {
      out += each;
    }
    before = each;
  }
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

/// Appends mdoc text in lines of at most kLineLetters.
void append_folded(std::string& out, std::string_view text) {
  constexpr std::size_t kLineLetters = 76;  // escapes may add a few
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > kLineLetters) end = std::min(text.rfind(' ', kLineLetters), text.size());
    out += mdoc_text(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// Appends sentences, each on lines of its own as mdoc likes it.
void append_sentences(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t stop = text.find(". ");
    const std::size_t length = stop == std::string_view::npos ? text.size() : stop + 1;
    append_folded(out, text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
}

void append_paragraphs(std::string& out, std::string_view text) {
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    if (!first) out += ".Pp\n";
    append_sentences(out, text.substr(0, end));
    text.remove_prefix(std::min(end + 2, text.size()));
    first = false;
  }
}

void append_front(std::string& out, const std::string& page, std::string_view summary) {
  std::string title = page;
  std::transform(title.begin(), title.end(), title.begin(),
                 [](char each) { return each >= 'a' && each <= 'z' ? char(each - 32) : each; });
  out += kNotice;
  out += ".Dd " + std::string(kPageDate) + "\n.Dt " + title + " 1\n.Os\n.Sh NAME\n.Nm " + page +
         "\n.Nd " + std::string(summary) + "\n";
}

std::string option_item(const Option& option) {
  std::string item = ".It";
  if (option.positional()) {
    item += " Ar " + option.names;
    return option.arity == Arity::Many ? item + " ..." : item;
  }
  bool first = true;
  for (const std::string& spelling : option.spellings()) {
    item += (first ? " Fl " : " , Fl ") + spelling.substr(1);
    first = false;
  }
  return option.value.empty() ? item : item + " Ar " + option.value;
}

void append_options(std::string& out, const std::vector<const Option*>& options) {
  out += ".Bl -tag -width Ds\n";
  for (const Option* option : options) {
    out += option_item(*option) + "\n";
    append_sentences(out, option_help(*option) + ".");
  }
  out += ".El\n";
}

std::vector<const Option*> positionals_then_options(const Command& command) {
  std::vector<const Option*> ordered;
  const auto take = [&](const std::vector<Option>& options, bool positional) {
    for (const Option& option : options) {
      if (option.positional() == positional) ordered.push_back(&option);
    }
  };
  take(command.options(), true);
  take(command.options(), false);
  take(standard_options(), false);
  return ordered;
}

std::string exit_status_section() {
  std::string out = ".Sh EXIT STATUS\n.Bl -tag -width Ds -compact\n";
  for (const ExitCodeRow& row : kExitCodes) {
    out += ".It " + std::to_string(static_cast<int>(row.code)) + "\n";
    append_folded(out, row.sentence);
  }
  return out + ".El\n";
}

std::string see_also_section(std::span<const Command> commands, std::string_view page) {
  std::vector<std::string> pages{"mcbin"};
  for (const Command& command : commands) pages.push_back("mcbin-" + command.text().name);
  std::erase(pages, page);
  std::sort(pages.begin(), pages.end());
  std::string out = ".Sh SEE ALSO\n";
  for (const std::string& each : pages) {
    out += ".Xr " + each + " 1" + (&each == &pages.back() ? "\n" : " ,\n");
  }
  return out;
}

std::string finished(std::string out, std::span<const Command> commands, std::string_view page,
                     std::string_view tail) {
  std::string end = replaced(std::string(tail), "@exit-status@\n", exit_status_section());
  return out + replaced(std::move(end), "@see-also@\n", see_also_section(commands, page));
}

}  // namespace

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string program_manual(std::span<const Command> commands, std::string_view tail) {
  std::string out;
  append_front(out, "mcbin", "toolkit for the memcache binary protocol");
  out += ".Sh SYNOPSIS\n.Nm\n.Ar COMMAND\n.Op Ar OPTION ...\n.Sh DESCRIPTION\n.Nm\n";
  append_sentences(out,
                   "is a server, a shell client and a frame decoder for the memcache binary "
                   "protocol. Each command has a manual page of its own.");
  out += ".Bl -tag -width Ds\n";
  for (const Command& command : commands) {
    out += ".It Cm " + command.text().name + "\n" + mdoc_text(command.text().summary) +
           ";\nsee\n.Xr mcbin-" + command.text().name + " 1 .\n";
  }
  out += ".El\n.Pp\nThe options of\n.Nm\nitself are:\n";
  std::vector<const Option*> options;
  for (const Option& option : standard_options()) options.push_back(&option);
  append_options(out, options);
  return finished(std::move(out), commands, "mcbin", tail);
}

std::string command_manual(std::span<const Command> commands, const Command& command,
                           std::string_view tail) {
  const std::string page = "mcbin-" + command.text().name;
  std::string out;
  append_front(out, page, command.text().summary);
  out += ".Sh SYNOPSIS\n.Nm mcbin " + command.text().name + "\n.Op Ar OPTION ...\n";
  for (const Option& option : command.options()) {
    if (!option.positional()) continue;
    out += option.need == Need::Required ? ".Ar " : ".Op Ar ";
    out += option.names + (option.arity == Arity::Many ? " ...\n" : "\n");
  }
  out += ".Sh DESCRIPTION\n";
  append_paragraphs(out, command.text().description);
  out += ".Pp\nThe arguments and options are:\n";
  append_options(out, positionals_then_options(command));
  return finished(std::move(out), commands, page, tail);
}

}  // namespace mcbin::cmd
