#include "conformance/host.hpp"

#include "conformance/heap_meter.hpp"
#include "conformance/sasl_account.hpp"
#include "conformance/session_peer.hpp"
#include "conformance/tcp_peer.hpp"
#include "mcbin/auth/users_text.hpp"
#include "mcbin/engine/service.hpp"
#include "mcbin/engine/session.hpp"

#include <cstdlib>
#include <optional>
#include <utility>

namespace mcbin::conformance {

namespace {

/// "2" is MiB where memcached takes MiB; "2k", "2m" and plain bytes elsewhere.
std::uint64_t bytes_of(const std::string& text, std::uint64_t plain_unit) {
  char* end = nullptr;
  const std::uint64_t number = std::strtoull(text.c_str(), &end, 10);
  if (*end == 'k') return number << 10U;
  if (*end == 'm') return number << 20U;
  return number * plain_unit;
}

class SessionHost final : public Host {
 public:
  SessionHost(std::unique_ptr<store::Store> store, const engine::Settings& settings)
      : store_(std::move(store)), service_(*store_, clock_, settings, 1, {}) {}

  /// From now on connections have to log in.
  Result<void> require_logins() {
    auto users = auth::parse_users(kUsersOfVectors);
    if (!users.has_value()) return tl::unexpected<Error>(users.error());
    auto table = auth::UserTable::make(std::move(users->users));
    if (!table.has_value()) return tl::unexpected<Error>(table.error());
    logins_ = std::make_unique<auth::Logins>(std::move(*table));
    desk_ = std::make_unique<engine::LoginDesk>(engine::LoginDesk{*logins_, {}});
    service_.require_logins(*desk_);
    return {};
  }

  std::unique_ptr<Peer> connect() override {
    return make_session_peer(std::make_unique<engine::Session>(service_, 0), clock_);
  }
  std::unique_ptr<Peer> connect_datagrams() override { return nullptr; }
  std::uint64_t memory_bytes() const override { return heap_bytes(); }
  std::string stop() override { return {}; }

 private:
  ManualClock clock_;
  std::unique_ptr<store::Store> store_;
  engine::Service service_;
  std::unique_ptr<auth::Logins> logins_;
  std::unique_ptr<engine::LoginDesk> desk_;
};

class ServerHost final : public Host {
 public:
  explicit ServerHost(ServerProcess server) : server_(std::move(server)) {}

  std::unique_ptr<Peer> connect() override { return connect_tcp(server_.tcp_port()); }
  std::unique_ptr<Peer> connect_datagrams() override {
    const bool offered = server_.udp_port() != 0;
    return open_udp(offered ? server_.udp_port() : server_.tcp_port());
  }
  std::uint64_t memory_bytes() const override { return server_.peak_resident_bytes(); }
  std::string stop() override {
    const Result<void> stopped = server_.stop();
    return stopped.has_value() ? "" : stopped.error().detail;
  }

 private:
  ServerProcess server_;
};

}  // namespace

Result<std::unique_ptr<Host>> make_session_host(const std::vector<std::string>& args) {
  store::Options options;
  engine::Settings settings;
  bool sasl = false;
  for (std::size_t at = 0; at < args.size(); ++at) {
    const std::string& arg = args[at];
    if (arg == "-C") settings.cas = engine::Switch::Off;
    if (arg == "-F") settings.flush = engine::Switch::Off;
    if (arg == "-S") sasl = true;
    if (arg == "-M") options.evictions = false;
    if (arg == "-m") options.memory_bytes = bytes_of(args.at(++at), 1U << 20U);
    if (arg == "-I") options.item_bytes_max = bytes_of(args.at(++at), 1);
  }
  settings.evictions = options.evictions ? engine::Switch::On : engine::Switch::Off;
  settings.memory_bytes = options.memory_bytes;
  settings.item_bytes_max = options.item_bytes_max;
  Result<std::unique_ptr<store::Store>> store = store::Store::create(options);
  if (!store.has_value()) return tl::unexpected<Error>(store.error());
  auto host = std::make_unique<SessionHost>(std::move(*store), settings);
  if (sasl) {
    if (auto required = host->require_logins(); !required.has_value()) {
      return tl::unexpected<Error>(required.error());
    }
  }
  return host;
}

Result<std::unique_ptr<Host>> make_server_host(Program program, const std::string& path,
                                               const std::vector<std::string>& args) {
  Result<ServerProcess> server =
      ServerProcess::start({.program = program, .path = path, .args = args});
  if (!server.has_value()) return tl::unexpected<Error>(server.error());
  return std::make_unique<ServerHost>(std::move(*server));
}

}  // namespace mcbin::conformance
