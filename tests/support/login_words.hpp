// Requests of SASL and users to log in as, for tests with a session or a socket behind them.
#pragma once

#include "support/session_rig.hpp"

#include <string>

namespace mcbin::test {

/// ann may do everything; every password is "secret". The hash is the cheapest that there is.
inline const std::string kCheapHash =
    "$argon2id$v=19$m=8,t=1,p=1$EvsyQNDS938QlEgH5rGyZA$1b+ZwPAj519JRp9YaXN/pVaA+EvwVSYTxyOzo7nyBPM";
inline const std::string kAnn = "ann:" + kCheapHash + ":rw,admin:*\n";

inline std::string plain_message(const std::string& name, const std::string& password,
                                 const std::string& authzid = "") {
  return authzid + std::string(1, '\0') + name + std::string(1, '\0') + password;
}

inline Ask auth_ask(const std::string& name, const std::string& password,
                    const std::string& mechanism = "PLAIN") {
  return {.opcode = codec::Opcode::SaslAuth,
          .key = mechanism,
          .value = plain_message(name, password),
          .opaque = 0x55};
}

}  // namespace mcbin::test
