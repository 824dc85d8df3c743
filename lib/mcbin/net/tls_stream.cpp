// OpenSSL between two memory buffers: what it wants to send is written to the stream, what it wants
// to read is read from there.
#include "mcbin/net/tls_stream.hpp"

#include "mcbin/net/tls_handshake.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <utility>

namespace mcbin::net {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

class TlsStream final : public ByteStream {
 public:
  TlsStream(std::unique_ptr<ByteStream> plain, SSL* ssl)
      : plain_(std::move(plain)), ssl_(ssl), piece_(kPieceBytes) {}
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  ~TlsStream() override {
    if (!open_) return;
    ERR_clear_error();
    SSL_shutdown(ssl_.get());  // says goodbye, and waits for nothing
    (void)flush(Deadline::clock::now());
  }

  Result<void> shake_hands(Deadline deadline) {
    for (;;) {
      ERR_clear_error();
      const int done = SSL_connect(ssl_.get());
      const int problem = SSL_get_error(ssl_.get(), done);
      const std::string reason = done == 1 ? std::string() : tls_reason();
      auto sent = flush(deadline);  // also an alert that says why not
      if (done == 1) {
        open_ = sent.has_value();
        return sent;
      }
      if (problem != SSL_ERROR_WANT_READ)
        return fail(Errc::ConnectFailed, 0, tls_refusal(ssl_.get(), reason));
      if (!sent) return sent;
      const auto size = fill(deadline);
      if (!size && size.error().code == Errc::TimedOut) return tl::unexpected(size.error());
      if (!size || *size == 0) {
        return fail(Errc::ConnectFailed, 0, std::string(kTlsHandshakeEnded));
      }
    }
  }

  Result<void> write_all(ByteView bytes, Deadline deadline) override {
    while (!bytes.empty()) {
      const ByteView piece = bytes.first(std::min(bytes.size(), kPieceBytes));
      ERR_clear_error();
      std::size_t taken = 0;
      if (SSL_write_ex(ssl_.get(), piece.data(), piece.size(), &taken) != 1) {
        open_ = false;
        return fail(Errc::WriteFailed, 0, "TLS: " + tls_reason());
      }
      if (auto sent = flush(deadline); !sent) return sent;
      bytes = bytes.subspan(taken);
    }
    return {};
  }

  Result<std::size_t> read_some(MutableByteView space, Deadline deadline) override {
    for (;;) {
      ERR_clear_error();
      std::size_t size = 0;
      const int done = SSL_read_ex(ssl_.get(), space.data(), space.size(), &size);
      if (done == 1) return size;
      const int problem = SSL_get_error(ssl_.get(), done);
      if (problem == SSL_ERROR_ZERO_RETURN) return std::size_t{0};
      if (problem != SSL_ERROR_WANT_READ) {
        open_ = false;
        return fail(Errc::ReadFailed, 0, "TLS: " + tls_reason());
      }
      if (auto sent = flush(deadline); !sent) return tl::unexpected(sent.error());
      // Many servers close without TLS's farewell; frames carry their length, so none is needed.
      const auto received = fill(deadline);
      if (!received || *received == 0) return received;
    }
  }

 private:
  /// Writes what OpenSSL wants to send.
  Result<void> flush(Deadline deadline) {
    BIO* const outgoing = SSL_get_wbio(ssl_.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(outgoing, &data);
    if (size <= 0) return {};
    const ByteView bytes(reinterpret_cast<const Byte*>(data), static_cast<std::size_t>(size));
    auto sent = plain_->write_all(bytes, deadline);
    BIO_reset(outgoing);
    if (!sent) open_ = false;
    return sent;
  }

  /// Reads once for OpenSSL; 0 at the end of the stream.
  Result<std::size_t> fill(Deadline deadline) {
    const auto size = plain_->read_some(piece_, deadline);
    if (!size || *size == 0) {
      open_ = open_ && !size && size.error().code == Errc::TimedOut;
      return size;
    }
    BIO_write(SSL_get_rbio(ssl_.get()), piece_.data(), static_cast<int>(*size));
    return size;
  }

  std::unique_ptr<ByteStream> plain_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
  ByteVector piece_;
  bool open_ = false;  // a farewell makes sense
};

}  // namespace

Result<std::unique_ptr<ByteStream>> start_tls(std::unique_ptr<ByteStream> plain,
                                              const TlsContext& context, const std::string& host,
                                              Deadline deadline) {
  ERR_clear_error();
  SSL* const ssl = SSL_new(context.native());
  BIO* const incoming = BIO_new(BIO_s_mem());
  BIO* const outgoing = BIO_new(BIO_s_mem());
  if (ssl == nullptr || incoming == nullptr || outgoing == nullptr) {
    BIO_free(incoming);
    BIO_free(outgoing);
    SSL_free(ssl);
    return fail(Errc::ConnectFailed, 0, "TLS: " + tls_reason());
  }
  BIO_set_mem_eof_return(incoming, -1);  // empty is "not yet", not the end
  SSL_set_bio(ssl, incoming, outgoing);
  auto stream = std::make_unique<TlsStream>(std::move(plain), ssl);
  if (!expect_tls_host(ssl, host)) return fail(Errc::ConnectFailed, 0, "TLS: " + tls_reason());
  if (auto shaken = stream->shake_hands(deadline); !shaken) return tl::unexpected(shaken.error());
  return std::unique_ptr<ByteStream>(std::move(stream));
}

}  // namespace mcbin::net
