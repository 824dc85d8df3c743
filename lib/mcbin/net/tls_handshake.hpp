// What a client of TLS demands of the server, and why it refuses one, in words that say what to do.
// Shared by the .cpp files of net only.
#pragma once

#include <string>
#include <string_view>

struct ssl_st;  // OpenSSL's SSL

namespace mcbin::net {

inline constexpr std::string_view kTlsHandshakeEnded =
    "the server ended the TLS handshake (does it speak TLS on this port?)";

/// From now on the server's certificate has to be for `host`, a name or a numeric address; an empty
/// one is not compared. @return whether OpenSSL took it.
[[nodiscard]] bool expect_tls_host(ssl_st* tls, const std::string& host);

/// What stands in the way of a handshake that failed for `reason`, as OpenSSL has it.
[[nodiscard]] std::string tls_refusal(const ssl_st* tls, const std::string& reason);

}  // namespace mcbin::net
