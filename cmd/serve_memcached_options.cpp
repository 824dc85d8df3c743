// The options of memcached that mean nothing here, so that its command lines start: those that only
// tune its machinery are accepted with a note, those that somebody relies on are refused with a
// hint.
#include "cmd/extended_options.hpp"
#include "cmd/serve_options.hpp"

namespace mcbin::cmd {
namespace {

/// Accepts a flag, and says why it changes nothing.
void accept_flag(Command& command, ServeOptions& options, const std::string& names,
                 const std::string& why) {
  const std::string letter = names.substr(0, 2);
  command.option(
      {.names = names,
       .help = "Accepted for memcached's command lines: " + why,
       .settable = Settable::OnCommandLine},
      [&options, letter, why](std::string_view) -> Result<void> {
        options.notes.push_back(letter + " changes nothing: " + why);
        return {};
      },
      Arity::Flag);
}

void accept_value(Command& command, ServeOptions& options, const std::string& names,
                  const std::string& why) {
  const std::string letter = names.substr(0, 2);
  command.option({.names = names,
                  .value = "VALUE",
                  .help = "Accepted for memcached's command lines: " + why,
                  .settable = Settable::OnCommandLine},
                 [&options, letter, why](std::string_view) -> Result<void> {
                   options.notes.push_back(letter + " changes nothing: " + why);
                   return {};
                 });
}

Result<void> take_udp_port(std::string_view value) {
  const auto port = parse_unsigned(value);
  if (port && *port == 0) return {};
  return fail(Errc::BadText, 0,
              "UDP is not served, as it lets strangers flood others; leave -U out or say 0");
}

Result<void> take_memory_file(std::string_view) {
  return fail(Errc::BadText, 0, "memory is not kept in a file; leave it out");
}

}  // namespace

void add_memcached_options(Command& command, ServeOptions& options) {
  command.option({.names = "-U,--udp-port",
                  .value = "PORT",
                  .help = "UDP is not served: only 0 is accepted",
                  .settable = Settable::OnCommandLine},
                 take_udp_port);
  command.option({.names = "-e,--memory-file",
                  .value = "FILE",
                  .help = "Refused: memory is not kept in a file",
                  .settable = Settable::OnCommandLine},
                 take_memory_file);
  accept_value(command, options, "-f,--slab-growth-factor", "there are no slabs");
  accept_value(command, options, "-n,--slab-min-size", "there are no slabs");
  accept_flag(command, options, "-L,--enable-largepages",
              "the system decides about the size of pages");
  accept_flag(command, options, "-A,--enable-shutdown", "a signal stops the server");
  accept_flag(command, options, "-W,--disable-watch", "there is nothing to watch");
  accept_value(command, options, "-N,--napi_ids",
               "connections are spread over the threads in turn");
  command.option(
      {.names = "-o,--extended",
       .value = "LIST",
       .help = "memcached's extended options, with commas between them; idle_timeout "
               "is what --idle-timeout is, others are accepted or refused with a note",
       .settable = Settable::OnCommandLine},
      [&options](std::string_view list) { return take_extended(list, options); }, Arity::Many);
}

}  // namespace mcbin::cmd
