// The service manager's protocol, with a socket of our own in its place.
#include "mcbin/net/service_manager.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using mcbin::net::ServiceManager;

namespace {

/// A manager that listens on a name outside the file system.
class Ear {
 public:
  Ear() : name_("mcbin-notify-" + std::to_string(::getpid())) {
    socket_ = ::socket(AF_UNIX, SOCK_DGRAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, name_.data(), name_.size());
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name_.size());
    REQUIRE(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), size) == 0);
  }
  ~Ear() { ::close(socket_); }
  Ear(const Ear&) = delete;
  Ear& operator=(const Ear&) = delete;

  [[nodiscard]] std::string path() const { return "@" + name_; }
  [[nodiscard]] std::string heard() const {
    std::array<char, 512> text{};
    const ssize_t size = ::recv(socket_, text.data(), text.size(), MSG_DONTWAIT);
    return size < 0 ? "nothing" : std::string(text.data(), static_cast<std::size_t>(size));
  }

 private:
  std::string name_;
  int socket_ = -1;
};

ServiceManager manager_with(const std::map<std::string, std::string>& variables) {
  for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
  return ServiceManager::from_environment();
}

const std::string kOurs = std::to_string(::getpid());
const std::string kOthers = std::to_string(::getppid());

}  // namespace

TEST_CASE("net/service_manager: lines reach the socket that the environment names",
          "[net][service_manager]") {
  const Ear ear;
  const ServiceManager manager = manager_with({{"NOTIFY_SOCKET", ear.path()}});
  REQUIRE(manager.tell("READY=1\nSTATUS=well"));
  CHECK(ear.heard() == "READY=1\nSTATUS=well");
  CHECK(std::getenv("NOTIFY_SOCKET") == nullptr);
}

TEST_CASE("net/service_manager: a manager that has gone is an error, an absent one is not",
          "[net][service_manager]") {
  CHECK(manager_with({}).tell("READY=1"));
  CHECK_FALSE(manager_with({{"NOTIFY_SOCKET", "/nonexistent/notify"}}).tell("READY=1"));
  for (const std::string path : {"@", "/", "relative", ""}) {
    CHECK(manager_with({{"NOTIFY_SOCKET", path}}).tell("READY=1"));
  }
  CHECK(manager_with({{"NOTIFY_SOCKET", "/" + std::string(107, 'x')}}).tell("READY=1"));
}

TEST_CASE("net/service_manager: sockets are ours only with our process id",
          "[net][service_manager]") {
  const auto passed = [](const std::string& process, const std::string& count) {
    return manager_with({{"LISTEN_PID", process}, {"LISTEN_FDS", count}}).passed_sockets();
  };
  CHECK(passed(kOurs, "2") == std::vector<int>{3, 4});
  CHECK(std::getenv("LISTEN_FDS") == nullptr);
  CHECK(std::getenv("LISTEN_PID") == nullptr);
  for (const std::string count : {"0", "", "x", "-1", "1025", "99999999999999999999"}) {
    CHECK(passed(kOurs, count).empty());
  }
  CHECK(passed(kOthers, "2").empty());
  CHECK(passed("", "2").empty());
}

TEST_CASE("net/service_manager: the watchdog is ours without or with our process id",
          "[net][service_manager]") {
  const auto watchdog = [](const std::map<std::string, std::string>& variables) {
    return manager_with(variables).watchdog();
  };
  CHECK(watchdog({{"WATCHDOG_USEC", "3000000"}}) == std::chrono::seconds(3));
  CHECK(watchdog({{"WATCHDOG_USEC", "7"}, {"WATCHDOG_PID", kOurs}}) ==
        std::chrono::microseconds(7));
  CHECK_FALSE(watchdog({{"WATCHDOG_USEC", "7"}, {"WATCHDOG_PID", kOthers}}));
  for (const std::string interval : {"", "0", "x", "18446744073709551615"}) {
    CHECK_FALSE(watchdog({{"WATCHDOG_USEC", interval}}));
  }
}

TEST_CASE("net/service_manager: a reload names its moment", "[net][service_manager]") {
  CHECK_THAT(mcbin::net::reloading_lines(),
             Catch::Matchers::Matches("RELOADING=1\nMONOTONIC_USEC=[0-9]+"));
}
