// The channel of a connection over TLS. Shared by the .cpp files of net only.
#pragma once

#include "mcbin/net/channel.hpp"
#include "mcbin/net/tls_server_context.hpp"

#include <memory>

namespace mcbin::net {

/// Bytes over `socket`, which does not block, in the records of TLS. The context may go once this
/// has returned. Throws std::bad_alloc.
[[nodiscard]] std::unique_ptr<Channel> make_tls_channel(Descriptor socket,
                                                        const TlsServerContext& context);

}  // namespace mcbin::net
