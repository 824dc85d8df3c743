// The fleet against servers in this process and against those that do not answer: connections kept,
// failures named once, time shared, logins.
#include "cmd/server_fleet.hpp"

#include "mcbin/auth/users_text.hpp"
#include "mcbin/engine/service.hpp"
#include "mcbin/engine/session.hpp"
#include "mcbin/net/server.hpp"
#include "mcbin/store/store.hpp"
#include "support/loopback.hpp"

#include <catch2/catch.hpp>

#include <thread>

namespace {

using namespace mcbin;
using namespace mcbin::cmd;
using Catch::Matchers::Contains;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// `mcbin serve` in small: a server on a free port, with logins where there are `users`.
class Node {
 public:
  explicit Node(const std::string& users = {}) {
    if (!users.empty()) {
      logins_.emplace(auth::UserTable::make(auth::parse_users(users).value().users).value());
      desk_.emplace(engine::LoginDesk{*logins_, nullptr});
      service_.require_logins(*desk_);
    }
    net::ServerOptions options;
    options.listen = {{.endpoint = {"127.0.0.1", 0, {}}}};
    server_ = net::Server::open(options).value();
    REQUIRE(server_->start(
        [this](const net::Peer& peer) {
          return std::make_unique<engine::Session>(service_, peer.worker);
        },
        nullptr));
    thread_ = std::thread([this] { server_->run(); });
  }
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node() {
    server_->stop(net::StopMode::AtOnce);
    thread_.join();
  }

  [[nodiscard]] net::Endpoint endpoint() const { return server_->endpoints().front(); }
  [[nodiscard]] std::uint64_t connections() const { return server_->counters().connections_total; }

 private:
  std::unique_ptr<store::Store> store_ = store::Store::create({}).value();
  engine::Service service_{*store_, system_clock(), {}, 1, nullptr};
  std::optional<auth::Logins> logins_;
  std::optional<engine::LoginDesk> desk_;
  std::unique_ptr<net::Server> server_;
  std::thread thread_;
};

net::Endpoint loopback(std::uint16_t port) {
  return {"127.0.0.1", port, {}};
}

FleetSettings settings_for(const std::vector<net::Endpoint>& endpoints) {
  FleetSettings settings;
  for (const net::Endpoint& endpoint : endpoints)
    settings.servers.push_back({.endpoint = endpoint});
  settings.timeout = milliseconds(20'000);
  return settings;
}

ServerFleet open(FleetSettings settings, ServerFleet::Login login = ServerFleet::Login::Yes) {
  auto fleet = ServerFleet::open(std::move(settings), login);
  REQUIRE(fleet);
  return *std::move(fleet);
}

Result<client::Answer> noop(client::Client& client, Deadline deadline) {
  return client.noop(deadline);
}

}  // namespace

TEST_CASE("cmd/server_fleet: a connection is made when it is needed, once", "[cmd][fleet]") {
  const Node one;
  const Node two;
  ServerFleet fleet = open(settings_for({one.endpoint(), two.endpoint()}));
  CHECK(fleet.size() == 2);
  CHECK(fleet.name(0) == net::endpoint_text(one.endpoint()));
  for (int time = 0; time < 3; ++time) CHECK(fleet.ask(1, noop));
  CHECK(two.connections() == 1);
  CHECK(one.connections() == 0);
  const auto stored = fleet.ask_for("key", [](client::Client& client, Deadline deadline) {
    return client.store(client::StoreMode::Set, "key", as_bytes("v"), {}, deadline);
  });
  REQUIRE(stored);
  CHECK(stored->status == codec::Status::Ok);
  CHECK(one.connections() == (fleet.server_of("key") == 0 ? 1 : 0));
}

TEST_CASE("cmd/server_fleet: a dead server is named, the others answer", "[cmd][fleet]") {
  const Node live;
  const auto dead = loopback(mcbin::test::closed_port());
  ServerFleet fleet = open(settings_for({dead, live.endpoint(), dead}));
  Outcome outcome;
  std::vector<std::size_t> answered;
  fleet.ask_each(outcome, [&](client::Client& client, Deadline deadline, std::size_t server) {
    answered.push_back(server);
    return client.noop(deadline);
  });
  CHECK(answered == std::vector<std::size_t>{1});
  CHECK(outcome.exit_code() == ExitCode::Connection);
  CHECK(fleet.failed(0));
  CHECK_FALSE(fleet.failed(1));
  const auto again = fleet.ask(0, noop);
  REQUIRE_FALSE(again);
  CHECK_THAT(again.error().detail, Contains("cannot connect to " + net::endpoint_text(dead)));
  CHECK_THAT(again.error().detail, Contains("mcbin serve"));
}

TEST_CASE("cmd/server_fleet: a silent server leaves time for the others", "[cmd][fleet]") {
  const Node live;
  const mcbin::test::Listener silent;
  FleetSettings settings = settings_for({loopback(silent.port()), live.endpoint()});
  settings.timeout = milliseconds(600);
  ServerFleet fleet = open(std::move(settings));
  Outcome outcome;
  std::size_t answers = 0;
  const auto begin = steady_clock::now();
  fleet.ask_each(outcome, [&](client::Client& client, Deadline deadline, std::size_t) {
    auto answer = client.noop(deadline);
    if (answer) ++answers;
    return answer;
  });
  CHECK(steady_clock::now() - begin >= milliseconds(300));
  CHECK(answers == 1);
  CHECK(outcome.exit_code() == ExitCode::Connection);
  const auto again = fleet.ask(0, noop);
  REQUIRE_FALSE(again);
  CHECK_THAT(again.error().detail,
             Contains("did not answer within 300ms") || Contains("did not answer within 299ms"));
}

TEST_CASE("cmd/server_fleet: a time limit may be longer than clocks can tell", "[cmd][fleet]") {
  const Node live;
  for (const milliseconds limit : {milliseconds(std::chrono::years(1000)), milliseconds::max()}) {
    FleetSettings settings = settings_for({live.endpoint()});
    settings.timeout = limit;
    ServerFleet fleet = open(std::move(settings));
    CHECK(fleet.ask(0, noop));
    CHECK(fleet.ask(0, noop, 3));
    fleet.restart_time();
    CHECK(fleet.ask(0, noop));
  }
}

TEST_CASE("cmd/server_fleet: the end of a connection is not the end of the key", "[cmd][fleet]") {
  const Node live;
  ServerFleet fleet = open(settings_for({live.endpoint()}));
  const auto refused = fleet.ask(0, [](client::Client& client, Deadline deadline) {
    return client.touch(std::string(300, 'k'), 0, deadline);
  });
  REQUIRE_FALSE(refused);
  CHECK_FALSE(fleet.failed(0));
  CHECK(fleet.ask(0, noop));
}

TEST_CASE("cmd/server_fleet: logins are made with the connection", "[cmd][fleet]") {
  const Node node("ann:secret\n");
  FleetSettings settings = settings_for({node.endpoint()});
  settings.servers.front().username = "ann";
  settings.servers.front().password = "secret";
  ServerFleet right = open(settings);
  CHECK(right.ask(0, noop));

  settings.servers.front().password = "wrong";
  ServerFleet wrong = open(settings);
  const auto refused = wrong.ask(0, noop);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::LoginRefused);
  CHECK_THAT(refused.error().detail, Contains("refused the login of 'ann'"));
  CHECK_THAT(refused.error().detail, !Contains("wrong'"));
  CHECK(wrong.failed(0));

  ServerFleet without = open(settings, ServerFleet::Login::No);
  const auto answer = without.ask(0, noop);
  REQUIRE(answer);
  CHECK(answer->status == codec::Status::AuthError);
  const auto closed = without.ask(0, noop);
  REQUIRE_FALSE(closed);
  CHECK_THAT(closed.error().detail, Contains("serves nobody without a login"));
}

TEST_CASE("cmd/server_fleet: a ring of resolved addresses needs them as numbers", "[cmd][fleet]") {
  FleetSettings settings = settings_for({loopback(1), {"localhost", 2, {}}});
  settings.ring = client::RingMode::SpymemcachedKetama;
  const auto fleet = ServerFleet::open(std::move(settings));
  REQUIRE_FALSE(fleet);
  CHECK(fleet.error().code == Errc::BadConfiguration);
  CHECK_THAT(fleet.error().detail, Contains("not 'localhost:2'"));
}

TEST_CASE("cmd/server_fleet: files that TLS cannot use are named at once", "[cmd][fleet]") {
  FleetSettings settings = settings_for({loopback(1)});
  settings.servers.front().tls = true;
  settings.tls_files.authorities = "/no/ca";
  const auto fleet = ServerFleet::open(std::move(settings));
  REQUIRE_FALSE(fleet);
  CHECK_THAT(fleet.error().detail, Contains("/no/ca"));
}

TEST_CASE("cmd/server_fleet: a key has 1 to 250 bytes", "[cmd][fleet]") {
  CHECK(check_key("k"));
  CHECK(check_key(std::string(250, '\xff')));
  CHECK_FALSE(check_key(""));
  const auto longer = check_key(std::string(251, 'k'));
  REQUIRE_FALSE(longer);
  CHECK_THAT(longer.error().detail, Contains("251 bytes; at most 250"));
}
