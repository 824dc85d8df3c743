// `mcbin serve`: puts store, engine and net together, and says when the server is ready.
#include "cmd/commands.hpp"
#include "cmd/sentences.hpp"
#include "cmd/serve_files.hpp"
#include "cmd/serve_log.hpp"
#include "cmd/serve_options.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/engine/service.hpp"
#include "mcbin/engine/session.hpp"
#include "mcbin/net/process.hpp"
#include "mcbin/net/server.hpp"

#include <algorithm>
#include <memory>
#include <unistd.h>

namespace mcbin::cmd {
namespace {

/// Who the server runs as when root starts it and nobody else is named.
constexpr const char* kDefaultUser = "nobody";

/// Descriptors kept for listeners, event queues, the log and files, besides the connections.
constexpr std::uint64_t kReservedDescriptors = 64;
constexpr std::uint64_t kDescriptorsPerThread = 4;

/// The store's upkeep: how often, and how many slices at a time when there is much to do.
constexpr std::chrono::milliseconds kUpkeepInterval{10};
constexpr int kUpkeepSlicesMax = 8;

std::string size_text(std::uint64_t bytes) {
  if (bytes % kGibibyte == 0) return std::to_string(bytes / kGibibyte) + " GiB";
  if (bytes % kMebibyte == 0) return std::to_string(bytes / kMebibyte) + " MiB";
  if (bytes % kKibibyte == 0) return std::to_string(bytes / kKibibyte) + " KiB";
  return std::to_string(bytes) + " bytes";
}

std::string ready_sentence(const net::Server& server, const ServePlan& plan) {
  std::string text;
  for (const net::Endpoint& endpoint : server.endpoints()) {
    text += (text.empty() ? "ready on " : ", ") + net::endpoint_text(endpoint);
  }
  const std::uint32_t threads = plan.net.threads;
  return text + " (" + std::to_string(threads) + (threads == 1 ? " thread, " : " threads, ") +
         size_text(plan.store.memory_bytes) + ")";
}

std::string cannot_listen_sentence(const Error& error) {
  const std::string& detail = error.detail;
  std::string_view hint;
  if (detail.ends_with("address already in use")) {
    hint = detail.starts_with('/') ? "; choose another path with -s"
                                   : "; choose another port with -p, or let -p 0 find a free one";
  } else if (detail.ends_with("cannot assign requested address")) {
    hint = "; -l must name an address of this machine";
  } else if (detail.ends_with("permission denied")) {
    hint = "; ports below 1024 and closed directories need other rights";
  }
  return "cannot listen on " + detail + std::string(hint);
}

/// The user to become: none when the rights stay as they are.
Result<std::optional<net::Account>> choose_user(const ServeOptions& options) {
  const bool root = net::runs_as_root();
  if (!options.user && !root) return std::nullopt;
  const std::string name = options.user.value_or(kDefaultUser);
  const auto account = net::find_account(name);
  if (!account) {
    return fail(Errc::BadConfiguration, 0,
                account.error().detail + "; name another with -u, or keep root with -u root");
  }
  if (!root && account->user != ::getuid()) {
    return fail(Errc::BadConfiguration, 0, "only root can become " + name + ": leave -u out");
  }
  if (!root || account->user == 0) return std::nullopt;
  return *account;
}

Result<void> give_up_rights(const net::Server& server, const net::Account& account) {
  for (const net::Endpoint& endpoint : server.endpoints()) {
    const std::string& path = endpoint.unix_path;
    // Its mode speaks of the user that the server runs as.
    if (!path.empty() && ::lchown(path.c_str(), account.user, account.group) != 0) {
      return fail(Errc::SystemFailed, 0, path + ": its owner cannot be changed");
    }
  }
  if (auto became = net::become(account); !became) {
    return fail(Errc::SystemFailed, 0,
                "cannot become " + account.name + ": " + became.error().detail);
  }
  say("started as root, running as " + account.name + " (-u names another user)");
  return {};
}

Result<void> refuse_exposure(const net::Server& server, Exposure exposure) {
  if (exposure == Exposure::Anywhere) return {};
  for (const net::Endpoint& endpoint : server.endpoints()) {
    if (net::is_local(endpoint)) continue;
    return fail(Errc::BadConfiguration, 0,
                net::endpoint_text(endpoint) +
                    " can be reached from other machines, and there is no authentication: listen "
                    "on 127.0.0.1, or say --insecure-no-auth if the network is trusted");
  }
  return {};
}

// Takes care that -c connections can have descriptors, or lowers -c and says so.
Result<void> provide_descriptors(ServePlan& plan) {
  const std::uint64_t reserved = kReservedDescriptors + kDescriptorsPerThread * plan.net.threads;
  const auto limit = net::raise_descriptor_limit(reserved + plan.net.connections_max);
  if (!limit) return tl::unexpected(limit.error());
  if (*limit >= reserved + plan.net.connections_max) return {};
  const std::uint64_t possible = *limit > reserved ? *limit - reserved : 1;
  plan.net.connections_max = static_cast<std::uint32_t>(possible);
  plan.engine.connections_max = plan.net.connections_max;
  say("the limit of open files is " + std::to_string(*limit) + ": at most " +
      std::to_string(possible) + " connections at a time");
  return {};
}

engine::ServerFacts facts_of(const net::Server& server) {
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
          .reserved_descriptors = kReservedDescriptors,
          .accepting = counters.accepting};
}

std::uint16_t first_port(const net::Server& server) {
  for (const net::Endpoint& endpoint : server.endpoints()) {
    if (endpoint.unix_path.empty()) return endpoint.port;
  }
  return 0;
}

/// The files that exist while the server runs.
struct Files {
  std::optional<PublishedFile> port;
  std::optional<PublishedFile> pid;
};

Result<void> publish(const ServeOptions& options, const net::Server& server, Files& files) {
  const auto write = [&](const std::optional<std::string>& path, std::uint64_t number,
                         std::optional<PublishedFile>& file) -> Result<void> {
    if (!path) return {};
    auto written = PublishedFile::write(*path, std::to_string(number) + "\n");
    if (!written) return tl::unexpected(written.error());
    file.emplace(std::move(*written));
    return {};
  };
  if (auto done = write(options.pid_file, static_cast<std::uint64_t>(::getpid()), files.pid);
      !done) {
    return done;
  }
  return write(options.port_file, first_port(server), files.port);
}

Result<void> serve(net::Server& server, store::Store& store, const ServePlan& plan) {
  const ServeLog log(plan.engine.verbosity);
  engine::Service service(store, system_clock(), plan.engine, plan.net.threads,
                          [&server] { return facts_of(server); });
  auto watched = server.watch_signals([&log] { log.info("hangup: there is nothing to reload"); });
  if (!watched) return watched;
  server.every(kUpkeepInterval, [&store] {
    for (int slice = 0; slice < kUpkeepSlicesMax; ++slice) {
      if (!store.maintain(system_clock().now())) break;
    }
  });
  auto started = server.start(
      [&service](const net::Peer& peer) {
        return std::make_unique<engine::Session>(service, peer.worker);
      },
      [&log](const net::Event& event) { log.event(event); });
  if (!started) return started;
  say(ready_sentence(server, plan));
  server.run();
  return {};
}

Result<ExitCode> run(const ServeOptions& options) {
  auto plan = plan_serve(options);
  if (!plan) return tl::unexpected(plan.error());
  const auto user = choose_user(options);
  if (!user) return tl::unexpected(user.error());
  auto store = store::Store::create(plan->store);
  if (!store) {
    return fail(Errc::BadConfiguration, 0, store.error().detail + " (see -m and -I)");
  }
  if (auto provided = provide_descriptors(*plan); !provided) {
    return tl::unexpected(provided.error());
  }
  auto server = net::Server::open(plan->net);
  if (!server && server.error().code == Errc::ConnectFailed) {
    say(cannot_listen_sentence(server.error()));
    return ExitCode::Connection;
  }
  if (!server) return tl::unexpected(server.error());
  if (auto allowed = refuse_exposure(**server, plan->exposure); !allowed) {
    return tl::unexpected(allowed.error());
  }
  plan->engine.tcp_port = first_port(**server);

  Files files;
  if (auto published = publish(options, **server, files); !published) {
    return tl::unexpected(published.error());
  }
  if (*user) {
    if (auto dropped = give_up_rights(**server, **user); !dropped) {
      return tl::unexpected(dropped.error());
    }
  }
  if (auto served = serve(**server, **store, *plan); !served) {
    return tl::unexpected(served.error());
  }
  return ExitCode::Ok;
}

}  // namespace

Command serve_command() {
  auto options = std::make_shared<ServeOptions>();
  Command command({
      .name = "serve",
      .summary = "host a cache that speaks the memcache binary protocol",
      .description =
          "Serves the memcache binary protocol until TERM or INT. The letters mean what they mean "
          "for memcached; sizes take k, m or g. One line on standard error says when and where "
          "the server is ready.\n\n"
          "TERM and INT stop it: nothing more is accepted, what has been received is answered, "
          "then it ends; a second one ends it at once.",
  });
  add_serve_options(command, *options);
  command.configurable();
  command.run([options] { return run(*options); });
  return command;
}

}  // namespace mcbin::cmd
