#include "cmd/serve_tls_options.hpp"

#include <catch2/catch.hpp>

namespace mcbin::cmd {
namespace {

using net::ClientCertificates;
using net::TlsVersion;

TEST_CASE("cmd/serve_tls_options: memcached's words mean what they mean there", "[cmd][tls]") {
  ServeTlsOptions options;
  const auto take = [&](std::string_view name, std::string_view value) {
    return take_tls_extended(name, value, options).has_value();
  };
  CHECK(take("ssl_chain_cert", "chain.pem"));
  CHECK(take("ssl_key", "key.pem"));
  CHECK(take("ssl_ca_cert", "ca.pem"));
  CHECK(options.server.certificate == "chain.pem");
  CHECK(options.server.key == "key.pem");
  CHECK(options.server.authorities == "ca.pem");
  const std::pair<const char*, ClientCertificates> modes[] = {{"2", ClientCertificates::Required},
                                                              {"1", ClientCertificates::Asked},
                                                              {"0", ClientCertificates::Ignored},
                                                              {"3", ClientCertificates::Asked}};
  for (const auto& [value, clients] : modes) {
    CHECK(take("ssl_verify_mode", value));
    CHECK(options.server.clients == clients);
  }
  CHECK(take("ssl_min_version", "3"));
  CHECK(options.server.version_min == TlsVersion::Tls13);
  CHECK(take("ssl_min_version", "2"));
  CHECK(options.server.version_min == TlsVersion::Tls12);
  CHECK_FALSE(take("ssl_min_version", "0"));
  CHECK_FALSE(take("ssl_verify_mode", "4"));
  CHECK_FALSE(take("ssl_verify_mode", ""));
  CHECK(take("ssl_ciphers", "AESGCM"));
  CHECK(options.server.ciphers == "AESGCM");
  CHECK(take("ssl_keyformat", "PEM"));
  CHECK_FALSE(take("ssl_keyformat", "DER"));
  CHECK_FALSE(take("ssl_engine", "x"));
  CHECK(check_serve_tls(options).has_value());
}

}  // namespace
}  // namespace mcbin::cmd
