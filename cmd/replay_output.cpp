#include "cmd/replay_output.hpp"

#include "cmd/standard_streams.hpp"
#include "cmd/written_file.hpp"

#include <string_view>

namespace mcbin::cmd {
namespace {

constexpr std::string_view kSalted = "--anonymise";

/// The form that the name of a file asks for; null for any other name.
const std::function<std::string()>* form_of(const ReportForms& forms, std::string_view path) {
  if (path.ends_with(".html")) return &forms.html;
  if (path.ends_with(".json")) return &forms.json;
  if (path.ends_with(".hgrm")) return &forms.hdr;
  if (path.ends_with(".txt")) return &forms.text;
  return nullptr;
}

std::string shell_word(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+:,./@%^";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char letter : word) {
    quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  }
  return quoted + "'";
}

}  // namespace

Result<void> check_report_files(const ReplayOptions& options) {
  const ReportForms none;
  for (const std::string& path : options.saved) {
    if (form_of(none, path) != nullptr) continue;
    return fail(Errc::BadConfiguration, 0,
                "--save " + path + ": the name has to end in .html, .json, .hgrm or .txt");
  }
  return {};
}

Result<void> write_report(const ReplayOptions& options, const ReportForms& forms) {
  for (const std::string& path : options.saved) {
    if (auto written = write_file(path, (*form_of(forms, path))()); !written) return written;
  }
  if (options.hdr_file) {
    if (auto written = write_file(*options.hdr_file, forms.hdr()); !written) return written;
  }
  if (options.report == "json") return write_stdout(forms.json());
  if (options.report == "html") return write_stdout(forms.html());
  return write_stdout(forms.text());
}

std::string shell_command(std::span<const std::string> words) {
  std::string command = "mcbin replay";
  bool salt = false;
  for (const std::string& word : words) {
    const bool joined = word.starts_with(std::string(kSalted) + "=");
    if (salt) {
      command += " SALT";
    } else {
      command += " " + (joined ? std::string(kSalted) + "=SALT" : shell_word(word));
    }
    salt = !salt && word == kSalted;
  }
  return command;
}

}  // namespace mcbin::cmd
