// What a client of TLS needs before there is a connection: whom to trust, and a certificate of its
// own where servers ask for one. A server's is tls_server_context.hpp.
#pragma once

#include "mcbin/base/error.hpp"

#include <memory>
#include <string>

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace mcbin::net {

/// Whether the server's certificate must be one that we trust.
enum class TlsPeer : std::uint8_t { Verified, Anybody };

/// Files are PEM; an empty name is a file that is not used.
struct TlsFiles {
  std::string certificate;  // ours, and the certificates between it and its authority
  std::string key;          // of our certificate; empty: it stands in the file `certificate`
  std::string authorities;  // whom we trust; empty: whom the system trusts
};

/// TLS 1.2 and newer, with OpenSSL's own choice of ciphers. Shared by many connections and threads;
/// each connection keeps OpenSSL's own reference.
class TlsContext {
 public:
  /// @return Errc::BadConfiguration with a sentence that names the file.
  [[nodiscard]] static Result<TlsContext> for_client(const TlsFiles& files, TlsPeer peer);

  [[nodiscard]] ssl_ctx_st* native() const { return context_.get(); }
  [[nodiscard]] TlsPeer peer() const { return peer_; }

 private:
  struct Free {
    void operator()(ssl_ctx_st* context) const;
  };

  TlsContext(ssl_ctx_st* context, TlsPeer peer) : context_(context), peer_(peer) {}

  [[nodiscard]] Result<void> load(const TlsFiles& files) const;

  std::unique_ptr<ssl_ctx_st, Free> context_;
  TlsPeer peer_;
};

/// OpenSSL's reason for the failure of the call just made, in its words; empties its queue.
[[nodiscard]] std::string tls_reason();

}  // namespace mcbin::net
