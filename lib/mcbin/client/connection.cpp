// Framing over a ByteStream: everything that can be wrong with an answer before its meaning.
#include "mcbin/client/connection.hpp"

#include "mcbin/client/foreign_answer.hpp"
#include "mcbin/codec/header.hpp"

#include <string>
#include <utility>

namespace mcbin::client {

Result<void> Connection::send(ByteView bytes, Deadline deadline) {
  if (!usable_) return fail(Errc::ConnectionClosed, 0, "the connection failed before");
  auto sent = stream_->write_all(bytes, deadline);
  came_at_.reset();
  own_time_ = {};
  if (!sent) give_up();
  return sent;
}

Deadline::duration Connection::own_time() {
  if (!came_at_) return own_time_;
  const Deadline now = Deadline::clock::now();
  own_time_ += now - std::exchange(*came_at_, now);
  return own_time_;
}

Result<codec::Frame> Connection::receive(Deadline deadline) {
  if (!usable_) return fail(Errc::ConnectionClosed, 0, "the connection failed before");
  buffer_.drop(handed_out_);
  handed_out_ = 0;
  auto frame = wait_for_frame(deadline);
  if (frame) {
    handed_out_ = frame->size();
    asked_for_login_ = frame->header.status() == codec::Status::AuthError;
    return frame;
  }
  give_up();
  const Errc code = frame.error().code;
  if (asked_for_login_ && (code == Errc::ConnectionClosed || code == Errc::ReadFailed)) {
    return fail(Errc::LoginRefused, 0, "the server closed the connection for want of a login");
  }
  return frame;
}

Result<codec::Frame> Connection::wait_for_frame(Deadline deadline) {
  codec::Frame frame;
  for (;;) {
    const codec::FrameStep step = codec::next_frame(buffer_.readable(), frame);
    if (step == codec::FrameStep::Whole && codec::is_response(frame.header.magic) &&
        frame.header.body_length <= answer_body_bytes_max_) {
      return frame;
    }
    if (auto checked = check_answer_so_far(); !checked) return tl::unexpected(checked.error());
    switch (step) {
      case codec::FrameStep::NeedMore:
        break;
      case codec::FrameStep::Whole:  // check_answer_so_far has said what is wrong with it
      case codec::FrameStep::BadMagic:
      case codec::FrameStep::BadLengths:
        return fail(Errc::ProtocolViolated, 0,
                    "the server answered with a frame whose lengths contradict each other");
    }
    const auto more = read_more(deadline);
    if (!more) return tl::unexpected(more.error());
  }
}

Result<void> Connection::check_answer_so_far() const {
  const ByteView bytes = buffer_.readable();
  if (bytes.empty()) return {};
  const bool known = codec::known_magic(bytes.front());
  if (!known || !codec::is_response(static_cast<codec::Magic>(bytes.front()))) {
    return fail(Errc::ProtocolViolated, 0, describe_foreign_answer(bytes));
  }
  if (bytes.size() < codec::kHeaderSize) return {};
  const std::uint32_t body_length = codec::load_header(bytes.data()).body_length;
  if (body_length > answer_body_bytes_max_) {
    return fail(Errc::TooLarge, 0,
                "the server announced an answer of " + std::to_string(body_length) +
                    " bytes; the limit is " + std::to_string(answer_body_bytes_max_));
  }
  return {};
}

Result<void> Connection::read_more(Deadline deadline) {
  buffer_.settle();
  const auto size = stream_->read_some(buffer_.space(scratch_), later(deadline, own_time()));
  if (!size) return tl::unexpected(size.error());
  came_at_ = Deadline::clock::now();
  if (*size == 0) {
    return fail(Errc::ConnectionClosed, 0,
                buffer_.readable().empty()
                    ? "the server closed the connection without an answer"
                    : "the server closed the connection in the middle of an answer");
  }
  buffer_.commit(*size);
  return {};
}

}  // namespace mcbin::client
