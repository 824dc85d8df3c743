#include "mcbin/engine/session.hpp"

#include "mcbin/codec/request.hpp"

namespace mcbin::engine {

namespace {

using codec::Header;
using codec::kHeaderSize;
using codec::Opcode;
using codec::Shape;
using codec::Status;

/// Whether the body carries a value to keep, and so may be as long as the item limit.
constexpr bool carries_value(Opcode opcode) {
  return codec::opcode_info(opcode).value == codec::Part::May;
}

}  // namespace

Session::Session(Service& service, std::uint32_t worker)
    : service_(service), counters_(service.counters(worker)) {}

MutableByteView Session::input_space(MutableByteView scratch) {
  return input_.space(scratch);
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
  return out_.pieces(pieces);
}

void Session::output_sent(std::size_t size) {
  out_.drop(size);
}

bool Session::wants_input() const {
  return !closing_ && !input_ended_ && !more_to_execute_;
}

bool Session::wants_close() const {
  return closing_;
}

bool Session::idle() const {
  return input_.readable().empty() && input_.swallowing() == 0 && !refusal_.has_value() &&
         out_.size() == 0;
}

void Session::execute() {
  more_to_execute_ = false;
  if (closing_) return;
  store::Store::Turn turn(service_.store());
  Context context{
      .service = service_, .counters = counters_, .out = out_, .now = service_.clock().now()};
  const Settings& settings = service_.settings();
  for (std::uint32_t executed = 0;; ++executed) {
    if (executed >= settings.requests_per_event ||
        out_.size() >= settings.output_high_water_bytes) {
      more_to_execute_ = true;
      return;
    }
    if (execute_next(context) == Progress::NeedMore) break;
    if (context.close) break;
  }
  closing_ = context.close || input_ended_;
  if (closing_) input_.drop(input_.readable().size());
}

Session::Progress Session::execute_next(Context& context) {
  if (refusal_.has_value()) {
    if (input_.swallowing() > 0) return Progress::NeedMore;
    answer_error(out_, refusal_->echo, refusal_->status);
    refusal_.reset();
    return Progress::Done;
  }
  const ByteView bytes = input_.readable();
  if (bytes.empty()) return Progress::NeedMore;
  if (bytes[0] != static_cast<Byte>(codec::Magic::Request)) {
    counters_.add(Count::MalformedRequests);
    context.close = true;  // what is queued is still sent
    return Progress::Done;
  }
  if (bytes.size() < kHeaderSize) return Progress::NeedMore;
  const Header header = codec::load_header(bytes.data());
  switch (codec::check_shape(header)) {
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
  const Handler handler = find_handler(header.opcode);
  if (handler == nullptr) return refuse_after_body(header, Status::UnknownCommand);
  if (carries_value(header.opcode) && std::uint64_t{header.key_length} + header.value_length() >
                                          service_.settings().item_bytes_max) {
    return refuse_too_large(context, header);
  }
  return execute_whole(context, header, handler);
}

Session::Progress Session::execute_whole(Context& context, const Header& header, Handler handler) {
  const ByteView bytes = input_.readable();
  if (bytes.size() < header.frame_length()) return Progress::NeedMore;
  const codec::Frame request =
      codec::split_body(header, bytes.subspan(kHeaderSize, header.body_length));
  handler(context, request);
  input_.drop(request.size());
  return Progress::Done;
}

Session::Progress Session::refuse_too_large(Context& context, const Header& header) {
  const std::size_t key_at = kHeaderSize + header.extras_length;
  const ByteView bytes = input_.readable();
  if (bytes.size() < key_at + header.key_length) return Progress::NeedMore;
  note_too_large(context, header, bytes.subspan(key_at, header.key_length));
  return refuse_after_body(header, Status::TooLarge);
}

Session::Progress Session::refuse_after_body(const Header& header, Status status) {
  if (status == Status::UnknownCommand) counters_.add(Count::MalformedRequests);
  refusal_ = Refusal{.echo = Echo(header), .status = status};
  input_.drop(header.frame_length());
  return Progress::Done;
}

Session::Progress Session::refuse_and_close(Context& context, const Header& header, Status status) {
  counters_.add(Count::MalformedRequests);
  answer_error(out_, Echo(header), status);
  context.close = true;
  return Progress::Done;
}

}  // namespace mcbin::engine
