// A server of TLS that lives inside a ByteStream: what the client writes is handed to OpenSSL at
// once, and what that answers is read back. No socket, no thread. Also makes the certificates.
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/bytes.hpp"
#include "mcbin/net/tls_server_context.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace mcbin::test {

/// A folder with cert.pem and key.pem, a certificate of its own authority for `name` (a host name)
/// and 127.0.0.1. Removed at the end.
class CertificateFolder {
 public:
  explicit CertificateFolder(const std::string& name);
  CertificateFolder(const CertificateFolder&) = delete;
  CertificateFolder& operator=(const CertificateFolder&) = delete;
  ~CertificateFolder();

  [[nodiscard]] std::string certificate() const { return folder_ + "/cert.pem"; }
  [[nodiscard]] std::string key() const { return folder_ + "/key.pem"; }

 private:
  std::string folder_;
};

/// What has gone through a TlsPeer, for the test that gave it away.
struct TlsPeerLog {
  std::string received;  // in the clear
  bool closed = false;   // by TLS's farewell
};

/// Echoes what it receives.
class TlsPeer final : public ByteStream {
 public:
  TlsPeer(const net::TlsServerContext& context, TlsPeerLog& log);
  TlsPeer(const TlsPeer&) = delete;
  TlsPeer& operator=(const TlsPeer&) = delete;
  ~TlsPeer() override;

  Result<void> write_all(ByteView bytes, Deadline deadline) override;
  /// At most `piece_bytes_max` at a time; 0, the end, when there is nothing.
  Result<std::size_t> read_some(MutableByteView space, Deadline deadline) override;

  std::size_t piece_bytes_max = 1000;

 private:
  struct State;
  std::unique_ptr<State> state_;
  TlsPeerLog* log_;
};

}  // namespace mcbin::test
