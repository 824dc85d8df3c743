#include "conformance/server_process.hpp"

#include "conformance/sasl_account.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <signal.h>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace mcbin::conformance {

namespace {

constexpr std::chrono::seconds kStartTimeout{20};
constexpr std::chrono::seconds kStopTimeout{20};
constexpr std::chrono::milliseconds kPollInterval{2};
constexpr const char* kPortFile = "/port";

/// `args` for mcbin, which speaks nothing but binary and no UDP.
std::vector<std::string> mcbin_args(const ServerCommand& command, const std::string& directory) {
  const std::string port_file = directory + kPortFile;
  std::vector<std::string> args{command.path, "serve", "-p", "0",    "-l",          "127.0.0.1",
                                "-t",         "2",     "-u", "root", "--port-file", port_file};
  if (::getuid() != 0) args.erase(args.begin() + 8, args.begin() + 10);
  for (std::size_t at = 0; at < command.args.size(); ++at) {
    const std::string& arg = command.args[at];
    if (arg == "-B" || arg == "-U") {
      ++at;
    } else if (arg == "-S") {
      args.insert(args.end(), {"-S", "--auth-file", make_users_file(directory)});
    } else {
      args.push_back(arg);
    }
  }
  return args;
}

std::vector<std::string> memcached_args(const ServerCommand& command) {
  std::vector<std::string> args{command.path, "-p", "-1", "-l", "127.0.0.1"};
  if (::getuid() == 0) args.insert(args.end(), {"-u", "root"});
  for (const std::string& arg : command.args) args.push_back(arg == "<port>" ? "-1" : arg);
  return args;
}

/// In the child: becomes the server.
[[noreturn]] void become(std::vector<std::string> args, const std::string& log_file) {
  const int log = ::open(log_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (log >= 0) {
    ::dup2(log, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
  }
  std::vector<char*> words;
  words.reserve(args.size() + 1);
  for (std::string& arg : args) words.push_back(arg.data());
  words.push_back(nullptr);
  ::execv(words[0], words.data());
  ::_exit(127);
}

std::string read_text(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The number behind the last blank of the line that starts with `start` (any line when empty).
std::uint16_t port_in(const std::string& text, const std::string& start) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(start) || lines.eof()) continue;
    const std::size_t blank = line.find_last_of(" :");
    return static_cast<std::uint16_t>(
        std::strtoul(line.c_str() + (blank == std::string::npos ? 0 : blank + 1), nullptr, 10));
  }
  return 0;
}

}  // namespace

Result<ServerProcess> ServerProcess::start(const ServerCommand& command) {
  std::string directory = (std::filesystem::temp_directory_path() / "mcbin-test-XXXXXX").string();
  if (::mkdtemp(directory.data()) == nullptr) return fail(Errc::SystemFailed, 0, "mkdtemp");
  ServerProcess server;
  server.directory_ = directory;
  const std::string port_file = directory + kPortFile;
  const bool own = command.program == Program::Mcbin;
  const std::vector<std::string> args =
      own ? mcbin_args(command, directory) : memcached_args(command);
  const bool sasl = !own && std::find(args.begin(), args.end(), "-S") != args.end();
  if (sasl) {
    const Result<void> made = make_sasl_account(directory);
    if (!made.has_value()) return tl::unexpected<Error>(made.error());
  }
  server.process_ = ::fork();
  if (server.process_ < 0) return fail(Errc::SystemFailed, 0, "fork");
  if (server.process_ == 0) {
    if (!own) ::setenv("MEMCACHED_PORT_FILENAME", port_file.c_str(), 1);
    if (sasl) ::setenv("SASL_CONF_PATH", directory.c_str(), 1);
    become(args, directory + "/log");
  }
  if (!server.wait_for_port_file()) {
    return fail(Errc::SystemFailed, 0,
                command.path + " does not start: " + read_text(directory + "/log"));
  }
  return server;
}

ServerProcess::ServerProcess(ServerProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      directory_(std::exchange(other.directory_, {})),
      tcp_port_(other.tcp_port_),
      udp_port_(other.udp_port_) {}

ServerProcess::~ServerProcess() {
  static_cast<void>(stop());
  remove_directory();
}

void ServerProcess::remove_directory() const {
  std::error_code ignored;
  if (!directory_.empty()) std::filesystem::remove_all(directory_, ignored);
}

bool ServerProcess::wait_for_port_file() {
  const auto deadline = std::chrono::steady_clock::now() + kStartTimeout;
  while (std::chrono::steady_clock::now() < deadline) {
    const std::string text = read_text(directory_ + kPortFile);
    const bool named = text.starts_with("TCP") || text.starts_with("UDP");
    tcp_port_ = port_in(text, named ? "TCP" : "");
    udp_port_ = port_in(text, "UDP");
    if (tcp_port_ != 0) return true;
    if (::waitpid(process_, nullptr, WNOHANG) == process_) {
      process_ = -1;
      return false;
    }
    std::this_thread::sleep_for(kPollInterval);
  }
  return false;
}

std::uint64_t ServerProcess::peak_resident_bytes() const {
  constexpr std::uint64_t kKibibyte = 1024;
  std::ifstream status("/proc/" + std::to_string(process_) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return kKibibyte * std::strtoull(line.c_str() + 6, nullptr, 10);
  }
  return 0;
}

Result<void> ServerProcess::stop() {
  if (process_ < 0) return {};
  const pid_t process = std::exchange(process_, -1);
  ::kill(process, SIGTERM);
  const auto deadline = std::chrono::steady_clock::now() + kStopTimeout;
  int status = 0;
  pid_t ended = 0;
  while ((ended = ::waitpid(process, &status, WNOHANG)) == 0 &&
         std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(kPollInterval);
  }
  if (ended == 0) {
    ::kill(process, SIGKILL);
    ::waitpid(process, &status, 0);
    return fail(Errc::SystemFailed, 0, "the server does not stop");
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return fail(Errc::SystemFailed, 0, "the server ended badly: " + read_text(directory_ + "/log"));
}

}  // namespace mcbin::conformance
