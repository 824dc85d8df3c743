// From the options about log and metrics to what they mean.
#include "cmd/serve_options.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string_view>

namespace mcbin::cmd {
namespace {

/// The port of memcached_exporter, where monitoring looks for these metrics.
constexpr std::uint16_t kMetricsPort = 9150;

bool is_numeric(const std::string& host) {
  in_addr v4{};
  in6_addr v6{};
  return ::inet_pton(AF_INET, host.c_str(), &v4) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), &v6) == 1;
}

Result<net::Endpoint> read_metrics_address(std::string_view text) {
  const auto refuse = [text](const std::string& reason) {
    return fail(Errc::BadConfiguration, 0,
                "--metrics-listen '" + std::string(text) + "': " + reason);
  };
  auto endpoint = net::parse_endpoint(text, kMetricsPort);
  if (!endpoint) return refuse(endpoint.error().detail);
  if (!endpoint->unix_path.empty()) return refuse("metrics are served over TCP");
  if (endpoint->host == "localhost") endpoint->host = "127.0.0.1";
  if (!is_numeric(endpoint->host)) return refuse("write it as IP:PORT");
  return endpoint;
}

}  // namespace

LogLevel planned_log_level(const ServeOptions& options) {
  if (options.log_level) {
    for (const LogLevel level :
         {LogLevel::Trace, LogLevel::Debug, LogLevel::Info, LogLevel::Warn}) {
      if (*options.log_level == level_name(level)) return level;
    }
    return LogLevel::Error;
  }
  switch (options.verbosity) {
    case 0:
      return LogLevel::Warn;
    case 1:
      return LogLevel::Info;
    case 2:
      return LogLevel::Debug;
    default:
      return LogLevel::Trace;
  }
}

KeysInLog planned_keys_in_log(const ServeOptions& options) {
  if (options.log_keys == "hashed") return KeysInLog::Hashed;
  if (options.log_keys == "hidden") return KeysInLog::Hidden;
  return KeysInLog::Shown;
}

Result<std::vector<net::Endpoint>> plan_metrics(const ServeOptions& options) {
  std::vector<net::Endpoint> endpoints;
  for (std::string_view list : options.metrics_listen) {
    for (;;) {
      const std::size_t comma = std::min(list.find(','), list.size());
      auto endpoint = read_metrics_address(list.substr(0, comma));
      if (!endpoint) return tl::unexpected(endpoint.error());
      endpoints.push_back(std::move(*endpoint));
      if (comma == list.size()) break;
      list.remove_prefix(comma + 1);
    }
  }
  return endpoints;
}

}  // namespace mcbin::cmd
