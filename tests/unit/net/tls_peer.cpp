#include "tls_peer.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <unistd.h>

namespace mcbin::test {
namespace {

void must(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

void add_extension(X509* certificate, int kind, const std::string& text) {
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, text.c_str());
  must(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, "extension");
  X509_EXTENSION_free(extension);
}

template <typename Write>
void write_pem(const std::string& path, Write write) {
  std::FILE* const file = std::fopen(path.c_str(), "w");
  must(file != nullptr && write(file) == 1, "PEM file");
  std::fclose(file);
}

}  // namespace

CertificateFolder::CertificateFolder(const std::string& name) {
  char folder[] = "/tmp/mcbin-tls-XXXXXX";
  must(::mkdtemp(folder) != nullptr, "folder");
  folder_ = folder;
  EVP_PKEY* const pair = EVP_EC_gen("P-256");
  X509* const certificate = X509_new();
  must(pair != nullptr && certificate != nullptr, "key");
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, pair);
  X509_NAME* const subject = X509_get_subject_name(certificate);
  const auto* const text = reinterpret_cast<const unsigned char*>(name.c_str());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, text, -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  add_extension(certificate, NID_subject_alt_name, "DNS:" + name + ",IP:127.0.0.1");
  must(X509_sign(certificate, pair, EVP_sha256()) > 0, "signature");
  write_pem(this->certificate(),
            [&](std::FILE* file) { return PEM_write_X509(file, certificate); });
  write_pem(key(), [&](std::FILE* file) {
    return PEM_write_PrivateKey(file, pair, nullptr, nullptr, 0, nullptr, nullptr);
  });
  X509_free(certificate);
  EVP_PKEY_free(pair);
}

CertificateFolder::~CertificateFolder() {
  std::remove(certificate().c_str());
  std::remove(key().c_str());
  ::rmdir(folder_.c_str());
}

struct TlsPeer::State {
  SSL* ssl = nullptr;
};

TlsPeer::TlsPeer(const net::TlsServerContext& context, TlsPeerLog& log)
    : state_(std::make_unique<State>()), log_(&log) {
  state_->ssl = SSL_new(context.native());
  must(state_->ssl != nullptr, "SSL_new");
  SSL_set_bio(state_->ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  BIO_set_mem_eof_return(SSL_get_rbio(state_->ssl), -1);
  SSL_set_accept_state(state_->ssl);
}

TlsPeer::~TlsPeer() {
  SSL_free(state_->ssl);
}

Result<void> TlsPeer::write_all(ByteView bytes, Deadline /*deadline*/) {
  SSL* const ssl = state_->ssl;
  BIO_write(SSL_get_rbio(ssl), bytes.data(), static_cast<int>(bytes.size()));
  std::array<char, 1000> piece{};
  for (;;) {
    std::size_t size = 0;
    if (SSL_read_ex(ssl, piece.data(), piece.size(), &size) != 1) break;
    log_->received.append(piece.data(), size);
    std::size_t written = 0;
    must(SSL_write_ex(ssl, piece.data(), size, &written) == 1 && written == size, "echo");
  }
  log_->closed = (SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN) != 0;
  return {};
}

Result<std::size_t> TlsPeer::read_some(MutableByteView space, Deadline /*deadline*/) {
  const int wanted = static_cast<int>(std::min(space.size(), piece_bytes_max));
  const int size = BIO_read(SSL_get_wbio(state_->ssl), space.data(), wanted);
  return static_cast<std::size_t>(std::max(size, 0));
}

}  // namespace mcbin::test
