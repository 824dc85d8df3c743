// SSL_CTX made ready, and a sentence for each file that cannot be used.
#include "mcbin/net/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <system_error>
#include <utility>

namespace mcbin::net {
namespace {

tl::unexpected<Error> unusable(const std::string& what, const std::string& file) {
  return fail(Errc::BadConfiguration, 0, what + " '" + file + "' cannot be used: " + tls_reason());
}

SSL_CTX* new_context() {
  ERR_clear_error();
  SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  if (context != nullptr) SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  return context;
}

}  // namespace

void TlsContext::Free::operator()(ssl_ctx_st* context) const {
  SSL_CTX_free(context);
}

std::string tls_reason() {
  const unsigned long first = ERR_peek_error();
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  if (code == 0) return "no reason given";
  if (ERR_SYSTEM_ERROR(first)) {
    return std::error_code(ERR_GET_REASON(first), std::generic_category()).message();
  }
  const char* const reason = ERR_reason_error_string(code);
  return reason == nullptr ? "OpenSSL's error " + std::to_string(code) : reason;
}

Result<void> TlsContext::load(const TlsFiles& files) const {
  SSL_CTX* const context = native();
  if (!files.authorities.empty() &&
      SSL_CTX_load_verify_locations(context, files.authorities.c_str(), nullptr) != 1) {
    return unusable("the file of trusted certificates", files.authorities);
  }
  if (files.certificate.empty()) return {};
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1) {
    return unusable("the certificate", files.certificate);
  }
  const std::string& key = files.key.empty() ? files.certificate : files.key;
  if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return unusable("the key", key);
  }
  return {};
}

Result<TlsContext> TlsContext::for_client(const TlsFiles& files, TlsPeer peer) {
  TlsContext made(new_context(), peer);
  if (made.native() == nullptr) return fail(Errc::BadConfiguration, 0, "TLS: " + tls_reason());
  if (files.authorities.empty()) SSL_CTX_set_default_verify_paths(made.native());
  SSL_CTX_set_verify(made.native(), peer == TlsPeer::Verified ? SSL_VERIFY_PEER : SSL_VERIFY_NONE,
                     nullptr);
  if (auto loaded = made.load(files); !loaded) return tl::unexpected(loaded.error());
  return made;
}

}  // namespace mcbin::net
