// What a session does where changes are kept: it waits for the disk, with its answers or before the
// next change, and never acknowledges what may be lost.
#include "mcbin/engine/session.hpp"

#include <utility>

namespace mcbin::engine {

bool Session::suspended() const {
  return (gate_ != nullptr && gate_->pending() && !gate_->pending_finished()) || waits_for_keeper();
}

void Session::when_resumed(std::function<void()> resume) {
  if (gate_ != nullptr && gate_->pending()) return gate_->when_finished(std::move(resume));
  if (answers_unsafe()) return keeper_->when_safe(changed_up_to_, std::move(resume));
  if (keeper_ != nullptr) return keeper_->when_roomy(std::move(resume));
  resume();
}

/// Whether answers wait that acknowledge what is not safe.
bool Session::answers_unsafe() const {
  return keeper_ != nullptr && out_.size() > 0 && changed_up_to_ > keeper_->safe();
}

/// Whether the keeper will say when to go on.
bool Session::waits_for_keeper() const {
  if (keeper_ == nullptr || !keeper_->accepting()) return false;
  return answers_unsafe() || (stopped_by_crowd_ && keeper_->crowded(service_.clock().now()));
}

/// Whether a request has to wait until the disk has caught up.
bool Session::has_to_stop(const Planned& planned, Now now) {
  if (!keeper_->crowded(now) || !keeper_->accepting()) return false;
  if (!changes_items(planned.request.header.opcode)) return false;
  stopped_by_crowd_ = more_to_execute_ = true;
  return true;
}

/// Runs the handler of a request, unless it would make a change that cannot be kept.
codec::Status Session::answer_kept(Context& context, Turn& turn, const Planned& planned) {
  const Request& request = planned.request;
  if (changes_items(request.header.opcode)) {
    if (!keeper_->accepting()) {
      return answer_status(context, request, codec::Status::OutOfMemory, 0);
    }
    turn.changes = true;
  }
  return planned.handler(context, request);
}

/// Nobody knows what a start would find: the peer is told nothing, as after a crash.
void Session::give_up_unsafe() {
  out_.drop(out_.size());
  input_.drop(input_.readable().size());
  closing_ = true;
  more_to_execute_ = false;
}

/// Whether execute() may begin: the keeper is not waited for, and nothing unsent acknowledges
/// changes.
bool Session::may_go_on() {
  if (waits_for_keeper()) return false;
  if (answers_unsafe()) {
    give_up_unsafe();
    return false;
  }
  stopped_by_crowd_ = false;
  if (out_.size() == 0) return true;
  // What has become safe is sent before more is done that is not.
  if (!closing_) more_to_execute_ = true;
  return false;
}

}  // namespace mcbin::engine
