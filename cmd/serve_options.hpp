// The options of `mcbin serve`: what can be said, and the settings of each room that it means.
// Nothing is opened or started here.
#pragma once

#include "cmd/command.hpp"
#include "cmd/notable_log.hpp"
#include "cmd/serve_auth_options.hpp"
#include "cmd/serve_keeping_options.hpp"
#include "cmd/serve_log.hpp"
#include "cmd/serve_tls_options.hpp"
#include "mcbin/engine/settings.hpp"
#include "mcbin/net/server_options.hpp"
#include "mcbin/store/store.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// The command line as it was given.
struct ServeOptions {
  std::optional<std::string> port;
  std::vector<std::string> listen;
  std::optional<std::string> unix_socket;
  std::string unix_mask = "700";
  std::uint32_t threads = 0;  // 0: as many as there are cores, at most kDefaultThreadsMax
  std::uint64_t memory_bytes = 64 * kMebibyte;
  std::uint32_t connections_max = 1024;
  std::uint64_t item_bytes_max = kMebibyte;
  bool disable_evictions = false;
  bool disable_cas = false;
  bool disable_flush_all = false;
  std::uint32_t backlog = 1024;
  std::uint32_t requests_per_event = engine::Settings{}.requests_per_event;
  std::string protocol = "binary";
  bool disable_dumping = false;
  std::optional<std::string> prefix_delimiter;

  std::optional<std::string> user;
  std::optional<std::string> pid_file;
  std::optional<std::string> port_file;
  std::optional<std::uint32_t> ready_descriptor;
  bool daemon = false;
  bool lock_memory = false;
  bool coredumps = false;
  std::optional<std::uint64_t> held_bytes_max;  // else 64 MiB, or more with large items
  std::chrono::milliseconds idle_timeout{0};
  std::chrono::milliseconds handshake_timeout{net::ServerOptions{}.handshake_timeout};
  std::chrono::milliseconds login_timeout{net::ServerOptions{}.login_timeout};
  std::chrono::milliseconds header_timeout{net::ServerOptions{}.header_timeout};
  std::chrono::milliseconds body_timeout{net::ServerOptions{}.body_timeout};
  std::chrono::milliseconds output_timeout{net::ServerOptions{}.output_timeout};
  std::chrono::milliseconds shutdown_timeout{net::ServerOptions{}.shutdown_timeout};
  ServeAuthOptions auth;
  ServeTlsOptions tls;
  ServeKeepingOptions keeping;

  unsigned verbosity = 0;
  std::optional<std::string> log_level;
  std::string log_format = "auto";
  std::optional<std::string> log_file;
  std::string log_keys = "shown";
  std::chrono::milliseconds slow_request{100};
  std::uint64_t large_request_bytes = 512 * kKibibyte;
  std::vector<std::string> metrics_listen;

  /// What was accepted and changes nothing, as sentences.
  std::vector<std::string> notes;
};

/// What each room is told.
struct ServePlan {
  net::ServerOptions net;
  store::Options store;
  engine::Settings engine;  // tcp_port is known only after binding
  LogOptions log;
  KeysInLog keys_in_log = KeysInLog::Shown;
  std::vector<net::Endpoint> metrics;  // numeric addresses
  std::optional<KeepingPlan> keeping;  // where changes are kept
};

/// Adds every option to `command`; `options` must live as long as the command.
void add_serve_options(Command& command, ServeOptions& options);

// Its parts, in files of their own.
void add_process_options(Command& command, ServeOptions& options);
void add_seeing_options(Command& command, ServeOptions& options);
void add_memcached_options(Command& command, ServeOptions& options);

/// @param passed_sockets  descriptors that a service manager opened for us: they are served too,
/// and
///                        instead of the default addresses.
/// @return Errc::BadConfiguration with a sentence that names the option.
[[nodiscard]] Result<ServePlan> plan_serve(const ServeOptions& options,
                                           const std::vector<int>& passed_sockets);

/// The parts of the plan that a reload may change.
[[nodiscard]] LogLevel planned_log_level(const ServeOptions& options);
[[nodiscard]] KeysInLog planned_keys_in_log(const ServeOptions& options);

/// The addresses of --metrics-listen.
[[nodiscard]] Result<std::vector<net::Endpoint>> plan_metrics(const ServeOptions& options);

}  // namespace mcbin::cmd
