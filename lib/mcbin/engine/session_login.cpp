// What a session does where logins are asked for: the requests of SASL, and what came of a login.
#include "mcbin/auth/plain_message.hpp"
#include "mcbin/codec/request.hpp"
#include "mcbin/engine/session.hpp"

namespace mcbin::engine {

using codec::Header;
using codec::kHeaderSize;
using codec::Status;

/// A request of SASL at the front of the input.
Session::Progress Session::execute_sasl(Context& context, const Header& header) {
  if (header.key_length > kMechanismBytesMax) {
    gate_->log_out();
    return refuse_after_body(header, Status::InvalidArguments);
  }
  if (header.value_length() > auth::kPlainMessageBytesMax) {
    const bool last = gate_->refuse(counters_).close;
    return last ? refuse_and_close(context, header, Status::AuthError)
                : refuse_after_body(header, Status::AuthError);
  }
  const ByteView bytes = input_.readable();
  if (bytes.size() < header.frame_length()) return Progress::NeedMore;
  const codec::Frame request =
      codec::split_body(header, bytes.subspan(kHeaderSize, header.body_length));
  const LoginGate::Outcome outcome = gate_->execute(request, counters_);
  input_.wipe_front(request.size());
  input_.drop(request.size());
  if (outcome.suspended) {
    more_to_execute_ = true;
    return Progress::NeedMore;
  }
  answer_sasl(context, Echo(header), outcome);
  return Progress::Done;
}

void Session::answer_sasl(Context& context, Echo echo, const LoginGate::Outcome& outcome) {
  tallies_.count(echo.opcode, outcome.status);
  if (outcome.status == Status::Ok) {
    answer_value(out_, echo, 0, as_bytes(outcome.value));
  } else {
    answer_error(out_, echo, outcome.status, outcome.value);
  }
  context.close = context.close || outcome.close;
}

}  // namespace mcbin::engine
