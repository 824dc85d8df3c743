// Logging in to a server, and what to tell when it does not let us in.
#pragma once

#include "cmd/server_list.hpp"
#include "mcbin/base/byte_stream.hpp"
#include "mcbin/client/client.hpp"

namespace mcbin::cmd {

/// Logs in with the user name and the password of `server`; a server that knows no logins needs
/// none.
/// @return Errc::LoginRefused with a sentence that names the server; as Client::login_plain().
[[nodiscard]] Result<void> log_in(client::Client& client, const ServerAddress& server,
                                  Deadline deadline);

}  // namespace mcbin::cmd
