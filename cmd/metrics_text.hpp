// What /metrics says: the server's counts in Prometheus's text format. The names that
// memcached_exporter gives to memcached's statistics are used for the same things, so that its
// dashboards and alerts work; what memcached does not have is called mcbin_*.
#pragma once

#include "mcbin/engine/service.hpp"

#include <cstdint>
#include <string>

namespace mcbin::cmd {

/// What the numbers are taken from, besides the service.
struct MetricsContext {
  const engine::Service& service;
  bool ready = false;
  std::uint64_t records_recovered = 0;  // so far, at the start
};

/// A fresh snapshot. From any thread.
[[nodiscard]] std::string metrics_text(const MetricsContext& context);

}  // namespace mcbin::cmd
