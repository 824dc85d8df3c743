// CivetWeb, which prometheus-cpp's own exposer is made of too; but that one has no place for
// /healthz and /readyz.
#include "cmd/metrics_server.hpp"

#include <CivetServer.h>
#include <array>
#include <chrono>
#include <future>
#include <utility>

namespace mcbin::cmd {
namespace {

/// Enough, and quick enough with peers that do not go on, that they do not hide the server's
/// health.
constexpr const char* kThreads = "24";
constexpr const char* kTimeoutMs = "2000";

/// While it ends, CivetWeb looks whether it should go on after each connection, or every 2 s.
constexpr std::chrono::milliseconds kKnockInterval{5};

constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";
constexpr const char* kPlainType = "text/plain; charset=utf-8";

void answer(mg_connection* connection, const char* status, const char* type,
            const std::string& body) {
  mg_printf(connection,
            "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nCache-Control: no-store\r\n"
            "Connection: close\r\n\r\n",
            status, type, body.size());
  mg_write(connection, body.data(), body.size());
}

/// One page. GET only, which CivetWeb sees to, and HEAD.
class Page final : public CivetHandler {
 public:
  using Show = std::function<void(mg_connection* connection)>;
  explicit Page(Show show) : show_(std::move(show)) {}

  using CivetHandler::handleGet;
  bool handleGet(CivetServer*, mg_connection* connection) override {
    show_(connection);
    return true;
  }

 private:
  Show show_;
};

/// Connects and goes away again.
void knock(const net::Endpoint& endpoint) {
  std::array<char, 64> problem{};
  mg_connection* const connection =
      mg_connect_client(endpoint.host.c_str(), endpoint.port, 0, problem.data(), problem.size());
  if (connection != nullptr) mg_close_connection(connection);
}

std::string listening_text(const std::vector<net::Endpoint>& endpoints) {
  std::string text;
  for (const net::Endpoint& endpoint : endpoints) {
    text += (text.empty() ? "" : ",") + net::endpoint_text(endpoint);
  }
  return text;
}

}  // namespace

class MetricsServer::Impl {
 public:
  Impl(const std::vector<net::Endpoint>& listen, MetricsPages made)
      : endpoints(listen),
        pages(std::move(made)),
        server({"listening_ports", listening_text(listen), "num_threads", kThreads,
                "request_timeout_ms", kTimeoutMs, "enable_keep_alive", "no"}) {
    const std::vector<int> ports = server.getListeningPorts();
    for (std::size_t at = 0; at < endpoints.size() && at < ports.size(); ++at) {
      endpoints[at].port = static_cast<std::uint16_t>(ports[at]);
    }
    server.addHandler("/metrics$", metrics);
    server.addHandler("/healthz$", health);
    server.addHandler("/readyz$", readiness);
    server.addHandler("/**", elsewhere);
  }

  std::vector<net::Endpoint> endpoints;
  const MetricsPages pages;
  Page metrics{[this](mg_connection* connection) {
    answer(connection, "200 OK", kMetricsType, pages.metrics());
  }};
  Page health{[](mg_connection* connection) { answer(connection, "200 OK", kPlainType, "ok\n"); }};
  Page readiness{[this](mg_connection* connection) {
    const bool ready = pages.ready();
    answer(connection, ready ? "200 OK" : "503 Service Unavailable", kPlainType,
           ready ? "ready\n" : "not ready\n");
  }};
  Page elsewhere{[](mg_connection* connection) {
    answer(connection, "404 Not Found", kPlainType, "try /metrics, /healthz or /readyz\n");
  }};
  CivetServer server;  // last: it ends first, while its pages still live
};

Result<std::unique_ptr<MetricsServer>> MetricsServer::open(
    const std::vector<net::Endpoint>& endpoints, MetricsPages pages) {
  try {
    return std::unique_ptr<MetricsServer>(
        new MetricsServer(std::make_unique<Impl>(endpoints, std::move(pages))));
  } catch (const CivetException&) {
    return fail(Errc::ConnectFailed, 0, listening_text(endpoints));
  }
}

MetricsServer::MetricsServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

MetricsServer::~MetricsServer() {
  const auto closed = std::async(std::launch::async, [this] { impl_->server.close(); });
  while (closed.wait_for(kKnockInterval) != std::future_status::ready) {
    knock(impl_->endpoints.front());
  }
}

const std::vector<net::Endpoint>& MetricsServer::endpoints() const {
  return impl_->endpoints;
}

}  // namespace mcbin::cmd
