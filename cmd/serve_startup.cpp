// Everything here happens before the first connection is taken.
#include "cmd/serve_startup.hpp"

#include <cerrno>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <system_error>
#include <unistd.h>

namespace mcbin::cmd {
namespace {

/// Who the server runs as when root starts it and nobody else is named.
constexpr const char* kDefaultUser = "nobody";

constexpr std::uint64_t kDescriptorsPerThread = 4;

std::string size_text(std::uint64_t bytes) {
  if (bytes % kGibibyte == 0) return std::to_string(bytes / kGibibyte) + " GiB";
  if (bytes % kMebibyte == 0) return std::to_string(bytes / kMebibyte) + " MiB";
  if (bytes % kKibibyte == 0) return std::to_string(bytes / kKibibyte) + " KiB";
  return std::to_string(bytes) + " bytes";
}

/// Raises a limit as far as the system lets us.
void raise_limit(__rlimit_resource_t resource) {
  rlimit limit{RLIM_INFINITY, RLIM_INFINITY};
  if (::setrlimit(resource, &limit) == 0 || ::getrlimit(resource, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  static_cast<void>(::setrlimit(resource, &limit));
}

std::string system_reason() {
  return std::error_code(errno, std::generic_category()).message();
}

}  // namespace

Result<std::optional<net::Account>> choose_user(const ServeOptions& options) {
  const bool root = net::runs_as_root();
  if (!options.user && !root) return std::nullopt;
  const std::string name = options.user.value_or(kDefaultUser);
  const auto account = net::find_account(name);
  if (!account) {
    return fail(Errc::BadConfiguration, 0,
                account.error().detail + "; name another with -u, or keep root with -u root");
  }
  if (!root && account->user != ::getuid()) {
    return fail(Errc::BadConfiguration, 0, "only root can become " + name + ": leave -u out");
  }
  if (!root || account->user == 0) return std::nullopt;
  return *account;
}

Result<void> provide_descriptors(ServePlan& plan, const ServeLog& log) {
  const std::uint64_t reserved = kReservedDescriptors + kDescriptorsPerThread * plan.net.threads;
  const auto limit = net::raise_descriptor_limit(reserved + plan.net.connections_max);
  if (!limit) return tl::unexpected(limit.error());
  if (*limit >= reserved + plan.net.connections_max) return {};
  const std::uint64_t possible = *limit > reserved ? *limit - reserved : 1;
  plan.net.connections_max = static_cast<std::uint32_t>(possible);
  plan.engine.connections_max = plan.net.connections_max;
  log.announce("connections_lowered", "the limit of open files is " + std::to_string(*limit) +
                                          ": at most " + std::to_string(possible) +
                                          " connections at a time");
  return {};
}

void lock_memory(const ServeOptions& options, const ServeLog& log) {
  if (!options.lock_memory) return;
  // The limit stays raised when the rights are given up, so that later memory is locked as well.
  raise_limit(RLIMIT_MEMLOCK);
  if (::mlockall(MCL_CURRENT | MCL_FUTURE) != 0) {
    log.announce("memory_not_locked", "-k: memory cannot be locked: " + system_reason());
  }
}

void allow_core_dumps(const ServeOptions& options, const ServeLog& log) {
  if (!options.coredumps) return;
  raise_limit(RLIMIT_CORE);
  if (::prctl(PR_SET_DUMPABLE, 1) != 0) {
    log.announce("no_core_dumps", "-r: core dumps cannot be allowed: " + system_reason());
  }
}

std::string cannot_listen_sentence(const Error& error) {
  const std::string& detail = error.detail;
  std::string_view hint;
  if (detail.ends_with("address already in use")) {
    hint = detail.starts_with('/') ? "; choose another path with -s"
                                   : "; choose another port with -p, or let -p 0 find a free one";
  } else if (detail.ends_with("cannot assign requested address")) {
    hint = "; -l must name an address of this machine";
  } else if (detail.ends_with("permission denied")) {
    hint = "; ports below 1024 and closed directories need other rights";
  }
  return "cannot listen on " + detail + std::string(hint);
}

std::vector<ServedAddress> served_addresses(const net::Server& server, const ServeTlsOptions& tls) {
  std::vector<ServedAddress> addresses;
  for (std::size_t at = 0; at < server.endpoints().size(); ++at) {
    const bool encrypted = server.encryptions()[at] == net::Encryption::Tls;
    const bool required = tls.server.clients == net::ClientCertificates::Required;
    addresses.push_back({.endpoint = server.endpoints()[at],
                         .encrypted = encrypted,
                         .certificates = encrypted && required});
  }
  return addresses;
}

std::uint16_t first_port(const net::Server& server) {
  for (const net::Endpoint& endpoint : server.endpoints()) {
    if (endpoint.unix_path.empty()) return endpoint.port;
  }
  return 0;
}

std::string ready_sentence(const net::Server& server, const ServePlan& plan) {
  std::string text;
  for (const net::Endpoint& endpoint : server.endpoints()) {
    text += (text.empty() ? "ready on " : ", ") + net::endpoint_text(endpoint);
  }
  const std::uint32_t threads = plan.net.threads;
  return text + " (" + std::to_string(threads) + (threads == 1 ? " thread, " : " threads, ") +
         size_text(plan.store.memory_bytes) + ")";
}

Result<void> publish(const ServeOptions& options, const net::Server& server, ServeFiles& files) {
  const auto write = [&](const std::optional<std::string>& path, std::uint64_t number,
                         std::optional<PublishedFile>& file) -> Result<void> {
    if (!path) return {};
    auto written = PublishedFile::write(*path, std::to_string(number) + "\n");
    if (!written) return tl::unexpected(written.error());
    file.emplace(std::move(*written));
    return {};
  };
  if (auto done = write(options.pid_file, static_cast<std::uint64_t>(::getpid()), files.pid);
      !done) {
    return done;
  }
  return write(options.port_file, first_port(server), files.port);
}

Result<void> give_up_rights(const ServeOptions& options, const net::Account& account,
                            const ServeLog& log) {
  // Its mode speaks of the user that the server runs as. Sockets that others bound stay theirs.
  const auto& path = options.unix_socket;
  if (path && ::lchown(path->c_str(), account.user, account.group) != 0) {
    return fail(Errc::SystemFailed, 0, *path + ": its owner cannot be changed");
  }
  if (auto given = log.give_to(account); !given) return given;
  if (auto became = net::become(account); !became) {
    return fail(Errc::SystemFailed, 0,
                "cannot become " + account.name + ": " + became.error().detail);
  }
  log.announce("user_changed",
               "started as root, running as " + account.name + " (-u names another user)");
  return {};
}

}  // namespace mcbin::cmd
