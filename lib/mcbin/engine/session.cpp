#include "mcbin/engine/session.hpp"

#include "mcbin/codec/request.hpp"
#include "mcbin/engine/text_commands.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace mcbin::engine {

namespace {

using codec::Header;
using codec::kHeaderSize;
using codec::Opcode;
using codec::Shape;
using codec::Status;
using Loaded = store::Store::Loaded;

constexpr std::int64_t kNsPerUs = 1000;
constexpr std::int64_t kNsPerMs = 1'000'000;

/// Whether the body carries a value to keep, and so may be as long as the item limit.
constexpr bool carries_value(Opcode opcode) {
  return codec::opcode_info(opcode).value == codec::Part::May;
}

constexpr bool is_sasl(Opcode opcode) {
  return opcode == Opcode::SaslListMechs || opcode == Opcode::SaslAuth ||
         opcode == Opcode::SaslStep;
}

}  // namespace

Session::Session(Service& service, std::uint32_t worker, const PeerFacts& peer)
    : service_(service),
      counters_(service.counters(worker)),
      tallies_(service.tallies(worker)),
      workspace_(service.workspace(worker)),
      out_(workspace_.spare_output),
      keeper_(service.keeper()) {
  if (LoginDesk* const desk = service.login_desk())
    gate_ = std::make_unique<LoginGate>(*desk, peer);
}

MutableByteView Session::input_space(MutableByteView scratch) {
  const MutableByteView space = input_.space(scratch);
  space_ = space.data();
  return space;
}

/// The key of one request alone, as most reads bring it; a batch is planned well enough later.
void Session::expect(std::size_t size) {
  expected_key_ = {};
  if (size < kHeaderSize || !input_.readable().empty()) return;
  const Header header = codec::load_header(space_);
  if (!header.lengths_agree() || header.frame_length() != size || header.key_length == 0) return;
  const ByteView key(space_ + kHeaderSize + header.extras_length, header.key_length);
  expected_key_ = service_.store().key(key);
  expected_part_ = header.value_length() > 0 ? Loaded::Key : Loaded::Value;
  service_.store().prefetch(expected_key_);
}

void Session::expect_soon() {
  if (expected_key_.bytes.empty()) return;
  const store::Store::Turn turn(service_.store());
  service_.store().prefetch_item(expected_key_, expected_part_);
}

void Session::consume(std::size_t size) {
  if (size > 0) input_.commit(size);
  execute();
  input_.settle();
}

void Session::end_of_input() {
  input_ended_ = true;
  consume(0);
}

std::size_t Session::output(std::span<ByteView> pieces) const {
  return answers_unsafe() ? 0 : out_.pieces(pieces);
}

void Session::output_sent(std::size_t size) {
  out_.drop(size);
}

void Session::output_blocked() {
  out_.settle();
}

bool Session::wants_input() const {
  return !closing_ && !input_ended_ && !more_to_execute_ && !answers_unsafe();
}

bool Session::wants_close() const {
  return closing_ && !answers_unsafe();
}

bool Session::idle() const {
  return !more_to_execute_ && input_.readable().empty() && input_.swallowing() == 0 &&
         !refusal_.has_value() && out_.size() == 0;
}

bool Session::inside_body() const {
  return input_.readable().size() >= kHeaderSize || input_.swallowing() > 0;
}

std::size_t Session::held_bytes() const {
  return input_.readable().size() + out_.size();
}

void Session::execute() {
  if (keeper_ != nullptr && !may_go_on()) return;
  more_to_execute_ = false;
  if (closing_) return;
  if (gate_ != nullptr) {
    more_to_execute_ = suspended();
    if (more_to_execute_) return;
    gate_->begin_turn();
  }
  store::Store::Turn store_turn(service_.store());
  // One reading of each clock is enough: they take as long as a good part of a look-up.
  const std::int64_t started_ns = service_.clock().steady_ns();
  Context context{
      .service = service_,
      .counters = counters_,
      .out = out_,
      .now = {.steady_ms = started_ns / kNsPerMs, .wall_ms = service_.clock().wall_ms()}};
  Turn turn;
  execute_all(context, turn);
  if (turn.executed > 0) note_turn(context, turn, started_ns);
  if (turn.changes && keeper_ != nullptr) changed_up_to_ = keeper_->told();
  closing_ = context.close || (input_ended_ && !more_to_execute_);
  if (closing_) input_.drop(input_.readable().size());
}

/// Executes until the input has no whole request left, a bound is reached, or the end has come.
void Session::execute_all(Context& context, Turn& turn) {
  if (gate_ != nullptr && gate_->pending()) {
    const Echo echo = gate_->pending_echo();
    answer_sasl(context, echo, gate_->finish(counters_));
  }
  while (!context.close) {
    if (speaks_text_) return execute_text(context);
    if (!may_execute(turn.executed)) {
      more_to_execute_ = true;
      return;
    }
    const std::size_t count = plan();
    if (count == 0 && execute_irregular(context) == Progress::NeedMore) return;
    began_ = true;
    std::size_t done_bytes = 0;
    for (std::size_t at = 0; at < count && may_execute(turn.executed) && !context.close; ++at) {
      if (keeper_ != nullptr && has_to_stop(workspace_.plan[at], context.now)) break;
      execute_one(context, turn, workspace_.plan[at]);
      done_bytes += workspace_.plan[at].request.size();
    }
    input_.drop(done_bytes);
    if (stopped_by_crowd_) return;
    if (input_.readable().empty() && !refusal_.has_value()) return;
  }
}

void Session::execute_one(Context& context, Turn& turn, const Planned& planned) {
  const Request& request = planned.request;
  const Opcode opcode = request.header.opcode;
  const std::size_t queued_before = out_.size();
  tallies_.count(opcode, keeper_ == nullptr ? planned.handler(context, request)
                                            : answer_kept(context, turn, planned));
  turn.tally.add(opcode);
  if (turn.executed++ == 0) {
    turn.first_opcode = opcode;
    turn.first_key = request.key;
  }
  const std::uint64_t bytes = std::max(request.size(), out_.size() - queued_before);
  if (bytes >= service_.settings().large_request_bytes) {
    service_.notable().record({.reason = NotableRequest::Reason::Large,
                               .wall_ms = context.now.wall_ms,
                               .opcode = opcode,
                               .key = std::string(as_text(request.key)),
                               .bytes = bytes});
  }
}

void Session::note_turn(const Context& context, const Turn& turn, std::int64_t started_ns) {
  const std::int64_t took_ns = service_.clock().steady_ns() - started_ns;
  tallies_.time(turn.tally, static_cast<std::uint64_t>(took_ns));
  const auto took_us = static_cast<std::uint64_t>(took_ns / kNsPerUs);
  if (took_us < service_.settings().slow_request_us) return;
  service_.notable().record({.reason = NotableRequest::Reason::Slow,
                             .wall_ms = context.now.wall_ms,
                             .opcode = turn.first_opcode,
                             .key = std::string(as_text(turn.first_key)),
                             .microseconds = took_us,
                             .requests = turn.executed});
}

/// Executes the lines that have come. Each may write much, so the output's bound holds between
/// them.
void Session::execute_text(Context& context) {
  while (!context.close) {
    if (out_.size() >= service_.settings().output_high_water_bytes) {
      more_to_execute_ = true;
      return;
    }
    const std::string_view text = as_text(input_.readable());
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos && text.size() <= kTextLineMax) return;
    if (end > kTextLineMax) return refuse_text(context);
    execute_text_line(context, text.substr(0, end));
    input_.drop(end + 1);
  }
}

bool Session::may_execute(std::uint32_t executed) const {
  const Settings& settings = service_.settings();
  return executed < settings.requests_per_event && out_.size() < settings.output_high_water_bytes;
}

/// Plans the requests at the front of the input that are ready to run.
/// @return how many; 0 when the first one needs a closer look.
std::size_t Session::plan() const {
  if (refusal_.has_value()) return 0;
  const std::span<Planned> planned = workspace_.plan;
  ByteView bytes = input_.readable();
  std::size_t count = 0;
  while (count < planned.size() && plan_one(bytes, planned[count])) {
    bytes = bytes.subspan(planned[count++].request.size());
  }
  if (count <= 1) return count;  // what one needs would not be there any sooner
  const store::Store& store = service_.store();
  const auto with_key = [&](auto action) {
    for (const Planned& next : planned.first(count)) {
      if (!next.request.key.empty()) action(next.request);
    }
  };
  with_key([&](const Request& request) { store.prefetch(request.stored_key); });
  with_key([&](const Request& request) {
    store.prefetch_item(request.stored_key, request.value.empty() ? Loaded::Value : Loaded::Key);
  });
  return count;
}

/// @return whether a whole, good request is at the front of `bytes`.
bool Session::plan_one(ByteView bytes, Planned& planned) const {
  if (bytes.size() < kHeaderSize) return false;
  if (bytes[0] != static_cast<Byte>(codec::Magic::Request)) return false;
  const Header header = codec::load_header(bytes.data());
  if (bytes.size() < header.frame_length()) return false;
  if (codec::check_shape(header) != Shape::Good) return false;
  planned.handler = find_handler(header.opcode);
  if (planned.handler == nullptr || over_item_limit(header)) return false;
  Request& request = planned.request;
  static_cast<codec::Frame&>(request) =
      codec::split_body(header, bytes.subspan(kHeaderSize, header.body_length));
  if (gate_ != nullptr && !gate_->allows(header.opcode, request.key)) return false;
  request.stored_key = {};
  if (header.key_length > 0) request.stored_key = service_.store().key(request.key);
  return true;
}

/// Whether the body is more than what the item limit lets in.
bool Session::over_item_limit(const Header& header) const {
  return carries_value(header.opcode) && std::uint64_t{header.key_length} + header.value_length() >
                                             service_.settings().item_bytes_max;
}

/// Deals with what is no whole, good request at the front of the input.
Session::Progress Session::execute_irregular(Context& context) {
  if (refusal_.has_value()) {
    if (input_.swallowing() > 0) return Progress::NeedMore;
    answer_error(out_, refusal_->echo, refusal_->status);
    refusal_.reset();
    return Progress::Done;
  }
  const ByteView bytes = input_.readable();
  if (bytes.empty()) return Progress::NeedMore;
  if (bytes[0] != static_cast<Byte>(codec::Magic::Request)) {
    return take_wrong_first_byte(context, bytes[0]);
  }
  began_ = true;
  if (bytes.size() < kHeaderSize) return Progress::NeedMore;
  const Header header = codec::load_header(bytes.data());
  const Shape shape = codec::check_shape(header);
  const bool in_step = shape != Shape::LengthsContradict && shape != Shape::BodyTooLong;
  if (gate_ != nullptr && in_step && gate_->asks_login_first(header.opcode)) {
    return refuse_and_close(context, header, Status::AuthError);
  }
  switch (shape) {
    case Shape::Good:
      break;
    case Shape::UnknownOpcode:
      return refuse_after_body(header, Status::UnknownCommand);
    case Shape::LengthsContradict:
      return refuse_and_close(context, header, Status::UnknownCommand);
    case Shape::BodyTooLong:
    case Shape::KeyTooLong:
    case Shape::BadParts:
      return refuse_and_close(context, header, Status::InvalidArguments);
  }
  if (gate_ != nullptr && is_sasl(header.opcode)) return execute_sasl(context, header);
  if (find_handler(header.opcode) == nullptr) {
    return refuse_after_body(header, Status::UnknownCommand);
  }
  if (gate_ != nullptr) {
    if (bytes.size() < kHeaderSize + header.extras_length + header.key_length) {
      return Progress::NeedMore;
    }
    if (!gate_->allows(header.opcode, key_of(header))) {
      counters_.add(Count::AuthDenied);
      return refuse_after_body(header, Status::AuthError);
    }
  }
  return over_item_limit(header) ? refuse_too_large(context, header) : Progress::NeedMore;
}

/// The key of the request at the front, all of which has come.
ByteView Session::key_of(const Header& header) const {
  return input_.readable().subspan(kHeaderSize + header.extras_length, header.key_length);
}

/// A frame cannot begin with `first`: another protocol, or a stream out of step.
Session::Progress Session::take_wrong_first_byte(Context& context, Byte first) {
  const bool text = !began_ && begins_text(first);
  if (text && service_.settings().protocol == Protocol::Auto && gate_ == nullptr) {
    speaks_text_ = true;
    return Progress::Done;
  }
  counters_.add(Count::MalformedRequests);
  if (text) refuse_text(context);
  context.close = true;  // what is queued is still sent
  return Progress::Done;
}

Session::Progress Session::refuse_too_large(Context& context, const Header& header) {
  const std::size_t key_end = kHeaderSize + header.extras_length + header.key_length;
  if (input_.readable().size() < key_end) return Progress::NeedMore;
  if (keeper_ == nullptr || keeper_->accepting()) {
    note_too_large(context, header, key_of(header));
    if (keeper_ != nullptr) changed_up_to_ = keeper_->told();
  }
  return refuse_after_body(header, Status::TooLarge);
}

Session::Progress Session::refuse_after_body(const Header& header, Status status) {
  if (status == Status::UnknownCommand) counters_.add(Count::MalformedRequests);
  tallies_.count(header.opcode, status);
  refusal_ = Refusal{.echo = Echo(header), .status = status};
  input_.drop(header.frame_length());
  return Progress::Done;
}

Session::Progress Session::refuse_and_close(Context& context, const Header& header, Status status) {
  counters_.add(status == Status::AuthError ? Count::AuthDenied : Count::MalformedRequests);
  tallies_.count(header.opcode, status);
  answer_error(out_, Echo(header), status);
  context.close = true;
  return Progress::Done;
}

}  // namespace mcbin::engine
