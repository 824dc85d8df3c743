// The files of a server of TLS: each that cannot be used is named. What the context does on a
// connection is tls_channel_test.cpp's and tls_stream_test.cpp's business.
#include "mcbin/net/tls_server_context.hpp"

#include "tls_peer.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace mcbin;
using namespace mcbin::net;
using mcbin::test::CertificateFolder;

TEST_CASE("net/tls_server_context: a file that cannot be used is named", "[net][tls]") {
  const CertificateFolder one("one");
  const CertificateFolder two("two");
  CHECK(TlsServerContext::load({.certificate = one.certificate(), .key = one.key()}));
  CHECK_FALSE(TlsServerContext::load({.certificate = "/dev/null"}));
  CHECK(TlsServerContext::load(
      {.certificate = one.certificate(), .key = one.key(), .ciphers = "ECDHE+AESGCM"}));
  struct Row {
    TlsServerOptions options;
    std::string sentence;
  };
  const Row rows[] = {
      {{}, "the certificate '' cannot be used"},
      {{.certificate = "/no/cert"}, "the certificate '/no/cert' cannot be used: No such file"},
      {{.certificate = one.key()}, "the certificate '" + one.key() + "' cannot be used"},
      {{.certificate = one.certificate(), .key = "/no/key"},
       "the key '/no/key' cannot be used: No such file"},
      {{.certificate = one.certificate(), .key = two.key()},
       "the key '" + two.key() + "' cannot be used"},
      {{.certificate = one.certificate(),
        .key = one.key(),
        .authorities = "/no/ca",
        .clients = ClientCertificates::Asked},
       "the file of clients' authorities '/no/ca' cannot be used"},
      {{.certificate = one.certificate(), .key = one.key(), .ciphers = "NONSENSE"},
       "the list of ciphers 'NONSENSE' cannot be used: no cipher match"}};
  for (const Row& row : rows) {
    INFO(row.sentence);
    const auto context = TlsServerContext::load(row.options);
    REQUIRE_FALSE(context);
    CHECK(context.error().code == Errc::BadConfiguration);
    CHECK_THAT(context.error().detail, Catch::Matchers::Contains(row.sentence));
  }
}
