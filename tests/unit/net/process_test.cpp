// What concerns the whole process is tried in a child of its own, which reports by its exit code.
#include "mcbin/net/process.hpp"

#include "echo_server.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <functional>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

using mcbin::Errc;
using mcbin::net::Event;
using mcbin::test::EchoServer;
using mcbin::test::Peer;

namespace {

/// The exit code of a child that runs `body`.
int exit_code_of_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(body());
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// The limit that leaves room for exactly `spare` more descriptors; some low numbers may be free.
rlim_t limit_with_spare(rlim_t spare) {
  std::vector<mcbin::test::Descriptor> fill;
  rlim_t limit = 0;
  for (rlim_t number = 0; number < spare; ++number) {
    fill.emplace_back(::open("/dev/null", O_RDONLY));
    limit = static_cast<rlim_t>(fill.back().get()) + 1;
  }
  return limit;
}

void limit_descriptors(rlim_t count) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = count;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

struct Pipe {
  Pipe() { REQUIRE(::pipe(ends) == 0); }
  int ends[2] = {-1, -1};
};

/// How many more descriptors the short server may open than it has when it is ready.
constexpr rlim_t kSpareDescriptors = 5;

// A server that soon runs out of descriptors, until `ask` is closed; checks its own counters.
int run_short_server(const Pipe& tell, const Pipe& ask) {
  ::close(ask.ends[1]);
  EchoServer server;
  const std::uint16_t port = server.port();
  limit_descriptors(limit_with_spare(kSpareDescriptors));
  if (::write(tell.ends[1], &port, sizeof port) != sizeof port) return 10;
  char ignored = 0;
  if (::read(ask.ends[0], &ignored, 1) != 0) return 13;
  const auto counters = server.counters();
  server.stop_at_once();
  if (counters.accept_pauses == 0 || counters.accept_paused_us == 0) return 11;
  if (server.count(Event::Kind::AcceptPaused) != 1) return 12;  // told once, not every 100 ms
  return 0;
}

}  // namespace

TEST_CASE("net/process: out of descriptors, a server pauses accepting and survives",
          "[net][process]") {
  const Pipe tell;
  const Pipe ask;
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(run_short_server(tell, ask));
  ::close(ask.ends[0]);
  std::uint16_t port = 0;
  REQUIRE(::read(tell.ends[0], &port, sizeof port) == sizeof port);

  std::vector<Peer> peers;
  for (rlim_t number = 0; number < 2 * kSpareDescriptors; ++number) {
    peers.push_back(Peer::connect_tcp(port));
    peers.back().send("hello\n");
  }
  for (rlim_t number = 0; number < kSpareDescriptors; ++number) {
    CHECK(peers[number].receive(6) == "hello\n");
  }
  // Longer than a pause: the next one is still not accepted, those inside are still served.
  CHECK_FALSE(peers[kSpareDescriptors].readable_within(250));
  peers.front().send("again\n");
  CHECK(peers.front().receive(6) == "again\n");
  // As descriptors come free, those who waited are served.
  for (rlim_t number = 0; number < kSpareDescriptors; ++number) peers[number].close();
  for (rlim_t number = kSpareDescriptors; number < 2 * kSpareDescriptors; ++number) {
    CHECK(peers[number].receive(6) == "hello\n");
  }

  ::close(ask.ends[1]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  ::close(tell.ends[0]);
  ::close(tell.ends[1]);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("net/process: the descriptor limit is raised as far as it goes", "[net][process]") {
  CHECK(exit_code_of_child([] {
          limit_descriptors(64);
          const auto limit = mcbin::net::raise_descriptor_limit(200);
          rlimit now{};
          ::getrlimit(RLIMIT_NOFILE, &now);
          return limit && *limit == 200 && now.rlim_cur == 200 ? 0 : 1;
        }) == 0);
  CHECK(exit_code_of_child([] {  // a limit that is high enough stays
          limit_descriptors(64);
          const auto limit = mcbin::net::raise_descriptor_limit(10);
          return limit && *limit == 64 ? 0 : 1;
        }) == 0);
}

TEST_CASE("net/process: an unknown user is a configuration error", "[net][process]") {
  const auto account = mcbin::net::find_account("no such user");
  REQUIRE_FALSE(account);
  CHECK(account.error().code == Errc::BadConfiguration);
  CHECK(account.error().detail == "there is no user no such user");
  CHECK(mcbin::net::find_account("root")->user == 0);
}

TEST_CASE("net/process: rights are given up for good, or the refusal is said", "[net][process]") {
  const auto nobody = mcbin::net::find_account("nobody");
  REQUIRE(nobody);
  const int code = exit_code_of_child([&] {
    if (!mcbin::net::become(*nobody)) return 1;
    const bool changed = ::getuid() == nobody->user && ::geteuid() == nobody->user &&
                         ::getgid() == nobody->group && ::getgroups(0, nullptr) == 0;
    if (!changed || mcbin::net::runs_as_root()) return 2;
    // From here on, nobody can become anybody.
    const auto again = mcbin::net::become({"root", 0, 0});
    return !again && again.error().code == Errc::SystemFailed ? 0 : 3;
  });
  CHECK(code == (mcbin::net::runs_as_root() ? 0 : 1));
}
