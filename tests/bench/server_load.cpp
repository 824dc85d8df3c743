// A checking load generator for memcache-binary servers on loopback: one thread, closed loop, one
// batch in flight on each connection. Prints one JSON line.
//
//   mcbin_server_load PORT get|multiget|multiset|fill [name=value]...
//     connections depth keys key_bytes value_bytes set_percent seconds server_pid seed
#include "latency_histogram.hpp"
#include "load_connection.hpp"
#include "load_plan.hpp"
#include "mcbin/codec/opcode.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <unistd.h>
#include <vector>

namespace mcbin::bench {
namespace {

using codec::Opcode;

constexpr int kStallMs = 5000;

std::uint64_t now_ns() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::nanoseconds(now).count());
}

/// User and system CPU seconds that process `pid` has used.
double cpu_seconds(int pid) {
  if (pid == 0) return 0;
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  unsigned long user = 0;
  unsigned long system = 0;
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos ||
      std::sscanf(text.c_str() + name_end + 2,
                  "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2) {
    return 0;
  }
  return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

class LoadRun {
 public:
  explicit LoadRun(const LoadPlan& plan)
      : plan_(plan), random_(plan.seed), poll_(epoll_create1(0)) {
    for (std::uint32_t at = 0; at < plan.connections; ++at) {
      connections_.push_back(std::make_unique<LoadConnection>(plan_, tally_));
    }
  }

  void run() {
    const double cpu_before = cpu_seconds(plan_.server_pid);
    const std::uint64_t start = now_ns();
    end_ns_ = start + static_cast<std::uint64_t>(plan_.seconds * 1e9);
    for (auto& connection : connections_) {
      epoll_event event{.events = EPOLLIN, .data = {.ptr = connection.get()}};
      epoll_ctl(poll_, EPOLL_CTL_ADD, connection->descriptor(), &event);
      start_next(*connection);
    }
    std::vector<epoll_event> events(256);
    while (live_ > 0) {
      const int count = epoll_wait(poll_, events.data(), static_cast<int>(events.size()), kStallMs);
      if (count == 0) give_up("no answer for 5 s");
      for (int at = 0; at < count; ++at) serve(events[static_cast<std::size_t>(at)]);
    }
    report(static_cast<double>(now_ns() - start) / 1e9, cpu_seconds(plan_.server_pid) - cpu_before);
  }

  [[nodiscard]] bool all_right() const { return tally_.errors == 0; }

 private:
  std::uint32_t next_size() const {
    if (plan_.kind != LoadKind::Fill) return plan_.depth;
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(plan_.depth, plan_.keys - next_fill_));
  }

  std::uint8_t next_opcode() {
    switch (plan_.kind) {
      case LoadKind::MultiGet:
        return static_cast<std::uint8_t>(Opcode::GetKQ);
      case LoadKind::MultiSet:
      case LoadKind::Fill:
        return static_cast<std::uint8_t>(Opcode::SetQ);
      case LoadKind::Get:
        break;
    }
    const bool set = plan_.set_percent > 0 && random_() % 100 < plan_.set_percent;
    return static_cast<std::uint8_t>(set ? Opcode::Set : Opcode::Get);
  }

  void start_next(LoadConnection& connection) {
    const std::uint32_t size = next_size();
    if (size == 0) return;
    connection.start_batch(
        now_ns(), size,
        [this] { return plan_.kind == LoadKind::Fill ? next_fill_++ : random_() % plan_.keys; },
        [this] { return next_opcode(); });
    ++live_;
    watch(connection);
  }

  /// Sends what is left and, when the socket's memory is full, waits for room as well.
  void watch(LoadConnection& connection) {
    const bool wait_for_room = !connection.send_rest();
    if (wait_for_room == connection.waits_for_room()) return;
    connection.set_waits_for_room(wait_for_room);
    epoll_event event{.events = EPOLLIN, .data = {.ptr = &connection}};
    if (wait_for_room) event.events |= EPOLLOUT;
    epoll_ctl(poll_, EPOLL_CTL_MOD, connection.descriptor(), &event);
  }

  void serve(const epoll_event& event) {
    auto& connection = *static_cast<LoadConnection*>(event.data.ptr);
    if ((event.events & EPOLLOUT) != 0) watch(connection);
    if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0 || !connection.receive()) return;
    --live_;
    const std::uint64_t now = now_ns();
    latency_us_.add((now - connection.started_ns()) / 1000);
    if (plan_.kind == LoadKind::Fill || now < end_ns_) start_next(connection);
  }

  void report(double seconds, double cpu) const {
    const auto operations = static_cast<double>(tally_.operations);
    std::printf(
        "{\"operations\":%llu,\"seconds\":%.3f,\"operations_per_s\":%.0f,\"p50_us\":%llu,"
        "\"p99_us\":%llu,\"hits\":%llu,\"misses\":%llu,\"errors\":%llu,"
        "\"server_cpu_us_per_operation\":%.4f}\n",
        static_cast<unsigned long long>(tally_.operations), seconds, operations / seconds,
        static_cast<unsigned long long>(latency_us_.percentile(0.5)),
        static_cast<unsigned long long>(latency_us_.percentile(0.99)),
        static_cast<unsigned long long>(tally_.hits),
        static_cast<unsigned long long>(tally_.misses),
        static_cast<unsigned long long>(tally_.errors), cpu * 1e6 / operations);
  }

  LoadPlan plan_;
  LoadTally tally_;
  LatencyHistogram latency_us_;
  std::mt19937_64 random_;
  int poll_;
  std::vector<std::unique_ptr<LoadConnection>> connections_;
  std::uint32_t live_ = 0;
  std::uint64_t next_fill_ = 0;
  std::uint64_t end_ns_ = 0;
};

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) {
    std::fprintf(stderr, "server_load: not a number: %.*s\n", static_cast<int>(text.size()),
                 text.data());
    std::exit(2);
  }
  return value;
}

void set_option(LoadPlan& plan, std::string_view name, std::uint64_t value) {
  const auto small = static_cast<std::uint32_t>(value);
  if (name == "connections")
    plan.connections = small;
  else if (name == "depth")
    plan.depth = small;
  else if (name == "keys")
    plan.keys = value;
  else if (name == "key_bytes")
    plan.key_bytes = small;
  else if (name == "value_bytes")
    plan.value_bytes = small;
  else if (name == "set_percent")
    plan.set_percent = small;
  else if (name == "seconds")
    plan.seconds = static_cast<double>(value);
  else if (name == "server_pid")
    plan.server_pid = static_cast<int>(value);
  else if (name == "seed")
    plan.seed = value;
  else {
    std::fprintf(stderr, "server_load: no such option: %.*s\n", static_cast<int>(name.size()),
                 name.data());
    std::exit(2);
  }
}

LoadKind load_kind(std::string_view name) {
  if (name == "get") return LoadKind::Get;
  if (name == "multiget") return LoadKind::MultiGet;
  if (name == "multiset") return LoadKind::MultiSet;
  if (name == "fill") return LoadKind::Fill;
  std::fprintf(stderr, "server_load: no such load: %.*s\n", static_cast<int>(name.size()),
               name.data());
  std::exit(2);
}

}  // namespace
}  // namespace mcbin::bench

int main(int argc, char** argv) {
  using namespace mcbin::bench;
  if (argc < 3) {
    std::fprintf(stderr,
                 "usage: mcbin_server_load PORT get|multiget|multiset|fill [name=value]...\n");
    return 2;
  }
  LoadPlan plan;
  plan.port = static_cast<std::uint16_t>(number(argv[1]));
  plan.kind = load_kind(argv[2]);
  for (int at = 3; at < argc; ++at) {
    const std::string_view option = argv[at];
    const std::size_t equals = option.find('=');
    if (equals == std::string_view::npos) return 2;
    set_option(plan, option.substr(0, equals), number(option.substr(equals + 1)));
  }
  if (plan.value_bytes < kValueBytesMin || plan.key_bytes < kKeyBytesMin ||
      plan.key_bytes > kKeyBytesMax || plan.keys == 0 || plan.depth == 0) {
    std::fprintf(stderr, "server_load: values need 8 bytes, keys 16 to 250, keys and depth 1\n");
    return 2;
  }
  LoadRun run(plan);
  run.run();
  return run.all_right() ? 0 : 3;
}
