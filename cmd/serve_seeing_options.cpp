// The options by which an operator sees what `mcbin serve` does: the log, the metrics, and which
// requests are worth a line.
#include "cmd/serve_options.hpp"

namespace mcbin::cmd {
namespace {

void add_log(Command& command, ServeOptions& options) {
  command.count({.names = "-v,--verbose",
                 .help = "Log more: -v what the server does, -vv each connection",
                 .reload = Reload::Yes},
                options.verbosity);
  command.option({.names = "--log-level",
                  .value = "LEVEL",
                  .help = "Log this and what is more urgent; wins over -v",
                  .choices = {"error", "warn", "info", "debug", "trace"},
                  .reload = Reload::Yes},
                 options.log_level);
  command.option({.names = "--log-format",
                  .value = "FORMAT",
                  .help = "How a line of the log looks; auto is text, or journald where the "
                          "journal reads standard error",
                  .default_text = "auto",
                  .choices = {"auto", "text", "json", "journald"}},
                 options.log_format);
  command.option({.names = "--log-file",
                  .value = "FILE",
                  .help = "Log to FILE instead of standard error; HUP opens it anew",
                  .completes = Completes::File},
                 options.log_file);
  command.option({.names = "--log-keys",
                  .value = "HOW",
                  .help = "What the log says of a key: itself, escaped and cut; a hash of it; or "
                          "nothing",
                  .default_text = "shown",
                  .choices = {"shown", "hashed", "hidden"},
                  .reload = Reload::Yes},
                 options.log_keys);
}

void add_notable(Command& command, ServeOptions& options) {
  command.option({.names = "--slow-request",
                  .value = "DURATION",
                  .help = "List requests that take this long in STAT slow and in the log; 0 lists "
                          "none",
                  .default_text = "100ms"},
                 duration_into(options.slow_request));
  command.option({.names = "--large-request",
                  .value = "SIZE",
                  .help = "List requests that bring or fetch this much in STAT large and in the "
                          "log; 0 lists none",
                  .default_text = "512k"},
                 size_into(options.large_request_bytes));
}

}  // namespace

void add_seeing_options(Command& command, ServeOptions& options) {
  add_log(command, options);
  add_notable(command, options);
  command.option({.names = "--metrics-listen",
                  .value = "ADDRESS",
                  .help = "Serve /metrics for Prometheus, /healthz and /readyz over HTTP on these "
                          "addresses: IP:PORT with commas between them; port 0 finds a free one"},
                 options.metrics_listen);
}

}  // namespace mcbin::cmd
