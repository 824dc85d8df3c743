// `mcbin generate KIND`: manual pages and completion scripts from the commands' own descriptions.
#include "cmd/commands.hpp"
#include "cmd/generated_pages.hpp"
#include "cmd/standard_streams.hpp"
#include "cmd/value_source.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

namespace mcbin::cmd {
namespace {

struct GenerateOptions {
  std::string kind;
  std::string page = "mcbin";
  std::optional<std::string> output;
  std::optional<std::string> tails;
};

struct GeneratedFile {
  std::string name;
  std::string text;
};

/// The hand-written end of `page`; empty when no directory of tails is given.
Result<std::string> read_tail(const std::optional<std::string>& tails, const std::string& page) {
  if (!tails) return std::string();
  const auto bytes = read_value_file(*tails + "/" + page + ".tail");
  if (!bytes) return tl::unexpected(bytes.error());
  return std::string(as_text(*bytes));
}

Result<std::vector<GeneratedFile>> manual_pages(const std::vector<Command>& commands,
                                                const std::optional<std::string>& tails) {
  std::vector<GeneratedFile> files;
  const auto tail = read_tail(tails, "mcbin");
  if (!tail) return tl::unexpected(tail.error());
  files.push_back({"mcbin.1", program_manual(commands, *tail)});
  for (const Command& command : commands) {
    const std::string page = "mcbin-" + command.text().name;
    const auto command_tail = read_tail(tails, page);
    if (!command_tail) return tl::unexpected(command_tail.error());
    files.push_back({page + ".1", command_manual(commands, command, *command_tail)});
  }
  return files;
}

Result<std::vector<GeneratedFile>> files_of(const GenerateOptions& options) {
  const std::vector<Command> commands = all_commands();
  if (options.kind == "bash")
    return std::vector<GeneratedFile>{{"mcbin.bash", bash_completion(commands)}};
  if (options.kind == "zsh")
    return std::vector<GeneratedFile>{{"_mcbin", zsh_completion(commands)}};
  if (options.kind == "fish")
    return std::vector<GeneratedFile>{{"mcbin.fish", fish_completion(commands)}};
  return manual_pages(commands, options.tails);
}

Result<void> write_file(const std::string& directory, const GeneratedFile& file) {
  const std::filesystem::path path = std::filesystem::path(directory) / file.name;
  std::ofstream out(path, std::ios::binary);
  out << file.text;
  out.close();
  if (!out) return fail(Errc::WriteFailed, 0, "cannot write " + path.string());
  return {};
}

Result<ExitCode> run(const GenerateOptions& options) {
  const auto files = files_of(options);
  if (!files) return tl::unexpected(files.error());
  if (options.output) {
    for (const GeneratedFile& file : *files) {
      if (auto written = write_file(*options.output, file); !written) {
        return tl::unexpected(written.error());
      }
    }
    return ExitCode::Ok;
  }
  const auto is_page = [&](const GeneratedFile& file) {
    return options.kind != "man" || file.name == options.page + ".1";
  };
  const auto found = std::find_if(files->begin(), files->end(), is_page);
  if (found == files->end()) {
    return fail(Errc::BadConfiguration, 0, "there is no manual page '" + options.page + "'");
  }
  const auto written = write_stdout(found->text);
  if (!written) return tl::unexpected(written.error());
  return ExitCode::Ok;
}

}  // namespace

Command generate_command() {
  auto options = std::make_shared<GenerateOptions>();
  Command command({
      .name = "generate",
      .summary = "make manual pages and shell completions",
      .description =
          "Prints a manual page or the completion script of a shell, made from the options that "
          "this program has. With --output all files of that kind are written to a directory.",
      .examples = {"mcbin generate bash"},
  });
  command.option({.names = "KIND",
                  .help = "What to make",
                  .choices = {"man", "bash", "zsh", "fish"},
                  .need = Need::Required},
                 options->kind);
  command.option({.names = "PAGE",
                  .help = "The manual page to print: mcbin, mcbin-get, ...",
                  .default_text = options->page},
                 options->page);
  command.option({.names = "-o,--output",
                  .value = "DIRECTORY",
                  .help = "Write the files to DIRECTORY instead of standard output",
                  .completes = Completes::Directory},
                 options->output);
  command.option({.names = "--tails",
                  .value = "DIRECTORY",
                  .help = "End each manual page with DIRECTORY/PAGE.tail",
                  .completes = Completes::Directory},
                 options->tails);
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
