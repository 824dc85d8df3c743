// The options about the process of `mcbin serve`: whose it is, how others learn of it, and what it
// asks of the system.
#include "cmd/serve_options.hpp"

namespace mcbin::cmd {
namespace {

constexpr std::uint32_t kDescriptorMax = 1'000'000;

/// Reads the number of a descriptor that a parent left open.
TakeValue descriptor_into(std::optional<std::uint32_t>& target) {
  return [&target](std::string_view value) -> Result<void> {
    const auto number = parse_unsigned(value, kDescriptorMax);
    if (!number) return tl::unexpected(number.error());
    target = static_cast<std::uint32_t>(*number);
    return {};
  };
}

void add_files(Command& command, ServeOptions& options) {
  command.option({.names = "-P,--pidfile",
                  .value = "FILE",
                  .help = "Write the process id to FILE; it is removed at the end",
                  .completes = Completes::File},
                 options.pid_file);
  command.option({.names = "--port-file",
                  .value = "FILE",
                  .help = "Write the TCP port to FILE once connections are taken; it is removed at "
                          "the end",
                  .completes = Completes::File},
                 options.port_file);
  command.option({.names = "--ready-fd",
                  .value = "NUMBER",
                  .help = "Write the ready line to this open descriptor once connections are "
                          "taken, and close it"},
                 descriptor_into(options.ready_descriptor));
}

}  // namespace

void add_process_options(Command& command, ServeOptions& options) {
  command.option({.names = "-u,--user",
                  .value = "NAME",
                  .help = "Run as this user when started as root; root keeps root's rights",
                  .default_text = "nobody"},
                 options.user);
  add_files(command, options);
  command.flag({.names = "-d,--daemon",
                .help = "Go to the background once ready; standard error is let go, so log to a "
                        "file"},
               options.daemon);
  command.flag({.names = "-k,--lock-memory", .help = "Keep all memory from being swapped out"},
               options.lock_memory);
  command.flag({.names = "-r,--enable-coredumps",
                .help = "Let the system keep the memory of a server that crashed, as far as its "
                        "limits allow"},
               options.coredumps);
}

}  // namespace mcbin::cmd
