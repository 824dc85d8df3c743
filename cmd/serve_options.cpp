// The option table of `mcbin serve`: memcached's letters with memcached's meanings.
#include "cmd/serve_options.hpp"

namespace mcbin::cmd {
namespace {

constexpr std::uint32_t kThreadsMax = 256;
constexpr std::uint32_t kConnectionsMax = 1'000'000;
constexpr std::uint32_t kBacklogMax = 65'535;

/// Reads a whole number of at least 1.
TakeValue positive_into(std::uint32_t& target, std::uint32_t max) {
  return [&target, max](std::string_view value) -> Result<void> {
    const auto number = parse_unsigned(value, max);
    if (!number) return tl::unexpected(number.error());
    if (*number == 0) return fail(Errc::BadText, 0, "it must be at least 1");
    target = static_cast<std::uint32_t>(*number);
    return {};
  };
}

/// Reads a number of threads, or auto: 0.
TakeValue threads_into(std::uint32_t& target) {
  return [&target](std::string_view value) -> Result<void> {
    if (value != "auto") return positive_into(target, kThreadsMax)(value);
    target = 0;
    return {};
  };
}

void add_listening(Command& command, ServeOptions& options) {
  command.option({.names = "-p,--port",
                  .value = "PORT",
                  .help = "The TCP port; 0 finds a free one, which the ready line and --port-file "
                          "tell",
                  .default_text = "11211"},
                 options.port);
  command.option({.names = "-l,--listen",
                  .value = "ADDRESS",
                  .help = "Listen on these addresses: HOST, HOST:PORT, [V6]:PORT or, for a "
                          "socket that was left open to us, fd:NUMBER; with commas between them, "
                          "also repeated",
                  .default_text = "127.0.0.1,::1"},
                 options.listen);
  command.option({.names = "-s,--unix-socket",
                  .value = "PATH",
                  .help = "Listen on a unix socket; then not on TCP, unless -p or -l is given",
                  .completes = Completes::File},
                 options.unix_socket);
  command.option({.names = "-a,--unix-mask",
                  .value = "MODE",
                  .help = "The permissions of the unix socket, in octal",
                  .default_text = "700"},
                 options.unix_mask);
  command.option({.names = "-b,--listen-backlog",
                  .value = "NUMBER",
                  .help = "How many connections may wait to be accepted",
                  .default_text = "1024"},
                 positive_into(options.backlog, kBacklogMax));
}

void add_limits(Command& command, ServeOptions& options) {
  command.option({.names = "-t,--threads",
                  .value = "NUMBER",
                  .help = "Worker threads; auto means one for each core, at most 4",
                  .default_text = "auto"},
                 threads_into(options.threads));
  command.option({.names = "-m,--memory-limit",
                  .value = "SIZE",
                  .help = "Memory for items: 512k, 64m, 2g; a bare number counts MiB",
                  .default_text = "64m"},
                 size_into(options.memory_bytes, kMebibyte));
  command.option({.names = "-I,--max-item-size",
                  .value = "SIZE",
                  .help = "The longest key and value together; a bare number counts bytes",
                  .default_text = "1m"},
                 size_into(options.item_bytes_max));
  command.option({.names = "-c,--conn-limit",
                  .value = "NUMBER",
                  .help = "Connections at a time; one more is closed at once",
                  .default_text = "1024"},
                 positive_into(options.connections_max, kConnectionsMax));
  command.option(
      {.names = "-R,--max-reqs-per-event",
       .value = "NUMBER",
       .help = "Requests of one connection before others get their turn",
       .default_text = std::to_string(engine::Settings{}.requests_per_event)},
      positive_into(options.requests_per_event, std::numeric_limits<std::uint32_t>::max()));
  command.option({.names = "--held-memory",
                  .value = "SIZE",
                  .help = "What all connections together may hold of requests that are not whole "
                          "and of answers that nobody reads; a bare number counts MiB. Without it "
                          "64m, or four of the largest items for each thread"},
                 [&options](std::string_view value) {
                   return size_into(options.held_bytes_max.emplace(), kMebibyte)(value);
                 });
}

/// How long a peer may let us wait.
void add_patience(Command& command, ServeOptions& options) {
  struct Row {
    const char* name;
    const char* help;
    const char* default_text;
    std::chrono::milliseconds& target;
  };
  const Row rows[] = {
      {"--idle-timeout", "Close TCP connections that ask nothing for this long; 0 is never", "0",
       options.idle_timeout},
      {"--handshake-timeout", "Close connections whose TLS handshake takes longer; 0 is never",
       "10s", options.handshake_timeout},
      {"--login-timeout",
       "Close connections that have to log in and have not after this long; 0 is never", "5s",
       options.login_timeout},
      {"--header-timeout",
       "Close connections that leave the header of a request incomplete for this long; 0 is never",
       "10s", options.header_timeout},
      {"--body-timeout",
       "Close connections that in this time do not complete a request, nor send 4 KiB of it; 0 is "
       "never",
       "30s", options.body_timeout},
      {"--output-timeout",
       "Close connections that read nothing of their answers for this long; 0 is never", "1m",
       options.output_timeout},
      {"--shutdown-timeout", "How long a stop may take to send what has been asked for", "5s",
       options.shutdown_timeout},
  };
  for (const Row& row : rows) {
    command.option({.names = row.name,
                    .value = "DURATION",
                    .help = row.help,
                    .default_text = row.default_text},
                   duration_into(row.target));
  }
}

void add_behaviour(Command& command, ServeOptions& options) {
  command.flag({.names = "-M,--disable-evictions",
                .help = "When memory is full, refuse to store instead of removing old items"},
               options.disable_evictions);
  command.flag({.names = "-C,--disable-cas", .help = "Answer every CAS as 0"}, options.disable_cas);
  command.flag({.names = "-F,--disable-flush-all", .help = "Refuse to flush"},
               options.disable_flush_all);
  command.flag({.names = "-X,--disable-dumping",
                .help = "Offer no statistics that show keys: STAT detail, slow, large and notable"},
               options.disable_dumping);
  command.option({.names = "-D,--prefix-delimiter",
                  .value = "LETTER",
                  .help = "Count requests by what stands before LETTER in their keys, for STAT "
                          "detail; without it STAT detail on begins to, with a colon"},
                 options.prefix_delimiter);
  command.option({.names = "-B,--protocol",
                  .value = "NAME",
                  .help = "The protocol that is spoken; auto also answers the text commands stats, "
                          "version and quit, for tools that know no other",
                  .default_text = "binary",
                  .choices = {"binary", "auto"}},
                 options.protocol);
}

}  // namespace

void add_serve_options(Command& command, ServeOptions& options) {
  add_listening(command, options);
  add_serve_auth_options(command, options.auth);
  add_serve_tls_options(command, options.tls);
  add_limits(command, options);
  add_patience(command, options);
  add_serve_keeping_options(command, options.keeping);
  add_behaviour(command, options);
  add_process_options(command, options);
  add_seeing_options(command, options);
  add_memcached_options(command, options);
}

}  // namespace mcbin::cmd
