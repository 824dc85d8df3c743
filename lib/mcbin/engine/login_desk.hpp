// What all connections of one server share about logins, and what a session is told about its peer.
#pragma once

#include "mcbin/auth/logins.hpp"

#include <functional>
#include <string_view>

namespace mcbin::engine {

/// Who is at the other end; views are valid for the call that is given them.
struct PeerFacts {
  std::string_view address;           // "127.0.0.1:54321"
  std::string_view certificate_name;  // the user that a checked certificate names; often empty
};

/// A login that failed. `user` is empty unless there is such a user: what else was sent as a name
/// may be a password in the wrong field.
struct FailedLogin {
  std::string_view address;
  std::string_view user;
};

/// Called from any worker thread.
using FailedLoginSink = std::function<void(const FailedLogin& failed)>;

/// Where connections log in. Outlives them; the logins outlive it.
struct LoginDesk {
  auth::Logins& logins;
  FailedLoginSink sink;
};

}  // namespace mcbin::engine
