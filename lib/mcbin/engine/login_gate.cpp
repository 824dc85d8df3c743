#include "mcbin/engine/login_gate.hpp"

#include "mcbin/auth/plain_message.hpp"
#include "mcbin/engine/dispatch.hpp"
#include "mcbin/engine/statistics.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::engine {

namespace {

using codec::Opcode;
using codec::Status;

constexpr std::string_view kMechanism = "PLAIN";
constexpr std::string_view kAuthenticatedText = "Authenticated";
constexpr std::string_view kBusyText = "Too many logins at once.";

/// Compares the whole name, in any case: "PLAIN" and what follows a NUL is another mechanism.
bool is_plain(ByteView mechanism) {
  constexpr int kToUpper = 'a' - 'A';
  return std::equal(
      mechanism.begin(), mechanism.end(), kMechanism.begin(), kMechanism.end(),
      [](Byte given, char known) { return given == known || given == known + kToUpper; });
}

}  // namespace

LoginGate::LoginGate(LoginDesk& desk, const PeerFacts& peer)
    : desk_(desk),
      address_(peer.address),
      source_(auth::failure_source(peer.address)),
      generation_(desk.logins.generation()) {
  if (peer.certificate_name.empty()) return;
  auto user = desk.logins.table()->find(peer.certificate_name);
  if (user != nullptr) login_ = auth::Login{.user = std::move(user), .hash = {}};
}

void LoginGate::begin_turn() {
  const std::uint64_t generation = desk_.logins.generation();
  if (generation == generation_) return;
  generation_ = generation;
  if (login_) login_ = desk_.logins.table()->renew(*login_);
}

bool LoginGate::asks_login_first(Opcode opcode) const {
  return !logged_in() && opcode != Opcode::Version && opcode != Opcode::SaslListMechs &&
         opcode != Opcode::SaslAuth && opcode != Opcode::SaslStep;
}

bool LoginGate::allows(Opcode opcode, ByteView key) const {
  if (!logged_in()) return opcode == Opcode::Version;
  const auth::User& user = *login_->user;
  if (opcode == Opcode::Stat) {
    return !is_for_admins(as_text(key)) || user.rights.include(auth::Rights::admin());
  }
  return user.rights.include(needed_rights(opcode)) && (key.empty() || user.owns(key));
}

void LoginGate::log_out() {
  login_.reset();
  step_expected_ = false;
}

LoginGate::Outcome LoginGate::execute(const codec::Frame& request, Counters& counters) {
  const Opcode opcode = request.header.opcode;
  if (opcode == Opcode::SaslListMechs) return {.value = kMechanism};
  counters.add(Count::AuthCmds);
  // Whatever comes of it, the login that was is over; a later one starts from nothing.
  const bool step_expected = step_expected_;
  log_out();
  if (!is_plain(request.key)) return failure(counters, {});
  if (opcode == Opcode::SaslStep && !step_expected) return failure(counters, {});
  if (opcode == Opcode::SaslAuth && request.value.empty()) {
    step_expected_ = true;
    return {.status = Status::AuthContinue};
  }
  return check(request, counters);
}

LoginGate::Outcome LoginGate::check(const codec::Frame& request, Counters& counters) {
  const auto message = auth::parse_plain(request.value);
  if (!message) return failure(counters, {});
  if (auto login = desk_.logins.recall(message->name, message->password)) {
    return success(std::move(*login));
  }
  attempt_ = desk_.logins.begin(message->name, message->password, source_);
  if (attempt_ == nullptr) {
    counters.add(Count::AuthBusy);
    return {.status = Status::TemporaryFailure, .value = kBusyText};
  }
  pending_echo_ = Echo(request.header);
  return {.suspended = true};
}

LoginGate::Outcome LoginGate::finish(Counters& counters) {
  const auto attempt = std::exchange(attempt_, nullptr);
  auto login = attempt->result();
  // It may be of a table that has been replaced meanwhile.
  if (login) login = desk_.logins.table()->renew(*login);
  if (login) return success(std::move(*login));
  desk_.logins.note_failure(source_);
  return failure(counters, attempt->name());
}

LoginGate::Outcome LoginGate::success(auth::Login login) {
  login_ = std::move(login);
  failures_ = 0;
  return {.value = kAuthenticatedText};
}

LoginGate::Outcome LoginGate::failure(Counters& counters, std::string_view name) {
  counters.add(Count::AuthErrors);
  log_out();
  ++failures_;
  if (desk_.sink) {
    const bool known = !name.empty() && desk_.logins.table()->find(name) != nullptr;
    desk_.sink({.address = address_, .user = known ? name : std::string_view{}});
  }
  return {.status = Status::AuthError,
          .value = codec::status_text(Status::AuthError),
          .close = failures_ >= kLoginFailuresMax};
}

}  // namespace mcbin::engine
