// The steps of starting `mcbin serve`, each with the sentence for when it cannot be done. Their
// order is serve.cpp's business.
#pragma once

#include "cmd/invocation.hpp"
#include "cmd/serve_files.hpp"
#include "cmd/serve_options.hpp"
#include "mcbin/net/process.hpp"
#include "mcbin/net/server.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// Descriptors kept for listeners, event queues, the log and files, besides the connections.
inline constexpr std::uint64_t kReservedDescriptors = 64;

/// The files that exist while the server runs.
struct ServeFiles {
  std::optional<PublishedFile> port;
  std::optional<PublishedFile> pid;
};

/// The user to become: none when the rights stay as they are.
[[nodiscard]] Result<std::optional<net::Account>> choose_user(const ServeOptions& options);

/// Takes care that -c connections can have descriptors, or lowers -c and says so.
[[nodiscard]] Result<void> provide_descriptors(ServePlan& plan, const ServeLog& log);

/// Locks memory where -k asks for it; to be called with the first rights. What the system refuses
/// is told, and is no reason not to start.
void lock_memory(const ServeOptions& options, const ServeLog& log);

/// Lets a crash leave its memory behind where -r asks for it; a change of user would undo it. Told
/// as above.
void allow_core_dumps(const ServeOptions& options, const ServeLog& log);

/// What net says when an address cannot be listened on, with a way out.
[[nodiscard]] std::string cannot_listen_sentence(const Error& error);

/// Where the server listens, for refuse_exposure().
[[nodiscard]] std::vector<ServedAddress> served_addresses(const net::Server& server,
                                                          const ServeTlsOptions& tls);

/// Writes the pid file and the port file.
[[nodiscard]] Result<void> publish(const ServeOptions& options, const net::Server& server,
                                   ServeFiles& files);

/// Hands sockets and the log over to `account`, and becomes it.
[[nodiscard]] Result<void> give_up_rights(const ServeOptions& options, const net::Account& account,
                                          const ServeLog& log);

/// The port that the first TCP address has; 0 without one.
[[nodiscard]] std::uint16_t first_port(const net::Server& server);

/// "ready on 127.0.0.1:11211 (4 threads, 64 MiB)".
[[nodiscard]] std::string ready_sentence(const net::Server& server, const ServePlan& plan);

}  // namespace mcbin::cmd
