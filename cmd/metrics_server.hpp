// The HTTP side of the metrics: /metrics, /healthz and /readyz, on addresses of their own. The
// cache's threads have no part in it.
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/net/endpoint.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// What the pages are made of; called from threads of the metrics server, which they outlive.
struct MetricsPages {
  std::function<std::string()> metrics;
  std::function<bool()> ready;
};

/// Serves until it is destroyed: a few threads, a bounded queue, and a short time-out for peers
/// that do not go on.
class MetricsServer {
 public:
  /// @param endpoints  numeric addresses; port 0 is a free one.
  /// @return Errc::ConnectFailed with the addresses as detail when one cannot be listened on.
  [[nodiscard]] static Result<std::unique_ptr<MetricsServer>> open(
      const std::vector<net::Endpoint>& endpoints, MetricsPages pages);
  ~MetricsServer();
  MetricsServer(const MetricsServer&) = delete;
  MetricsServer& operator=(const MetricsServer&) = delete;

  /// Where it listens, with the real ports.
  [[nodiscard]] const std::vector<net::Endpoint>& endpoints() const;

 private:
  class Impl;
  explicit MetricsServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mcbin::cmd
