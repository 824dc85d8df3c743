// TLS against a server in the same thread: bytes there and back, and every reason to refuse.
#include "mcbin/net/tls_stream.hpp"

#include "support/scripted_stream.hpp"
#include "tls_peer.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using namespace mcbin::net;
using namespace mcbin::test;
using Catch::Matchers::Contains;

namespace {

const Deadline kNoDeadline = Deadline::max();

/// A server with a certificate of its own for "here".
struct Server {
  CertificateFolder files{"here"};
  std::shared_ptr<const TlsServerContext> context =
      TlsServerContext::load({.certificate = files.certificate(), .key = files.key()}).value();
  TlsPeerLog log;

  [[nodiscard]] TlsContext client_that_trusts_it() const {
    return TlsContext::for_client(
               {.certificate = {}, .key = {}, .authorities = files.certificate()},
               net::TlsPeer::Verified)
        .value();
  }

  Result<std::unique_ptr<ByteStream>> start(const TlsContext& client, const std::string& host) {
    return start_tls(std::make_unique<mcbin::test::TlsPeer>(*context, log), client, host,
                     kNoDeadline);
  }
};

std::string read_exactly(ByteStream& stream, std::size_t size) {
  std::string text;
  ByteVector space(4096);
  while (text.size() < size) {
    const auto received = stream.read_some(space, kNoDeadline);
    REQUIRE(received);
    REQUIRE(*received > 0);
    text += as_text(ByteView(space).first(*received));
  }
  return text;
}

std::string problem_of(const Result<std::unique_ptr<ByteStream>>& stream) {
  REQUIRE_FALSE(stream);
  CHECK(stream.error().code == Errc::ConnectFailed);
  return stream.error().detail;
}

}  // namespace

TEST_CASE("net/tls_stream: bytes arrive whole, in both directions", "[net][tls]") {
  Server server;
  const TlsContext client = server.client_that_trusts_it();
  for (const char* const host : {"here", "127.0.0.1", ""}) {
    INFO(host);
    server.log = {};
    auto stream = server.start(client, host);
    REQUIRE(stream);
    const std::string text = "some bytes\xff" + std::string(200'000, 'x');
    REQUIRE((*stream)->write_all(as_bytes(text), kNoDeadline));
    CHECK(server.log.received == text);
    CHECK(read_exactly(**stream, text.size()) == text);
    CHECK_FALSE(server.log.closed);
    stream->reset();
    CHECK(server.log.closed);
  }
}

TEST_CASE("net/tls_stream: an end without farewell is an end", "[net][tls]") {
  Server server;
  auto stream = server.start(server.client_that_trusts_it(), "here");
  REQUIRE(stream);
  ByteVector space(10);
  CHECK((*stream)->read_some(space, kNoDeadline) == 0u);
}

TEST_CASE("net/tls_stream: a certificate for somebody else is refused", "[net][tls]") {
  Server server;
  const TlsContext client = server.client_that_trusts_it();
  CHECK_THAT(problem_of(server.start(client, "there")), Contains("not trusted: hostname mismatch"));
  CHECK_THAT(problem_of(server.start(client, "127.0.0.2")),
             Contains("not trusted: IP address mismatch"));
}

TEST_CASE("net/tls_stream: an unknown authority is refused, unless anybody will do", "[net][tls]") {
  Server server;
  const CertificateFolder other("here");
  const TlsFiles files{.certificate = {}, .key = {}, .authorities = other.certificate()};
  const auto verifying = TlsContext::for_client(files, net::TlsPeer::Verified);
  REQUIRE(verifying);
  CHECK_THAT(problem_of(server.start(*verifying, "here")), Contains("not trusted"));
  const auto trusting = TlsContext::for_client(files, net::TlsPeer::Anybody);
  REQUIRE(trusting);
  CHECK(server.start(*trusting, "elsewhere"));
}

TEST_CASE("net/tls_stream: a server that asks for a certificate gets ours", "[net][tls]") {
  const CertificateFolder ours("client");
  Server server;
  server.context = TlsServerContext::load({.certificate = server.files.certificate(),
                                           .key = server.files.key(),
                                           .authorities = ours.certificate(),
                                           .clients = ClientCertificates::Required})
                       .value();
  const auto with = TlsContext::for_client({.certificate = ours.certificate(),
                                            .key = ours.key(),
                                            .authorities = server.files.certificate()},
                                           net::TlsPeer::Verified);
  REQUIRE(with);
  auto stream = server.start(*with, "here");
  REQUIRE(stream);
  REQUIRE((*stream)->write_all(as_bytes("x"), kNoDeadline));
  CHECK(read_exactly(**stream, 1) == "x");

  // In TLS 1.3 the refusal comes after the client's handshake.
  auto refused = server.start(server.client_that_trusts_it(), "here");
  if (!refused) return;
  REQUIRE((*refused)->write_all(as_bytes("x"), kNoDeadline));
  ByteVector space(10);
  const auto size = (*refused)->read_some(space, kNoDeadline);
  REQUIRE_FALSE(size);
  CHECK(size.error().code == Errc::ReadFailed);
  CHECK_THAT(size.error().detail, Contains("certificate"));
}

TEST_CASE("net/tls_stream: a peer without TLS is named", "[net][tls]") {
  struct Row {
    std::string_view answer;
    std::string sentence;
  };
  const Row rows[] = {{"ERROR\r\n", "does not speak TLS"},
                      {"HTTP/1.1 400 Bad Request\r\n", "does not speak TLS"},
                      {"", "ended the TLS handshake"}};
  class Answering final : public ByteStream {
   public:
    explicit Answering(std::string_view text) : text_(text) {}
    Result<void> write_all(ByteView /*bytes*/, Deadline /*deadline*/) override { return {}; }
    Result<std::size_t> read_some(MutableByteView space, Deadline /*deadline*/) override {
      const std::size_t size = std::min(space.size(), text_.size());
      copy_bytes(as_bytes(text_.substr(0, size)), space);
      text_.remove_prefix(size);
      return size;
    }

   private:
    std::string_view text_;
  };
  const auto client = TlsContext::for_client({}, net::TlsPeer::Verified);
  REQUIRE(client);
  for (const Row& row : rows) {
    INFO(row.answer);
    auto stream = start_tls(std::make_unique<Answering>(row.answer), *client, "h", kNoDeadline);
    CHECK_THAT(problem_of(stream), Contains(row.sentence));
  }
}

TEST_CASE("net/tls_stream: a time-out in the handshake is a time-out", "[net][tls]") {
  class Silent final : public ByteStream {
   public:
    Result<void> write_all(ByteView /*bytes*/, Deadline /*deadline*/) override { return {}; }
    Result<std::size_t> read_some(MutableByteView /*space*/, Deadline /*deadline*/) override {
      return fail(Errc::TimedOut, 0, "no answer");
    }
  };
  const auto client = TlsContext::for_client({}, net::TlsPeer::Verified);
  REQUIRE(client);
  const auto stream = start_tls(std::make_unique<Silent>(), *client, "h", kNoDeadline);
  REQUIRE_FALSE(stream);
  CHECK(stream.error().code == Errc::TimedOut);
}

TEST_CASE("net/tls_context: a file that cannot be used is named", "[net][tls]") {
  const CertificateFolder one("one");
  const CertificateFolder two("two");
  struct Row {
    TlsFiles files;
    std::string sentence;
  };
  const Row rows[] = {
      {{.certificate = {}, .key = {}, .authorities = "/no/ca"}, "trusted certificates '/no/ca'"},
      {{.certificate = "/no/cert", .key = {}, .authorities = {}}, "the certificate '/no/cert'"},
      {{.certificate = one.certificate(), .key = "/no/key", .authorities = {}},
       "the key '/no/key' cannot be used: No such file"},
      {{.certificate = one.certificate(), .key = two.key(), .authorities = {}},
       "the key '" + two.key() + "' cannot be used"},
      {{.certificate = one.key(), .key = {}, .authorities = {}}, "the certificate '" + one.key()}};
  for (const Row& row : rows) {
    INFO(row.sentence);
    const auto context = TlsContext::for_client(row.files, net::TlsPeer::Verified);
    REQUIRE_FALSE(context);
    CHECK(context.error().code == Errc::BadConfiguration);
    CHECK_THAT(context.error().detail, Contains(row.sentence));
  }
}
