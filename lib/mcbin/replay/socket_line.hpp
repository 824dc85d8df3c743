// A replayed connection on its socket. Shared by the .cpp files of replay_run only.
#pragma once

#include "mcbin/net/client_loop.hpp"
#include "mcbin/replay/replayed_connection.hpp"

#include <cstdint>
#include <optional>

namespace mcbin::replay {

class SocketLine;

/// Is told when answers have come, and may send more.
class LineOwner {
 public:
  virtual ~LineOwner() = default;
  virtual void on_answers(SocketLine& line, std::int64_t now_ns) = 0;
};

class SocketLine final : public net::ClientTalk {
 public:
  SocketLine(ReplayedConnection connection, LineOwner& owner, const Clock& clock)
      : connection_(std::move(connection)), owner_(owner), clock_(clock) {}

  [[nodiscard]] ReplayedConnection& connection() { return connection_; }
  /// Why it ended, or must.
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }
  /// Nothing is left to send or to wait for.
  [[nodiscard]] bool done() const {
    return trouble_.has_value() || (connection_.next() == nullptr && connection_.in_flight() == 0);
  }
  /// When it was last sent or told something.
  [[nodiscard]] std::int64_t active_ns() const { return active_ns_; }
  void note_active(std::int64_t now_ns) { active_ns_ = now_ns; }

  void give_up(const Error& error) {
    if (trouble_) return;
    trouble_ = error;
    connection_.give_up();
  }

  [[nodiscard]] MutableByteView input_space() override { return connection_.input_space(); }
  void received(std::size_t size) override {
    const std::int64_t now_ns = clock_.steady_ns();
    active_ns_ = now_ns;
    if (trouble_) return;
    if (const auto taken = connection_.received(size, now_ns); !taken) {
      give_up(taken.error());
    } else {
      owner_.on_answers(*this, now_ns);
    }
  }
  [[nodiscard]] ByteView output() const override { return connection_.output(); }
  void sent(std::size_t size) override { connection_.sent(size); }
  void lost(const Error& error) override {
    if (!done()) give_up(error);
  }

 private:
  ReplayedConnection connection_;
  LineOwner& owner_;
  const Clock& clock_;
  std::int64_t active_ns_ = 0;
  std::optional<Error> trouble_;
};

}  // namespace mcbin::replay
