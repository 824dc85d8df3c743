#include "cmd/server_login.hpp"

#include "cmd/terminal_text.hpp"

namespace mcbin::cmd {

Result<void> log_in(client::Client& client, const ServerAddress& server, Deadline deadline) {
  const auto answer = client.login_plain(server.username, server.password, deadline);
  if (!answer) return tl::unexpected(answer.error());
  const std::string name = net::endpoint_text(server.endpoint);
  switch (answer->status) {
    case codec::Status::Ok:
    case codec::Status::UnknownCommand:  // knows no logins, so it needs none
      return {};
    case codec::Status::AuthError:
      return fail(Errc::LoginRefused, 0,
                  name + " refused the login of " + quoted_key(server.username) +
                      " (wrong name or password, or no such user; try: mcbin auth-test)");
    case codec::Status::AuthContinue:
      return fail(Errc::LoginRefused, 0,
                  name + " wants more than a password for the login of " +
                      quoted_key(server.username) + " (see what it offers: mcbin mechs)");
    default:
      return fail(
          Errc::LoginRefused, 0,
          name + " refused the login of " + quoted_key(server.username) + ": " + answer->message);
  }
}

}  // namespace mcbin::cmd
