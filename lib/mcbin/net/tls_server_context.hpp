// What a server of TLS needs before there is a connection: its certificate, its key, whose
// certificates it trusts. Immutable, so that a reload makes a new one while connections keep
// theirs.
#pragma once

#include "mcbin/base/error.hpp"

#include <cstdint>
#include <memory>
#include <string>

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace mcbin::net {

/// What clients have to show.
enum class ClientCertificates : std::uint8_t { Ignored, Asked, Required };

enum class TlsVersion : std::uint8_t { Tls12, Tls13 };

/// Files are PEM.
struct TlsServerOptions {
  std::string certificate = {};  // the server's, and those between it and its authority
  std::string key = {};          // of the certificate; empty: it stands in the file `certificate`
  std::string authorities = {};  // whose certificates of clients are good
  ClientCertificates clients = ClientCertificates::Ignored;
  TlsVersion version_min = TlsVersion::Tls12;
  std::string ciphers = {};  // of TLS 1.2, in the words of openssl-ciphers(1); empty: all good ones
};

/// Safe from any thread; each connection keeps OpenSSL's own reference.
class TlsServerContext {
 public:
  /// @return Errc::BadConfiguration with a sentence that names the file and OpenSSL's reason.
  [[nodiscard]] static Result<std::shared_ptr<const TlsServerContext>> load(
      const TlsServerOptions& options);

  ~TlsServerContext();
  TlsServerContext(const TlsServerContext&) = delete;
  TlsServerContext& operator=(const TlsServerContext&) = delete;

  [[nodiscard]] ssl_ctx_st* native() const { return context_; }

 private:
  explicit TlsServerContext(ssl_ctx_st* context) : context_(context) {}

  ssl_ctx_st* context_;
};

}  // namespace mcbin::net
