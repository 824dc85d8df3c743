// One connection's server side: cuts requests from the bytes, executes them in order, queues the
// answers. Does no I/O and keeps nothing of a request once it is answered.
#pragma once

#include "mcbin/base/byte_session.hpp"
#include "mcbin/base/change_keeper.hpp"
#include "mcbin/codec/frame_buffer.hpp"
#include "mcbin/engine/dispatch.hpp"
#include "mcbin/engine/login_gate.hpp"
#include "mcbin/engine/output_queue.hpp"
#include "mcbin/engine/service.hpp"
#include "mcbin/engine/workspace.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace mcbin::engine {

/// Bounds, each per connection: input kept is at most one request (24 + extras + 250 + the item
/// limit) and what one read brings; output is at most output_high_water_bytes and one answer.
///
/// Order: answers leave in the order of the requests. A request that must be refused is answered
/// after its body has been swallowed, so the stream stays in step; where the next frame cannot be
/// found, or the peer broke the shape rules, the answer is followed by the close.
///
/// Where changes are kept: no answer leaves before what it acknowledges is safe, and what will not
/// become safe is never acknowledged: the connection is closed instead.
class Session final : public ByteSession {
 public:
  /// @param service  outlives the session.
  /// @param worker   the index of the thread that will make all calls.
  /// @param peer     who is at the other end; matters where logins are asked for.
  Session(Service& service, std::uint32_t worker, const PeerFacts& peer = {});

  [[nodiscard]] MutableByteView input_space(MutableByteView scratch) override;
  void expect(std::size_t size) override;
  void expect_soon() override;
  void consume(std::size_t size) override;
  void end_of_input() override;
  [[nodiscard]] std::size_t output(std::span<ByteView> pieces) const override;
  void output_sent(std::size_t size) override;
  [[nodiscard]] bool wants_input() const override;
  [[nodiscard]] bool wants_close() const override;
  void output_blocked() override;
  [[nodiscard]] bool suspended() const override;
  void when_resumed(std::function<void()> resume) override;
  [[nodiscard]] bool stranger() const override { return gate_ != nullptr && !gate_->logged_in(); }
  [[nodiscard]] bool idle() const override;
  [[nodiscard]] bool inside_body() const override;
  [[nodiscard]] std::size_t held_bytes() const override;

 private:
  /// What became of the bytes at the front of the input.
  enum class Progress : std::uint8_t { Done, NeedMore };

  /// A refusal that waits until the refused body has been swallowed.
  struct Refusal {
    Echo echo;
    codec::Status status;
  };

  /// What one turn of execute() has done, for the tallies.
  struct Turn {
    TurnTally tally;
    std::uint32_t executed = 0;
    codec::Opcode first_opcode = codec::Opcode::Noop;
    ByteView first_key;  // of the first request
    bool changes = false;
  };

  void execute();
  [[nodiscard]] bool waits_for_keeper() const;
  [[nodiscard]] bool answers_unsafe() const;
  [[nodiscard]] bool has_to_stop(const Planned& planned, Now now);
  [[nodiscard]] codec::Status answer_kept(Context& context, Turn& turn, const Planned& planned);
  void give_up_unsafe();
  [[nodiscard]] bool may_go_on();
  void execute_all(Context& context, Turn& turn);
  void execute_one(Context& context, Turn& turn, const Planned& planned);
  void note_turn(const Context& context, const Turn& turn, std::int64_t started_ns);
  void execute_text(Context& context);
  [[nodiscard]] bool may_execute(std::uint32_t executed) const;
  [[nodiscard]] std::size_t plan() const;
  [[nodiscard]] bool plan_one(ByteView bytes, Planned& planned) const;
  [[nodiscard]] bool over_item_limit(const codec::Header& header) const;
  Progress execute_irregular(Context& context);
  Progress execute_sasl(Context& context, const codec::Header& header);
  void answer_sasl(Context& context, Echo echo, const LoginGate::Outcome& outcome);
  [[nodiscard]] ByteView key_of(const codec::Header& header) const;
  Progress take_wrong_first_byte(Context& context, Byte first);
  Progress refuse_too_large(Context& context, const codec::Header& header);
  Progress refuse_after_body(const codec::Header& header, codec::Status status);
  Progress refuse_and_close(Context& context, const codec::Header& header, codec::Status status);

  Service& service_;
  Counters& counters_;
  RequestTallies& tallies_;
  Workspace& workspace_;
  codec::FrameBuffer input_;
  const Byte* space_ = nullptr;  // what input_space() gave last
  store::Key expected_key_{};    // of expect(); empty: nothing to load
  store::Store::Loaded expected_part_ = store::Store::Loaded::Key;
  OutputQueue out_;
  std::optional<Refusal> refusal_;
  std::unique_ptr<LoginGate> gate_;  // where logins are asked for
  ChangeKeeper* keeper_;             // where changes are kept
  std::uint64_t changed_up_to_ = 0;  // no change of this session has a later sequence
  bool stopped_by_crowd_ = false;    // the next request has to wait for the keeper
  bool more_to_execute_ = false;     // stopped by a bound, not for want of input
  bool input_ended_ = false;
  bool closing_ = false;
  bool began_ = false;  // whether the first request has been looked at
  bool speaks_text_ = false;
};

}  // namespace mcbin::engine
