#include "conformance/session_peer.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mcbin::conformance {

namespace {

constexpr std::size_t kPieces = 4;  // few, so that long outputs take several turns

class SessionPeer final : public Peer {
 public:
  SessionPeer(std::unique_ptr<ByteSession> session, ManualClock& clock)
      : session_(std::move(session)), clock_(clock) {}

  void send(ByteView piece) override {
    if (closed()) return;
    append(unread_, piece);
    drive();
  }

  void between_pieces() override {}

  void end_of_input() override {
    drive();
    session_->end_of_input();
    drive();
  }

  Received receive(ByteVector& into) override {
    if (!output_.empty()) {
      append(into, std::exchange(output_, {}));
      return Received::Bytes;
    }
    return closed() ? Received::Closed : Received::Silence;
  }

  bool keeps_silent() override { return output_.empty() && !closed(); }

  void pass_ms(std::int64_t milliseconds) override { clock_.advance_ms(milliseconds); }

 private:
  [[nodiscard]] bool closed() const { return session_->wants_close(); }

  /// The owner's loop, until the session has taken all input and given all output.
  void drive() {
    take_output();
    while (!closed()) {
      if (!session_->wants_input()) {
        session_->consume(0);
        take_output();
      } else if (!unread_.empty()) {
        feed();
        take_output();
      } else {
        return;
      }
    }
  }

  void feed() {
    const auto scratch = std::make_unique_for_overwrite<Byte[]>(unread_.size());
    const MutableByteView space = session_->input_space({scratch.get(), unread_.size()});
    const std::size_t size = std::min(space.size(), unread_.size());
    copy_bytes(ByteView(unread_).first(size), space);
    unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(size));
    session_->consume(size);
  }

  void take_output() {
    std::array<ByteView, kPieces> pieces;
    while (const std::size_t count = session_->output(pieces)) {
      std::size_t size = 0;
      for (const ByteView piece : std::span(pieces).first(count)) {
        append(output_, piece);
        size += piece.size();
      }
      session_->output_sent(size);
    }
  }

  std::unique_ptr<ByteSession> session_;
  ManualClock& clock_;
  ByteVector unread_;
  ByteVector output_;
};

}  // namespace

std::unique_ptr<Peer> make_session_peer(std::unique_ptr<ByteSession> session, ManualClock& clock) {
  return std::make_unique<SessionPeer>(std::move(session), clock);
}

}  // namespace mcbin::conformance
