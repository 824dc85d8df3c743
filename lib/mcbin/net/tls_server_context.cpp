#include "mcbin/net/tls_server_context.hpp"

#include "mcbin/net/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace mcbin::net {
namespace {

tl::unexpected<Error> unusable(const std::string& what, const std::string& file) {
  return fail(Errc::BadConfiguration, 0,
              "the " + what + " '" + file + "' cannot be used: " + tls_reason());
}

Result<void> load_own(SSL_CTX* context, const TlsServerOptions& options) {
  if (SSL_CTX_use_certificate_chain_file(context, options.certificate.c_str()) != 1) {
    return unusable("certificate", options.certificate);
  }
  const std::string& key = options.key.empty() ? options.certificate : options.key;
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return unusable("key", key);
  }
  return {};
}

Result<void> load_clients(SSL_CTX* context, const TlsServerOptions& options) {
  if (options.clients == ClientCertificates::Ignored) return {};
  if (SSL_CTX_load_verify_locations(context, options.authorities.c_str(), nullptr) != 1) {
    return unusable("file of clients' authorities", options.authorities);
  }
  // Tells clients which of their certificates to show.
  SSL_CTX_set_client_CA_list(context, SSL_load_client_CA_file(options.authorities.c_str()));
  const int demand =
      options.clients == ClientCertificates::Required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | demand, nullptr);
  return {};
}

}  // namespace

Result<std::shared_ptr<const TlsServerContext>> TlsServerContext::load(
    const TlsServerOptions& options) {
  ERR_clear_error();
  SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
  if (context == nullptr) return fail(Errc::BadConfiguration, 0, "TLS: " + tls_reason());
  std::shared_ptr<const TlsServerContext> made(new TlsServerContext(context));
  const bool newest = options.version_min == TlsVersion::Tls13;
  SSL_CTX_set_min_proto_version(context, newest ? TLS1_3_VERSION : TLS1_2_VERSION);
  // A frame says how long it is, so that an end without TLS's own farewell hides nothing.
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_TICKET);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  // Connections live long: nothing is resumed, so that a reload holds for every new one.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context, 0);
  if (!options.ciphers.empty() && SSL_CTX_set_cipher_list(context, options.ciphers.c_str()) != 1) {
    return fail(Errc::BadConfiguration, 0,
                "the list of ciphers '" + options.ciphers + "' cannot be used: " + tls_reason());
  }
  if (auto loaded = load_own(context, options); !loaded) return tl::unexpected(loaded.error());
  if (auto loaded = load_clients(context, options); !loaded) return tl::unexpected(loaded.error());
  return made;
}

TlsServerContext::~TlsServerContext() {
  SSL_CTX_free(context_);
}

}  // namespace mcbin::net
