// The options of `mcbin serve` about logins, and what they mean for who may listen where.
#pragma once

#include "cmd/command.hpp"
#include "mcbin/net/endpoint.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// The command line as it was given.
struct ServeAuthOptions {
  bool sasl = false;
  std::optional<std::string> auth_file;
  bool insecure_no_auth = false;
  bool allow_plaintext_auth = false;

  /// Whether clients have to log in.
  [[nodiscard]] bool logins() const { return auth_file.has_value(); }
};

/// Adds the options to `command`; `options` must live as long as the command.
void add_serve_auth_options(Command& command, ServeAuthOptions& options);

/// @return Errc::BadConfiguration with a sentence when they contradict each other, or `protocol`,
///         the value of --protocol.
[[nodiscard]] Result<void> check_serve_auth(const ServeAuthOptions& options,
                                            std::string_view protocol);

/// One place where the server listens.
struct ServedAddress {
  net::Endpoint endpoint;
  bool encrypted = false;
  bool certificates = false;  // whether clients have to show one
};

/// Refuses what other machines can reach without a login, or with passwords in plain, unless the
/// options say that this is meant.
/// @return Errc::BadConfiguration with a sentence that names the address.
[[nodiscard]] Result<void> refuse_exposure(const ServeAuthOptions& options,
                                           const std::vector<ServedAddress>& addresses);

}  // namespace mcbin::cmd
