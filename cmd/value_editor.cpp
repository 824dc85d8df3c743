#include "cmd/value_editor.hpp"

#include "cmd/file_output.hpp"
#include "cmd/value_source.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace mcbin::cmd {
namespace {

constexpr int kCannotRun = 127;

tl::unexpected<Error> system_failed(std::string sentence) {
  return fail(Errc::SystemFailed, 0, std::move(sentence));
}

/// Puts the file `path` in place of `descriptor`; ends the child when that fails.
void redirect(const std::string& path, int flags, int descriptor) {
  if (path.empty()) return;
  const int file = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(kCannotRun);
}

/// Runs `words`; empty paths leave the standard streams as they are.
Result<void> run_program(std::span<const std::string> words, const std::string& input,
                         const std::string& output) {
  std::vector<std::string> copies(words.begin(), words.end());
  std::vector<char*> arguments;
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child < 0)
    return system_failed(std::string("cannot start a process: ") + std::strerror(errno));
  if (child == 0) {
    redirect(input, O_RDONLY, STDIN_FILENO);
    redirect(output, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    ::execvp(arguments[0], arguments.data());
    ::_exit(kCannotRun);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return system_failed(std::strerror(errno));
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  const std::string& name = words[0];
  if (!WIFEXITED(status)) return system_failed(name + " was ended by a signal");
  if (WEXITSTATUS(status) == kCannotRun) return system_failed("cannot run " + name);
  return system_failed(name + " ended with code " + std::to_string(WEXITSTATUS(status)));
}

std::string editor_command() {
  for (const char* name : {"VISUAL", "EDITOR"}) {
    const char* editor = std::getenv(name);
    if (editor != nullptr && *editor != '\0') return editor;
  }
  return "vi";
}

bool ends_line(ByteView bytes) {
  return !bytes.empty() && bytes.back() == '\n';
}

}  // namespace

Result<EditFolder> EditFolder::make() {
  const char* base = std::getenv("TMPDIR");
  std::string path =
      std::string(base != nullptr && *base != '\0' ? base : "/tmp") + "/mcbin-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) {
    return fail(Errc::WriteFailed, 0, "cannot make " + path + ": " + std::strerror(errno));
  }
  return EditFolder(path);
}

EditFolder::~EditFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

std::string EditFolder::keep() {
  const std::string kept = file("value");
  path_.clear();
  return kept;
}

std::string EditFolder::file(std::string_view name) const {
  return path_ + "/" + std::string(name);
}

Result<std::string> EditFolder::write(std::string_view name, ByteView bytes) const {
  auto written = write_key_file(path_, name, bytes);
  if (!written) return tl::unexpected(written.error());
  return file(name);
}

Result<ByteVector> EditFolder::edit(ByteView value) {
  const auto path = write("value", value);
  if (!path) return tl::unexpected(path.error());
  const std::string editor = editor_command();
  // The editor's setting may have arguments of its own, as in "code --wait".
  const std::string words[] = {"sh", "-c", editor + " \"$1\"", "sh", *path};
  if (auto ran = run_program(words, "", ""); !ran) {
    return system_failed("the editor '" + editor + "' failed: nothing is stored");
  }
  auto edited = read_value_file(*path);
  if (!edited) return edited;
  if (!ends_line(value) && ends_line(*edited)) edited->pop_back();
  return edited;
}

Result<ByteVector> EditFolder::filter(ByteView value, std::span<const std::string> command) {
  const auto input = write("value", value);
  if (!input) return tl::unexpected(input.error());
  const std::string output = file("changed");
  if (auto ran = run_program(command, *input, output); !ran) return tl::unexpected(ran.error());
  return read_value_file(output);
}

}  // namespace mcbin::cmd
