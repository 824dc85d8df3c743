#include "cmd/serve_tls_options.hpp"

#include <array>

namespace mcbin::cmd {
namespace {

using net::ClientCertificates;
using net::TlsVersion;

struct VerifyWord {
  std::string_view word;
  std::string_view memcached;  // its number
  ClientCertificates clients;
};
constexpr auto kVerifyWords = std::to_array<VerifyWord>({
    {"none", "0", ClientCertificates::Ignored},
    {"asked", "1", ClientCertificates::Asked},
    {"required", "2", ClientCertificates::Required},
    {"", "3", ClientCertificates::Asked},  // "once": there is no renegotiation that would ask again
});

TakeValue verify_into(ClientCertificates& clients) {
  return [&clients](std::string_view value) -> Result<void> {
    for (const VerifyWord& row : kVerifyWords) {
      if (row.word == value) clients = row.clients;
    }
    return {};  // the choices have been looked at
  };
}

TakeValue version_into(TlsVersion& version) {
  return [&version](std::string_view value) -> Result<void> {
    version = value == "1.3" ? TlsVersion::Tls13 : TlsVersion::Tls12;
    return {};
  };
}

tl::unexpected<Error> refuse(Errc code, const std::string& sentence) {
  return fail(code, 0, sentence);
}

}  // namespace

void add_serve_tls_options(Command& command, ServeTlsOptions& options) {
  net::TlsServerOptions& server = options.server;
  command.flag({.names = "-Z,--enable-ssl",
                .help = "Encrypt TCP connections with TLS; needs --tls-cert. An address of -l that "
                        "begins with notls: stays as it is"},
               options.enable);
  command.option({.names = "--tls-cert",
                  .value = "FILE",
                  .help = "The server's certificate, and those between it and its authority (PEM); "
                          "implies -Z. HUP reads it again",
                  .completes = Completes::File},
                 server.certificate);
  command.option({.names = "--tls-key",
                  .value = "FILE",
                  .help = "The key of the certificate (PEM)",
                  .default_text = "the file of --tls-cert",
                  .completes = Completes::File},
                 server.key);
  command.option({.names = "--tls-ca",
                  .value = "FILE",
                  .help = "Whose certificates of clients are good (PEM)",
                  .completes = Completes::File},
                 server.authorities);
  command.option({.names = "--tls-verify",
                  .value = "WHAT",
                  .help = "Whether clients have to show a certificate; the user whom its common "
                          "name names is logged in",
                  .default_text = "none",
                  .choices = {"none", "asked", "required"}},
                 verify_into(server.clients));
  command.option({.names = "--tls-min-version",
                  .value = "VERSION",
                  .help = "The oldest version of TLS that is spoken",
                  .default_text = "1.2",
                  .choices = {"1.2", "1.3"}},
                 version_into(server.version_min));
  command.option({.names = "--tls-ciphers",
                  .value = "LIST",
                  .help = "The ciphers of TLS 1.2, as openssl-ciphers(1) writes them; those of 1.3 "
                          "are all good",
                  .default_text = "what OpenSSL chooses"},
                 server.ciphers);
}

Result<void> take_tls_extended(std::string_view name, std::string_view value,
                               ServeTlsOptions& options) {
  net::TlsServerOptions& server = options.server;
  if (name == "ssl_chain_cert") {
    server.certificate = value;
  } else if (name == "ssl_key") {
    server.key = value;
  } else if (name == "ssl_ca_cert") {
    server.authorities = value;
  } else if (name == "ssl_verify_mode") {
    for (const VerifyWord& row : kVerifyWords) {
      if (row.memcached != value) continue;
      server.clients = row.clients;
      return {};
    }
    return refuse(Errc::BadText, "ssl_verify_mode is a number from 0 to 3");
  } else if (name == "ssl_min_version") {
    if (value != "2" && value != "3") {
      return refuse(Errc::BadText, "ssl_min_version is 2 (TLS 1.2) or 3 (TLS 1.3)");
    }
    server.version_min = value == "3" ? TlsVersion::Tls13 : TlsVersion::Tls12;
  } else if (name == "ssl_ciphers") {
    server.ciphers = value;
  } else if (name == "ssl_keyformat") {
    if (value != "PEM") return refuse(Errc::BadText, "ssl_keyformat is PEM; others are not read");
  } else {
    return refuse(Errc::BadText, std::string(name) +
                                     " is not offered (ssl_chain_cert, ssl_key, ssl_ca_cert, "
                                     "ssl_verify_mode, ssl_ciphers and ssl_min_version are)");
  }
  return {};
}

Result<void> check_serve_tls(const ServeTlsOptions& options) {
  const net::TlsServerOptions& server = options.server;
  constexpr Errc kBad = Errc::BadConfiguration;
  if (options.encrypts() && server.certificate.empty()) {
    return refuse(kBad, "-Z needs the server's certificate: add --tls-cert FILE");
  }
  const bool others = !server.key.empty() || !server.authorities.empty() ||
                      !server.ciphers.empty() || server.clients != ClientCertificates::Ignored;
  if (!options.encrypts() && others) {
    return refuse(kBad, "options of TLS without a certificate: add --tls-cert FILE");
  }
  if (server.clients != ClientCertificates::Ignored && server.authorities.empty()) {
    return refuse(kBad,
                  "--tls-verify needs to know whose certificates are good: add --tls-ca FILE");
  }
  return {};
}

}  // namespace mcbin::cmd
