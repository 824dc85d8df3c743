// From the command line of `mcbin serve` to the settings of each room.
#include "cmd/serve_options.hpp"
#include "mcbin/net/endpoint.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <thread>

namespace mcbin::cmd {
namespace {

/// More threads seldom help a cache, and they would surprise on a large machine.
constexpr std::uint32_t kDefaultThreadsMax = 4;

/// Every thread can hold at least so many of the largest items that are half received or half sent.
constexpr std::uint64_t kHeldItemsMin = 4;

constexpr unsigned kModeMax = 0777;

constexpr std::string_view kDescriptorPrefix = "fd:";
constexpr std::uint64_t kDescriptorMax = 1'000'000;

tl::unexpected<Error> refuse(const std::string& option, std::string_view value,
                             const std::string& reason) {
  return fail(Errc::BadConfiguration, 0, option + " '" + std::string(value) + "': " + reason);
}

Result<mode_t> read_mode(const std::string& text) {
  unsigned mode = 0;
  const char* const end = text.data() + text.size();
  constexpr int kOctal = 8;
  const auto [stop, problem] = std::from_chars(text.data(), end, mode, kOctal);
  if (text.empty() || problem != std::errc{} || stop != end || mode > kModeMax) {
    return refuse("--unix-mask", text, "the permissions are octal, from 0 to 777");
  }
  return mode;
}

Result<std::uint16_t> read_port(const ServeOptions& options) {
  if (!options.port) return net::kDefaultPort;
  const auto port = parse_unsigned(*options.port, std::numeric_limits<std::uint16_t>::max());
  if (!port) return refuse("--port", *options.port, "a port is a number from 0 to 65535");
  return static_cast<std::uint16_t>(*port);
}

/// "fd:N": a listening socket that our parent left open.
Result<int> read_descriptor(std::string_view text) {
  const auto number = parse_unsigned(text.substr(kDescriptorPrefix.size()), kDescriptorMax);
  if (!number) return refuse("--listen", text, "fd: is followed by the number of a descriptor");
  return static_cast<int>(*number);
}

/// Once each: a service manager passes sockets that -l may name as well.
void add_descriptor(int descriptor, net::Encryption encryption, net::ServerOptions& net) {
  for (const net::ListenAddress& listen : net.listen) {
    if (listen.descriptor == descriptor) return;
  }
  net.listen.push_back({.endpoint = {}, .encryption = encryption, .descriptor = descriptor});
}

/// memcached's mark of an address that is not encrypted although others are.
constexpr std::string_view kNoTls = "notls:";

Result<void> add_addresses(std::string_view list, std::uint16_t port, net::Encryption encryption,
                           net::ServerOptions& net) {
  for (;;) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view text = list.substr(0, comma);
    if (text.starts_with(kDescriptorPrefix)) {
      const auto descriptor = read_descriptor(text);
      if (!descriptor) return tl::unexpected(descriptor.error());
      add_descriptor(*descriptor, encryption, net);
      if (comma == list.size()) return {};
      list.remove_prefix(comma + 1);
      continue;
    }
    const bool plain = text.starts_with(kNoTls);
    const auto endpoint = net::parse_endpoint(text.substr(plain ? kNoTls.size() : 0), port);
    if (!endpoint) return refuse("--listen", text, endpoint.error().detail);
    if (!endpoint->unix_path.empty()) {
      return refuse("--listen", text, "a unix socket is given with -s");
    }
    net.listen.push_back(
        {*endpoint, net::Presence::Required, plain ? net::Encryption::None : encryption});
    if (comma == list.size()) return {};
    list.remove_prefix(comma + 1);
  }
}

Result<void> plan_listening(const ServeOptions& options, const std::vector<int>& passed_sockets,
                            net::ServerOptions& net) {
  const auto port = read_port(options);
  if (!port) return tl::unexpected(port.error());
  const net::Encryption encryption =
      options.tls.encrypts() ? net::Encryption::Tls : net::Encryption::None;
  for (const std::string& list : options.listen) {
    if (auto added = add_addresses(list, *port, encryption, net); !added) return added;
  }
  for (const int descriptor : passed_sockets) add_descriptor(descriptor, encryption, net);
  // A unix socket, or one that was passed, replaces TCP, unless TCP was asked for as well.
  const bool elsewhere = options.unix_socket || !passed_sockets.empty();
  if (options.listen.empty() && (!elsewhere || options.port)) {
    net.listen.push_back({{"127.0.0.1", *port, {}}, net::Presence::IfAvailable, encryption});
    net.listen.push_back({{"::1", *port, {}}, net::Presence::IfAvailable, encryption});
  }
  if (options.port_file && net.listen.empty()) {
    return fail(Errc::BadConfiguration, 0,
                "--port-file needs a TCP port, and -s alone has none: add -p");
  }
  if (options.unix_socket) {
    if (options.unix_socket->empty()) return refuse("--unix-socket", "", "a path is missing");
    net.listen.push_back({{{}, 0, *options.unix_socket}, net::Presence::Required});
    const auto mode = read_mode(options.unix_mask);
    if (!mode) return tl::unexpected(mode.error());
    net.unix_mode = *mode;
  }
  return {};
}

std::uint32_t default_threads() {
  return std::clamp(std::thread::hardware_concurrency(), 1U, kDefaultThreadsMax);
}

std::string joined(const std::vector<std::string>& lists) {
  std::string text;
  for (const std::string& list : lists) text += (text.empty() ? "" : ",") + list;
  return text;
}

engine::Switch unless(bool disabled) {
  return disabled ? engine::Switch::Off : engine::Switch::On;
}

/// The letter of -D, if it was given.
Result<std::optional<char>> read_delimiter(const ServeOptions& options) {
  if (!options.prefix_delimiter) return std::nullopt;
  if (options.prefix_delimiter->size() != 1) {
    return refuse("--prefix-delimiter", *options.prefix_delimiter, "it is one letter");
  }
  return options.prefix_delimiter->front();
}

LogOptions plan_log(const ServeOptions& options) {
  LogOptions log;
  log.level = planned_log_level(options);
  log.file = options.log_file;
  if (options.log_format == "json") log.format = LogFormat::Json;
  if (options.log_format == "journald") log.format = LogFormat::Journald;
  if (options.log_format == "auto" && !log.file) log.format = default_log_format();
  return log;
}

/// How much and how long peers may keep waiting.
Result<void> plan_patience(const ServeOptions& options, net::ServerOptions& net) {
  const std::uint64_t least = kHeldItemsMin * options.item_bytes_max * net.threads;
  net.held_bytes_max =
      options.held_bytes_max.value_or(std::max<std::uint64_t>(net.held_bytes_max, least));
  if (net.held_bytes_max < least) {
    return refuse("--held-memory", std::to_string(net.held_bytes_max),
                  "with " + std::to_string(net.threads) + " threads and this item limit (-I) it " +
                      "takes " + std::to_string(least) + " bytes at least");
  }
  net.idle_timeout = options.idle_timeout;
  net.handshake_timeout = options.handshake_timeout;
  net.login_timeout = options.login_timeout;
  net.header_timeout = options.header_timeout;
  net.body_timeout = options.body_timeout;
  net.output_timeout = options.output_timeout;
  net.shutdown_timeout = options.shutdown_timeout;
  return {};
}

/// A threshold of 0 means that nothing passes it.
std::uint64_t threshold(std::uint64_t value) {
  return value == 0 ? std::numeric_limits<std::uint64_t>::max() : value;
}

engine::Settings plan_engine(const ServeOptions& options, const net::ServerOptions& net) {
  engine::Settings settings;
  settings.cas = unless(options.disable_cas);
  settings.flush = unless(options.disable_flush_all);
  settings.evictions = unless(options.disable_evictions);
  settings.memory_bytes = options.memory_bytes;
  settings.item_bytes_max = options.item_bytes_max;
  settings.protocol =
      options.protocol == "auto" ? engine::Protocol::Auto : engine::Protocol::Binary;
  settings.sasl = options.auth.logins() ? engine::Switch::On : engine::Switch::Off;
  settings.requests_per_event = options.requests_per_event;
  settings.threads = net.threads;
  settings.connections_max = options.connections_max;
  settings.listen_backlog = options.backlog;
  settings.idle_timeout_s = static_cast<std::uint32_t>(
      std::chrono::ceil<std::chrono::seconds>(options.idle_timeout).count());
  settings.listen_addresses = joined(options.listen);
  if (options.unix_socket) settings.unix_socket = *options.unix_socket;
  settings.unix_socket_mode = options.unix_mask;
  settings.verbosity = options.verbosity;
  settings.key_statistics = unless(options.disable_dumping);
  constexpr std::uint64_t kUsPerMs = 1000;
  settings.slow_request_us =
      threshold(static_cast<std::uint64_t>(options.slow_request.count()) * kUsPerMs);
  settings.large_request_bytes = threshold(options.large_request_bytes);
  return settings;
}

}  // namespace

Result<ServePlan> plan_serve(const ServeOptions& options, const std::vector<int>& passed_sockets) {
  ServePlan plan;
  if (auto checked = check_serve_auth(options.auth, options.protocol); !checked) {
    return tl::unexpected(checked.error());
  }
  if (auto checked = check_serve_tls(options.tls); !checked) {
    return tl::unexpected(checked.error());
  }
  if (auto planned = plan_listening(options, passed_sockets, plan.net); !planned) {
    return tl::unexpected(planned.error());
  }
  plan.net.backlog = static_cast<int>(options.backlog);
  plan.net.threads = options.threads == 0 ? default_threads() : options.threads;
  plan.net.connections_max = options.connections_max;
  if (auto planned = plan_patience(options, plan.net); !planned) {
    return tl::unexpected(planned.error());
  }
  plan.store.memory_bytes = options.memory_bytes;
  plan.store.item_bytes_max = options.item_bytes_max;
  plan.store.evictions = !options.disable_evictions;
  const auto delimiter = read_delimiter(options);
  if (!delimiter) return tl::unexpected(delimiter.error());
  plan.engine = plan_engine(options, plan.net);
  plan.engine.prefix_delimiter = delimiter->value_or(plan.engine.prefix_delimiter);
  plan.engine.prefix_detail = delimiter->has_value() ? engine::Switch::On : engine::Switch::Off;
  auto metrics = plan_metrics(options);
  if (!metrics) return tl::unexpected(metrics.error());
  plan.metrics = std::move(*metrics);
  auto keeping = plan_keeping(options.keeping);
  if (!keeping) return tl::unexpected(keeping.error());
  plan.keeping = std::move(*keeping);
  plan.log = plan_log(options);
  plan.keys_in_log = planned_keys_in_log(options);
  return plan;
}

}  // namespace mcbin::cmd
