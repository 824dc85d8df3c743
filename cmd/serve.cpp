// `mcbin serve`: the order in which a server comes to life. The steps are in serve_startup.cpp,
// what happens afterwards is in serve_running.cpp.
#include "cmd/background.hpp"
#include "cmd/commands.hpp"
#include "cmd/serve_running.hpp"
#include "cmd/serve_startup.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/net/server.hpp"
#include "mcbin/net/service_manager.hpp"

#include <fcntl.h>
#include <memory>

namespace mcbin::cmd {
namespace {

Result<void> check_ready_descriptor(const ServeOptions& options) {
  if (!options.ready_descriptor) return {};
  if (::fcntl(static_cast<int>(*options.ready_descriptor), F_GETFD) >= 0) return {};
  return fail(Errc::BadConfiguration, 0,
              "--ready-fd " + std::to_string(*options.ready_descriptor) + ": it is not open");
}

Result<std::optional<Background>> go_to_background(const ServeOptions& options) {
  if (!options.daemon) return std::nullopt;
  auto background = Background::begin();
  if (!background) return tl::unexpected(background.error());
  return std::optional<Background>(std::move(*background));
}

/// From the open server to its end.
Result<void> run_server(const ServeParts& parts, const std::optional<net::Account>& user) {
  const auto addresses = served_addresses(parts.server, parts.options.tls);
  if (auto allowed = refuse_exposure(parts.options.auth, addresses); !allowed) return allowed;
  ServeFiles files;
  if (auto published = publish(parts.options, parts.server, files); !published) return published;
  lock_memory(parts.options, parts.log);
  if (user) {
    if (auto dropped = give_up_rights(parts.options, *user, parts.log); !dropped) return dropped;
  }
  allow_core_dumps(parts.options, parts.log);
  return serve_until_stopped(parts);
}

Result<ExitCode> run(const ServeOptions& options, const Invocation& invocation) {
  const net::ServiceManager manager = net::ServiceManager::from_environment();
  auto plan = plan_serve(options, manager.passed_sockets());
  if (!plan) return tl::unexpected(plan.error());
  const auto user = choose_user(options);
  if (!user) return tl::unexpected(user.error());
  if (auto open = check_ready_descriptor(options); !open) return tl::unexpected(open.error());
  auto background = go_to_background(options);
  if (!background) return tl::unexpected(background.error());
  const auto log = ServeLog::open(plan->log);
  if (!log) return tl::unexpected(log.error());
  for (const std::string& note : options.notes) (*log)->announce("option_unused", note);

  auto store = store::Store::create(plan->store);
  if (!store) {
    return fail(Errc::BadConfiguration, 0, store.error().detail + " (see -m and -I)");
  }
  if (auto provided = provide_descriptors(*plan, **log); !provided) {
    return tl::unexpected(provided.error());
  }
  auto server = net::Server::open(plan->net);
  if (!server && server.error().code == Errc::ConnectFailed) {
    say(cannot_listen_sentence(server.error()));
    return ExitCode::Connection;
  }
  if (!server) return tl::unexpected(server.error());
  plan->engine.tcp_port = first_port(**server);
  Background* const in_background = *background ? &**background : nullptr;
  const ServeParts parts{**server, **store,    **log,   options,
                         *plan,    invocation, manager, in_background};
  if (auto served = run_server(parts, *user); !served) return tl::unexpected(served.error());
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
          "then it ends; a second one ends it at once. HUP opens the log's file anew and reads "
          "the settings, the users and the certificate again.\n\n"
          "Every option can be set by a variable (MCBIN_MEMORY_LIMIT for --memory-limit) or in "
          "the file that --config names.",
      .examples = {"mcbin serve -p 11222 -m 1g", "mcbin serve -s /run/mcbin.sock"},
  });
  add_serve_options(command, *options);
  command.configurable();
  command.run_invocation(
      [options](const Invocation& invocation) { return run(*options, invocation); });
  return command;
}

}  // namespace mcbin::cmd
