// The options of `mcbin serve` about TLS, in its own words and in memcached's.
#pragma once

#include "cmd/command.hpp"
#include "mcbin/net/tls_server_context.hpp"

#include <string_view>

namespace mcbin::cmd {

/// The command line as it was given.
struct ServeTlsOptions {
  bool enable = false;
  net::TlsServerOptions server;

  /// Whether TCP is encrypted.
  [[nodiscard]] bool encrypts() const { return enable || !server.certificate.empty(); }
};

/// Adds the options to `command`; `options` must live as long as the command.
void add_serve_tls_options(Command& command, ServeTlsOptions& options);

/// Takes one of memcached's extended options (-o) that begin with ssl_.
/// @return Errc::BadText with a sentence for values that have no meaning here, and for names other
///         than ssl_chain_cert, ssl_key, ssl_keyformat, ssl_ca_cert, ssl_verify_mode, ssl_ciphers
///         and ssl_min_version.
[[nodiscard]] Result<void> take_tls_extended(std::string_view name, std::string_view value,
                                             ServeTlsOptions& options);

/// @return Errc::BadConfiguration with a sentence when something is missing.
[[nodiscard]] Result<void> check_serve_tls(const ServeTlsOptions& options);

}  // namespace mcbin::cmd
