// A server under test, whatever it is: something to connect to. Built from memcached's options.
#pragma once

#include "conformance/conversation.hpp"
#include "conformance/peer.hpp"
#include "conformance/server_process.hpp"
#include "mcbin/base/error.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mcbin::conformance {

class Host {
 public:
  virtual ~Host() = default;

  /// A new connection; nullptr when there is none to be had.
  [[nodiscard]] virtual std::unique_ptr<Peer> connect() = 0;

  /// The UDP port that belongs to the server; nullptr for a host without ports.
  [[nodiscard]] virtual std::unique_ptr<Peer> connect_datagrams() = 0;

  /// Memory of the server in bytes: what it holds now in process, the most it ever had resident as
  /// a process of its own.
  [[nodiscard]] virtual std::uint64_t memory_bytes() const = 0;

  /// Ends the server. @return what was wrong with its end, or empty.
  [[nodiscard]] virtual std::string stop() = 0;
};

/// Makes a host that has served nobody yet; `args` are in memcached's words.
using HostFactory = std::function<Result<std::unique_ptr<Host>>(const std::vector<std::string>&)>;

/// A store, a service and a clock in this process. Options: -C -F -M -m -I; others mean nothing.
[[nodiscard]] Result<std::unique_ptr<Host>> make_session_host(const std::vector<std::string>& args);

/// A server process on the loopback interface.
[[nodiscard]] Result<std::unique_ptr<Host>> make_server_host(Program program,
                                                             const std::string& path,
                                                             const std::vector<std::string>& args);

/// Makes `precondition` true on `host`, whose connections it keeps in `held`.
void establish(Precondition precondition, Host& host, std::vector<std::unique_ptr<Peer>>& held);

/// Deletes every key that `conversation` names, so that the host is as if new for the next one.
void forget_keys(const Conversation& conversation, Host& host);

/// Whether a new connection answers a VERSION. @return the complaint, or empty.
[[nodiscard]] std::string complaint_of_next_connection(Host& host);

}  // namespace mcbin::conformance
