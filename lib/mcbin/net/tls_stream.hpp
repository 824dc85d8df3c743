// The client's side of TLS over any byte stream. Knows no socket: the records go through the stream
// that it is given, with that stream's deadlines.
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/net/tls_context.hpp"

#include <memory>
#include <string>

namespace mcbin::net {

/// Shakes hands over `plain` and returns the stream that encrypts. Unless the context takes
/// anybody, the peer's certificate must be trusted and be for `host`, a name or a numeric address;
/// an empty `host` (a unix socket) is not compared.
///
/// The context may go once this has returned. After any error the stream is useless.
/// @return Errc::ConnectFailed with the reason, or Errc::TimedOut.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> start_tls(std::unique_ptr<ByteStream> plain,
                                                            const TlsContext& context,
                                                            const std::string& host,
                                                            Deadline deadline);

}  // namespace mcbin::net
