#include "cmd/serve_auth_options.hpp"

namespace mcbin::cmd {
namespace {

tl::unexpected<Error> refuse(const std::string& sentence) {
  return fail(Errc::BadConfiguration, 0, sentence);
}

}  // namespace

void add_serve_auth_options(Command& command, ServeAuthOptions& options) {
  command.flag({.names = "-S,--enable-sasl",
                .help = "Ask clients for a login (SASL PLAIN); needs --auth-file"},
               options.sasl);
  command.option({.names = "-Y,--auth-file",
                  .value = "FILE",
                  .help = "The users who may log in, with their password hashes, rights and keys; "
                          "implies -S. mcbin passwd writes it, HUP reads it again",
                  .completes = Completes::File},
                 options.auth_file);
  command.flag({.names = "--insecure-no-auth",
                .help = "Serve addresses that other machines can reach although there is no "
                        "authentication"},
               options.insecure_no_auth);
  command.flag({.names = "--allow-plaintext-auth",
                .help = "Take passwords also from other machines over connections without TLS"},
               options.allow_plaintext_auth);
}

Result<void> check_serve_auth(const ServeAuthOptions& options, std::string_view protocol) {
  if (options.sasl && !options.auth_file) {
    return refuse("-S needs to know the users: add --auth-file FILE (mcbin passwd makes one)");
  }
  if (options.logins() && protocol != "binary") {
    return refuse("-B " + std::string(protocol) +
                  " and logins exclude each other: the text commands have no login");
  }
  if (options.logins() && options.insecure_no_auth) {
    return refuse("--insecure-no-auth and --auth-file exclude each other");
  }
  return {};
}

Result<void> refuse_exposure(const ServeAuthOptions& options,
                             const std::vector<ServedAddress>& addresses) {
  for (const ServedAddress& address : addresses) {
    if (net::is_local(address.endpoint)) continue;
    const std::string where = net::endpoint_text(address.endpoint);
    if (!options.logins() && !address.certificates && !options.insecure_no_auth) {
      return refuse(where +
                    " can be reached from other machines, and there is no authentication: listen "
                    "on 127.0.0.1, ask for logins with --auth-file, or say --insecure-no-auth if "
                    "the network is trusted");
    }
    if (options.logins() && !address.encrypted && !options.allow_plaintext_auth) {
      return refuse(where +
                    " can be reached from other machines, and passwords would cross the network "
                    "in plain: encrypt with -Z, or say --allow-plaintext-auth if the network is "
                    "trusted");
    }
  }
  return {};
}

}  // namespace mcbin::cmd
