// To whom `mcbin replay` plays, and whether it may.
#pragma once

#include "cmd/replay_options.hpp"
#include "mcbin/client/ring.hpp"
#include "mcbin/net/client_loop.hpp"

#include <memory>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// Servers, and how keys spread over them; none: a store in this process.
struct ReplayTarget {
  std::vector<net::Target> servers;
  std::shared_ptr<const client::Ring> ring;  // of several servers

  [[nodiscard]] bool in_process() const { return servers.empty(); }
  /// "127.0.0.1:11211", with commas between several.
  [[nodiscard]] std::string text() const;
};

/// What --in-process and --server say, or what stands in for the latter.
/// @return Errc::BadConfiguration with a sentence, also for a server that may be on another machine
///         without --allow-remote.
[[nodiscard]] Result<ReplayTarget> replay_target(const ReplayOptions& options);

/// The one server of --against.
[[nodiscard]] Result<ReplayTarget> compared_target(const ReplayOptions& options);

}  // namespace mcbin::cmd
