// The channel of a connection over TLS. Shared by the .cpp files of net only.
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/net/channel.hpp"
#include "mcbin/net/tls_context.hpp"
#include "mcbin/net/tls_server_context.hpp"

#include <memory>
#include <string>

namespace mcbin::net {

/// Bytes over `socket`, which does not block, in the records of TLS. The context may go once this
/// has returned. Throws std::bad_alloc.
[[nodiscard]] std::unique_ptr<Channel> make_tls_channel(Descriptor socket,
                                                        const TlsServerContext& context);

/// The client's side: shakes hands, waiting no longer than `deadline`, and demands of the server
/// what start_tls() does. `socket` does not block.
/// @return Errc::ConnectFailed with the reason, or Errc::TimedOut. Throws std::bad_alloc.
[[nodiscard]] Result<std::unique_ptr<Channel>> connect_tls_channel(Descriptor socket,
                                                                   const TlsContext& context,
                                                                   const std::string& host,
                                                                   Deadline deadline);

}  // namespace mcbin::net
