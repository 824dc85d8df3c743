// Framing over a ByteStream: everything that can be wrong with an answer before its meaning.
#include "mcbin/client/connection.hpp"

#include "mcbin/client/foreign_answer.hpp"
#include "mcbin/codec/header.hpp"

#include <string>

namespace mcbin::client {

Result<void> Connection::send(ByteView bytes, Deadline deadline) {
  if (!usable_) return fail(Errc::ConnectionClosed, 0, "the connection failed before");
  auto sent = stream_->write_all(bytes, deadline);
  if (!sent) give_up();
  return sent;
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
    const auto checked = check_answer_so_far();
    if (!checked) return tl::unexpected(checked.error());
    switch (codec::next_frame(buffer_.readable(), frame)) {
      case codec::FrameStep::Whole:
        return frame;
      case codec::FrameStep::NeedMore:
        break;
      case codec::FrameStep::BadMagic:  // check_answer_so_far has seen the first byte
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
  const auto size = stream_->read_some(buffer_.space(scratch_), deadline);
  if (!size) return tl::unexpected(size.error());
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
