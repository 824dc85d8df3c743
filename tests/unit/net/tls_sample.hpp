// A certificate made on the spot, in a file that goes away with it; and a client of TLS without
// anything of ours.
#pragma once

#include <catch2/catch.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdlib.h>
#include <string>

namespace mcbin::test {

struct FreeTls {
  void operator()(SSL* tls) const { SSL_free(tls); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};

/// Certificate and key of "ann", signed by itself, in one file.
class TlsSample {
 public:
  TlsSample() {
    std::string folder = (std::filesystem::temp_directory_path() / "mcbin-tls-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    folder_ = folder;
    const std::unique_ptr<EVP_PKEY, FreeTls> key(EVP_EC_gen("P-256"));
    const std::unique_ptr<X509, FreeTls> certificate(X509_new());
    X509* const made = certificate.get();
    X509_NAME* const name = X509_get_subject_name(made);
    constexpr long kDay = 86'400;
    const auto* const ann = reinterpret_cast<const unsigned char*>("ann");
    REQUIRE(X509_set_version(made, 2) == 1);
    REQUIRE(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, ann, -1, -1, 0) == 1);
    REQUIRE(X509_set_issuer_name(made, name) == 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -kDay);
    X509_gmtime_adj(X509_getm_notAfter(made), kDay);
    REQUIRE(X509_set_pubkey(made, key.get()) == 1);
    REQUIRE(X509_sign(made, key.get(), EVP_sha256()) > 0);
    std::FILE* const file = std::fopen(path().c_str(), "w");
    REQUIRE(file != nullptr);
    CHECK(PEM_write_X509(file, made) == 1);
    CHECK(PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    std::fclose(file);
  }
  TlsSample(const TlsSample&) = delete;
  TlsSample& operator=(const TlsSample&) = delete;
  ~TlsSample() { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path() const { return folder_ + "/ann.pem"; }

 private:
  std::string folder_;
};

/// The far end of a TlsChannel.
class TlsFarEnd {
 public:
  /// `certificate`: a file of TlsSample, or empty.
  TlsFarEnd(int socket, const std::string& certificate)
      : context_(SSL_CTX_new(TLS_client_method())) {
    if (!certificate.empty()) {
      REQUIRE(SSL_CTX_use_certificate_file(context_.get(), certificate.c_str(), SSL_FILETYPE_PEM));
      REQUIRE(SSL_CTX_use_PrivateKey_file(context_.get(), certificate.c_str(), SSL_FILETYPE_PEM));
    }
    tls_.reset(SSL_new(context_.get()));
    REQUIRE(SSL_set_fd(tls_.get(), socket) == 1);
    SSL_set_connect_state(tls_.get());
  }
  [[nodiscard]] bool shake() { return SSL_do_handshake(tls_.get()) == 1; }
  [[nodiscard]] int write(const std::string& text) {
    return SSL_write(tls_.get(), text.data(), static_cast<int>(text.size()));
  }
  /// What is there now.
  [[nodiscard]] std::string read() {
    std::string text(1U << 16U, '\0');
    const int size = SSL_read(tls_.get(), text.data(), static_cast<int>(text.size()));
    text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return text;
  }
  void say_goodbye() { SSL_shutdown(tls_.get()); }

 private:
  std::unique_ptr<SSL_CTX, FreeTls> context_;
  std::unique_ptr<SSL, FreeTls> tls_;
};

}  // namespace mcbin::test
