// OpenSSL over a socket that does not block: the handshake, reading, and writing in whole records.
#include "mcbin/net/tls_channel.hpp"

#include "mcbin/net/channel_stream.hpp"
#include "mcbin/net/tls_handshake.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <sys/socket.h>

namespace mcbin::net {
namespace {

using State = Transfer::State;

/// Most plain bytes in one record.
constexpr std::size_t kRecordBytesMax = SSL3_RT_MAX_PLAIN_LENGTH;

/// The socket as OpenSSL sees it. Its own would raise SIGPIPE where the peer has gone.
int write_socket(BIO* bio, const char* data, int size) {
  const int socket = static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
  BIO_clear_retry_flags(bio);
  const ssize_t sent = ::send(socket, data, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int read_socket(BIO* bio, char* data, int size) {
  const int socket = static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
  BIO_clear_retry_flags(bio);
  const ssize_t got = ::recv(socket, data, static_cast<std::size_t>(size), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
  if (got == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  return static_cast<int>(got);
}

long control_socket(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

/// Made once; lives as long as the program.
BIO_METHOD* socket_method() {
  static BIO_METHOD* const method = [] {
    BIO_METHOD* const made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    if (made == nullptr) throw std::bad_alloc();
    BIO_meth_set_write(made, write_socket);
    BIO_meth_set_read(made, read_socket);
    BIO_meth_set_ctrl(made, control_socket);
    return made;
  }();
  return method;
}

BIO* bio_over(const Descriptor& socket) {
  BIO* const bio = BIO_new(socket_method());
  if (bio == nullptr) throw std::bad_alloc();
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket.number())));
  BIO_set_init(bio, 1);
  return bio;
}

class TlsChannel final : public Channel {
 public:
  TlsChannel(Descriptor socket, SSL_CTX* context)
      : socket_(std::move(socket)), tls_(SSL_new(context)) {
    if (tls_ == nullptr) throw std::bad_alloc();
    BIO* const bio = bio_over(socket_);
    SSL_set_bio(tls_.get(), bio, bio);
    SSL_set_accept_state(tls_.get());
  }

  /// Makes it the client's side, and shakes hands.
  Result<void> connect(const std::string& host, Deadline deadline) {
    SSL_set_connect_state(tls_.get());
    SSL_set_mode(tls_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    ERR_clear_error();
    if (!expect_tls_host(tls_.get(), host)) {
      return fail(Errc::ConnectFailed, 0, "TLS: " + tls_reason());
    }
    for (;;) {
      const State state = prepare();
      if (state == State::Moved) return {};
      if (state != State::Blocked) {
        const std::string reason = ERR_peek_error() == 0 ? std::string() : tls_reason();
        const bool ended = reason.empty() || reason == "unexpected eof while reading";
        return fail(Errc::ConnectFailed, 0,
                    ended ? std::string(kTlsHandshakeEnded) : tls_refusal(tls_.get(), reason));
      }
      const short event = waits_for_output() ? POLLOUT : POLLIN;
      if (!wait_for_socket(descriptor(), event, deadline)) {
        return fail(Errc::TimedOut, 0, "no answer to the TLS handshake");
      }
    }
  }

  State prepare() override {
    ERR_clear_error();
    const int done = SSL_do_handshake(tls_.get());
    return done == 1 ? State::Moved : state_after(done);
  }

  [[nodiscard]] bool waits_for_output() const override { return SSL_want_write(tls_.get()) != 0; }

  Transfer read(MutableByteView space) override {
    std::size_t filled = 0;
    // One record after the other as long as it costs no further look at the socket.
    do {
      ERR_clear_error();
      std::size_t size = 0;
      const int done = SSL_read_ex(tls_.get(), space.data() + filled, space.size() - filled, &size);
      if (done != 1) return filled > 0 ? Transfer{.size = filled} : Transfer{state_after(done)};
      filled += size;
    } while (filled < space.size() && holds_input());
    return {.size = filled};
  }

  [[nodiscard]] bool holds_input() const override { return SSL_pending(tls_.get()) > 0; }

  /// What could not be sent is offered again, from the same byte on, by the next call: OpenSSL has
  /// encrypted it already, and wants to see it once more.
  Transfer write(std::span<const ByteView> pieces) override {
    std::size_t sent = 0;
    while (true) {
      const ByteView record = next_record(pieces, sent);
      if (record.empty()) break;
      ERR_clear_error();
      std::size_t size = 0;
      const int done = SSL_write_ex(tls_.get(), record.data(), record.size(), &size);
      if (done != 1 && sent > 0) break;
      if (done != 1) {
        // A peer that has ended reads no more either.
        return {state_after(done) == State::Blocked ? State::Blocked : State::Lost};
      }
      sent += size;
    }
    return {.size = sent};
  }

  void finish_sending() override {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
    ::shutdown(socket_.number(), SHUT_WR);
  }

  [[nodiscard]] int descriptor() const override { return socket_.number(); }

  [[nodiscard]] std::string certificate_name() const override {
    X509* const certificate = SSL_get0_peer_certificate(tls_.get());
    if (certificate == nullptr || SSL_get_verify_result(tls_.get()) != X509_V_OK) return {};
    X509_NAME* const subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    // Of several names nobody knows which one is meant.
    if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0) return {};
    const ASN1_STRING* const value = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
    unsigned char* text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, value);
    if (size < 0) return {};
    std::string name(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
    OPENSSL_free(text);
    return name.find('\0') == std::string::npos ? name : std::string();
  }

 private:
  struct Free {
    void operator()(SSL* tls) const { SSL_free(tls); }
  };

  [[nodiscard]] State state_after(int done) const {
    switch (SSL_get_error(tls_.get(), done)) {
      case SSL_ERROR_WANT_READ:
      case SSL_ERROR_WANT_WRITE:
        return State::Blocked;
      case SSL_ERROR_ZERO_RETURN:
        return State::Ended;
      default:
        return State::Lost;
    }
  }

  /// What one record takes of `pieces` behind their first `skip` bytes: small ones are gathered in
  /// a buffer of the thread, a long one is taken as it lies.
  static ByteView next_record(std::span<const ByteView> pieces, std::size_t skip) {
    thread_local std::array<Byte, kRecordBytesMax> gathered;
    std::size_t filled = 0;
    for (const ByteView whole : pieces) {
      const ByteView piece = whole.subspan(std::min(skip, whole.size()));
      skip -= whole.size() - piece.size();
      if (filled == 0 && piece.size() >= kRecordBytesMax) return piece.first(kRecordBytesMax);
      const std::size_t size = std::min(piece.size(), gathered.size() - filled);
      copy_bytes(piece.first(size), MutableByteView(gathered).subspan(filled));
      filled += size;
      if (filled == gathered.size()) break;
    }
    return {gathered.data(), filled};
  }

  Descriptor socket_;
  std::unique_ptr<SSL, Free> tls_;
};

}  // namespace

std::unique_ptr<Channel> make_tls_channel(Descriptor socket, const TlsServerContext& context) {
  return std::make_unique<TlsChannel>(std::move(socket), context.native());
}

Result<std::unique_ptr<Channel>> connect_tls_channel(Descriptor socket, const TlsContext& context,
                                                     const std::string& host, Deadline deadline) {
  auto channel = std::make_unique<TlsChannel>(std::move(socket), context.native());
  if (auto shaken = channel->connect(host, deadline); !shaken) {
    return tl::unexpected(shaken.error());
  }
  return std::unique_ptr<Channel>(std::move(channel));
}

}  // namespace mcbin::net
