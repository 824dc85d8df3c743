#include "mcbin/net/tls_handshake.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace mcbin::net {
namespace {

bool is_address(const std::string& host) {
  ASN1_OCTET_STRING* const address = a2i_IPADDRESS(host.c_str());
  ASN1_OCTET_STRING_free(address);
  return address != nullptr;
}

}  // namespace

bool expect_tls_host(ssl_st* tls, const std::string& host) {
  if (host.empty()) return true;
  if (is_address(host)) {
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), host.c_str()) == 1;
  }
  // What the macro SSL_set_tlsext_host_name does, without its cast.
  std::string name = host;
  return SSL_set1_host(tls, name.c_str()) == 1 &&
         SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data()) == 1;
}

std::string tls_refusal(const ssl_st* tls, const std::string& reason) {
  const long verdict = SSL_get_verify_result(tls);
  if (verdict != X509_V_OK) {
    return "its certificate is not trusted: " + std::string(X509_verify_cert_error_string(verdict));
  }
  if (reason == "wrong version number" || reason == "http request" ||
      reason == "packet length too long" || reason == "unexpected message") {
    return "the server does not speak TLS on this port";
  }
  return "TLS: " + reason;
}

}  // namespace mcbin::net
