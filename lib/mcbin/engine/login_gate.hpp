// What one connection may do while the server asks for logins: who has logged in, SASL PLAIN, and
// the verdict on each request. A server without users has no gate.
// Spec: SASLAuthProtocol; answers are memcached's, see lib/README.md for where they are not.
#pragma once

#include "mcbin/auth/logins.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/engine/answer.hpp"
#include "mcbin/engine/counters.hpp"
#include "mcbin/engine/login_desk.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::engine {

/// Longest name of a mechanism that is looked at; a longer one answers 4.
inline constexpr std::size_t kMechanismBytesMax = 32;

/// The connection is closed with this failure.
inline constexpr std::uint32_t kLoginFailuresMax = 3;

/// Used on the session's thread.
class LoginGate {
 public:
  /// @param desk  outlives the gate.
  /// @param peer  for the log; who the peer's certificate says it is, is logged in from the start.
  LoginGate(LoginDesk& desk, const PeerFacts& peer);

  [[nodiscard]] bool logged_in() const { return login_.has_value(); }

  /// At the start of a turn: whether the users have changed, and this one with them.
  void begin_turn();

  /// Whether a request of this opcode has to wait for a login.
  [[nodiscard]] bool asks_login_first(codec::Opcode opcode) const;

  /// Whether the request may be executed. Not for the opcodes of SASL.
  [[nodiscard]] bool allows(codec::Opcode opcode, ByteView key) const;

  /// What came of a request of SASL.
  struct Outcome {
    codec::Status status = codec::Status::Ok;
    std::string_view value;  // of the answer; for errors their usual text
    bool suspended = false;  // no answer yet: see finished()
    bool close = false;      // after the answer
  };

  /// LIST_MECHS, AUTH or STEP. A password that has to be hashed suspends the session.
  [[nodiscard]] Outcome execute(const codec::Frame& request, Counters& counters);

  /// Whoever was logged in no longer is.
  void log_out();

  /// A request of SASL whose body is longer than any that can be good.
  [[nodiscard]] Outcome refuse(Counters& counters) { return failure(counters, {}); }

  /// Whether a password is being checked.
  [[nodiscard]] bool pending() const { return attempt_ != nullptr; }
  [[nodiscard]] bool pending_finished() const { return attempt_->finished(); }
  [[nodiscard]] Echo pending_echo() const { return *pending_echo_; }
  void when_finished(std::function<void()> resume) { attempt_->when_finished(std::move(resume)); }

  /// Takes the finished check.
  [[nodiscard]] Outcome finish(Counters& counters);

 private:
  [[nodiscard]] Outcome check(const codec::Frame& request, Counters& counters);
  [[nodiscard]] Outcome success(auth::Login login);
  [[nodiscard]] Outcome failure(Counters& counters, std::string_view name);

  LoginDesk& desk_;
  const std::string address_;
  const std::string source_;  // what failures are counted by
  std::uint64_t generation_;
  std::optional<auth::Login> login_;
  std::shared_ptr<auth::LoginAttempt> attempt_;
  std::optional<Echo> pending_echo_;
  std::uint32_t failures_ = 0;
  bool step_expected_ = false;  // AUTH has come without the message
};

}  // namespace mcbin::engine
