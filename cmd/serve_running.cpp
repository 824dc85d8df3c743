#include "cmd/serve_running.hpp"

#include "cmd/metrics_server.hpp"
#include "cmd/metrics_text.hpp"
#include "cmd/notable_log.hpp"
#include "cmd/serve_keeping.hpp"
#include "cmd/serve_logins.hpp"
#include "cmd/serve_reload.hpp"
#include "cmd/serve_startup.hpp"
#include "mcbin/engine/service.hpp"
#include "mcbin/engine/session.hpp"

#include <atomic>
#include <memory>
#include <unistd.h>

namespace mcbin::cmd {
namespace {

/// The store's upkeep: how often, and how many slices at a time when there is much to do.
constexpr std::chrono::milliseconds kUpkeepInterval{10};
constexpr int kUpkeepSlicesMax = 8;

/// How often the log is told what happened in the meantime.
constexpr std::chrono::milliseconds kTellInterval{500};

engine::ServerFacts facts_of(const net::Server& server, const ServeLog& log) {
  const net::ServerCounters counters = server.counters();
  return {.connections_now = counters.connections_now,
          .connections_total = counters.connections_total,
          .connections_rejected = counters.connections_rejected,
          .bytes_read = counters.bytes_read,
          .bytes_written = counters.bytes_written,
          .accept_pauses = counters.accept_pauses,
          .accept_paused_us = counters.accept_paused_us,
          .yields = counters.yields,
          .idle_kicks = counters.idle_closes,
          .overdue_closes = counters.overdue_closes,
          .held_bytes = counters.held_bytes,
          .memory_waits = counters.memory_waits,
          .memory_closes = counters.memory_closes,
          .log_written = log.written(),
          .log_dropped = log.dropped(),
          .reserved_descriptors = kReservedDescriptors,
          .accepting = counters.accepting};
}

/// In memcached's words.
const char* state_name(net::ShownConnection::Doing doing) {
  switch (doing) {
    case net::ShownConnection::Doing::Idle:
      return "conn_waiting";
    case net::ShownConnection::Doing::ReadingRequest:
      return "conn_nread";
    case net::ShownConnection::Doing::Working:
      return "conn_parse_cmd";
    case net::ShownConnection::Doing::Sending:
      return "conn_mwrite";
    case net::ShownConnection::Doing::Closing:
      return "conn_closing";
  }
  return "conn_closing";
}

std::vector<engine::ConnectionFacts> connection_facts(const net::Server& server, std::size_t max) {
  const auto seconds = [](std::chrono::milliseconds time) {
    return static_cast<std::uint64_t>(time.count() / 1000);
  };
  std::vector<engine::ConnectionFacts> all;
  for (const net::ShownConnection& shown : server.connections(max)) {
    const bool tcp = shown.transport == net::Transport::Tcp;
    all.push_back({.number = shown.number,
                   .address = tcp ? "tcp:" + shown.address : shown.address,
                   .state = state_name(shown.doing),
                   .waited_s = seconds(shown.waited),
                   .age_s = seconds(shown.age),
                   .worker = shown.worker});
  }
  return all;
}

class Running {
 public:
  explicit Running(const ServeParts& parts)
      : parts_(parts),
        service_(parts.store, system_clock(), parts.plan.engine, parts.plan.net.threads,
                 [this] { return facts_of(parts_.server, parts_.log); }),
        notable_(service_, parts.log, parts.plan.keys_in_log),
        reload_(parts.invocation, parts.log, notable_, parts.manager) {
    service_.show_connections(
        [this](std::size_t max) { return connection_facts(parts_.server, max); });
  }

  Result<void> run();

 private:
  Result<void> open_logins();
  Result<void> load_tls();
  void reload_secrets();
  Result<void> open_metrics();
  Result<void> open_keeping();
  void end_keeping();
  [[nodiscard]] bool is_ready() const;
  void plan_regular_work();
  void watch_over_workers(std::chrono::microseconds interval);
  void tell_drops();
  void tell_ready();
  void take(const net::Event& event);

  const ServeParts& parts_;
  engine::Service service_;
  NotableLog notable_;
  ServeReload reload_;
  std::unique_ptr<ServeLogins> logins_;    // nullptr where nobody logs in
  std::unique_ptr<ServeKeeping> keeping_;  // nullptr where nothing is kept
  std::atomic<std::uint64_t> recovered_{0};
  std::atomic<bool> ready_{false};
  std::uint64_t drops_told_ = 0;
  bool hang_told_ = false;
  std::unique_ptr<MetricsServer> metrics_;  // last: it ends first, as it reads the others
};

Result<void> Running::run() {
  if (auto opened = open_logins(); !opened) return opened;
  if (auto loaded = load_tls(); !loaded) return loaded;
  if (auto opened = open_metrics(); !opened) return opened;
  if (auto opened = open_keeping(); !opened) return opened;
  auto watched = parts_.server.watch_signals([this] {
    reload_secrets();
    reload_.run();
  });
  if (!watched) return watched;
  plan_regular_work();
  auto started = parts_.server.start(
      [this](const net::Peer& peer) {
        const engine::PeerFacts facts{.address = peer.address,
                                      .certificate_name = peer.certificate_name};
        return std::make_unique<engine::Session>(service_, peer.worker, facts);
      },
      [this](const net::Event& event) { take(event); });
  if (!started) return started;
  ready_ = true;
  tell_ready();
  parts_.server.run();
  end_keeping();
  notable_.tell_new();
  tell_drops();
  parts_.log.write({.event = "ended", .message = "the server has ended"});
  return {};
}

Result<void> Running::open_logins() {
  if (!parts_.options.auth.logins()) return {};
  auto opened = ServeLogins::open(*parts_.options.auth.auth_file, parts_.log);
  if (!opened) return tl::unexpected(opened.error());
  logins_ = std::move(*opened);
  service_.require_logins(logins_->desk());
  return {};
}

/// Loads certificate and key as the user that the server runs as, who reads them again on HUP.
Result<void> Running::load_tls() {
  const ServeTlsOptions& tls = parts_.options.tls;
  if (!tls.encrypts()) return {};
  auto context = net::TlsServerContext::load(tls.server);
  if (!context) return tl::unexpected(context.error());
  parts_.server.use_tls(std::move(*context));
  return {};
}

/// What cannot be read stays as it was, and the log says why.
void Running::reload_secrets() {
  if (logins_ != nullptr) logins_->reload();
  if (!parts_.options.tls.encrypts()) return;
  if (const auto loaded = load_tls(); loaded) {
    parts_.log.write(
        {.event = "certificate_reloaded", .message = "the certificate has been read again"});
  } else {
    parts_.log.write({.level = LogLevel::Error,
                      .event = "certificate_not_reloaded",
                      .message = "the certificate stays as it was: " + loaded.error().detail});
  }
}

Result<void> Running::open_metrics() {
  if (parts_.plan.metrics.empty()) return {};
  auto opened = MetricsServer::open(
      parts_.plan.metrics,
      {.metrics =
           [this] {
             return metrics_text(
                 {.service = service_, .ready = is_ready(), .records_recovered = recovered_});
           },
       .ready = [this] { return is_ready(); }});
  if (!opened) {
    return fail(Errc::ConnectFailed, 0,
                "metrics cannot be served on " + opened.error().detail +
                    "; choose another address with --metrics-listen");
  }
  metrics_ = std::move(*opened);
  return {};
}

/// Whether everything is done that is asked for: not while writes are refused.
bool Running::is_ready() const {
  return ready_ && (service_.keeper() == nullptr || service_.keeper()->accepting());
}

/// Brings back what was kept, as the user that the server runs as, before anybody is served.
Result<void> Running::open_keeping() {
  if (!parts_.plan.keeping) return {};
  auto opened = ServeKeeping::open(*parts_.plan.keeping, parts_.store, parts_.log,
                                   parts_.plan.net.threads, recovered_);
  if (!opened) return tl::unexpected(opened.error());
  keeping_ = std::move(*opened);
  service_.keep_changes(keeping_->keeper());
  return {};
}

/// Nobody is served any more. All that was told is on the disk afterwards, if it can be.
void Running::end_keeping() {
  if (keeping_ == nullptr) return;
  keeping_->tell_changes();
  metrics_.reset();  // they ask the keeper
  keeping_.reset();
}

void Running::plan_regular_work() {
  parts_.server.every(kUpkeepInterval, [this] {
    for (int slice = 0; slice < kUpkeepSlicesMax; ++slice) {
      if (!parts_.store.maintain(system_clock().now())) break;
    }
  });
  parts_.server.every(kTellInterval, [this] {
    notable_.tell_new();
    tell_drops();
    if (keeping_ != nullptr) keeping_->tell_changes();
  });
  if (const auto interval = parts_.manager.watchdog()) watch_over_workers(*interval);
}

/// The manager hears from us as long as every worker comes back to its connections.
void Running::watch_over_workers(std::chrono::microseconds interval) {
  const auto half = std::max(std::chrono::milliseconds(1),
                             std::chrono::duration_cast<std::chrono::milliseconds>(interval / 2));
  parts_.server.every(half, [this, half] {
    const auto slowest = parts_.server.slowest_worker();
    // Sweeps are a second apart at most while all is well.
    const bool hangs = slowest > std::max(half, 4 * parts_.plan.net.sweep_interval);
    if (!hangs) static_cast<void>(parts_.manager.tell("WATCHDOG=1"));
    if (hangs && !std::exchange(hang_told_, hangs)) {
      parts_.log.write(
          {.level = LogLevel::Error,
           .event = "worker_hangs",
           .message = "a worker has not come back for " + std::to_string(slowest.count()) + " ms"});
    }
    hang_told_ = hangs;
  });
}

void Running::tell_drops() {
  const std::uint64_t dropped = parts_.log.dropped();
  if (dropped == drops_told_) return;
  const std::uint64_t count = dropped - std::exchange(drops_told_, dropped);
  parts_.log.write({.level = LogLevel::Warn,
                    .event = "log_dropped",
                    .message = std::to_string(count) + " lines of the log were dropped",
                    .fields = {{"count", count}}});
}

void Running::tell_ready() {
  const std::string sentence = ready_sentence(parts_.server, parts_.plan);
  if (metrics_) {
    std::string places;
    for (const net::Endpoint& endpoint : metrics_->endpoints()) {
      places += (places.empty() ? "" : ", ") + net::endpoint_text(endpoint);
    }
    parts_.log.announce("metrics_ready", "metrics on " + places);
  }
  static_cast<void>(parts_.manager.tell("READY=1\nSTATUS=" + sentence +
                                        "\nMAINPID=" + std::to_string(::getpid())));
  if (const auto descriptor = parts_.options.ready_descriptor) {
    const std::string line = sentence + "\n";
    const int file = static_cast<int>(*descriptor);
    // Whoever wanted to know may have gone.
    static_cast<void>(!::write(file, line.data(), line.size()));
    if (file > STDERR_FILENO) ::close(file);
  }
  parts_.log.announce("ready", sentence);
  if (parts_.background != nullptr) parts_.background->ready();
}

/// Called from every thread of the server.
void Running::take(const net::Event& event) {
  if (event.kind == net::Event::Kind::Stopping) {
    ready_ = false;
    static_cast<void>(parts_.manager.tell("STOPPING=1\nSTATUS=answering what has been read"));
  }
  parts_.log.event(event);
}

}  // namespace

Result<void> serve_until_stopped(const ServeParts& parts) {
  return Running(parts).run();
}

}  // namespace mcbin::cmd
