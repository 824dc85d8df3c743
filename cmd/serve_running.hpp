// A server from its first connection to its last: what watches it, and what is told to whom.
#pragma once

#include "cmd/background.hpp"
#include "cmd/invocation.hpp"
#include "cmd/serve_log.hpp"
#include "cmd/serve_options.hpp"
#include "mcbin/net/server.hpp"
#include "mcbin/net/service_manager.hpp"
#include "mcbin/store/store.hpp"

namespace mcbin::cmd {

/// What a running server needs; all of it outlives the run.
struct ServeParts {
  net::Server& server;
  store::Store& store;
  ServeLog& log;
  const ServeOptions& options;
  const ServePlan& plan;
  const Invocation& invocation;
  const net::ServiceManager& manager;
  Background* background;  // nullptr in the foreground
};

/// Serves until a signal ends it.
/// @return Errc::ConnectFailed when the metrics cannot be served, Errc::SystemFailed.
[[nodiscard]] Result<void> serve_until_stopped(const ServeParts& parts);

}  // namespace mcbin::cmd
