// The port between net (sockets, no protocol) and engine (protocol, no sockets), server side.
// net reads, calls consume, writes what output names; the session never blocks and does no I/O.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <functional>
#include <span>

namespace mcbin {

/// One connection's protocol state. All calls come from the thread that owns the connection.
///
/// The loop of the owner, for as long as neither side has closed:
///
///     while (session.wants_input()) { n = read(session.input_space(scratch)); session.consume(n);
///     } while ((count = session.output(pieces)) > 0) session.output_sent(write(pieces[0..count)));
///     if (session.wants_close()) close();
///     else if (session.suspended()) session.when_resumed(...);  // then consume(0)
///     else if (!session.wants_input()) session.consume(0);      // output went out: go on
class ByteSession {
 public:
  virtual ~ByteSession() = default;

  /// Where the next read should go: `scratch` (not empty, the owner's, shared between connections)
  /// or space of the session's own when it already holds a part of a frame. Valid until consume.
  [[nodiscard]] virtual MutableByteView input_space(MutableByteView scratch) = 0;

  /// The next consume() will bring `size` bytes, and they lie in the space already, but others come
  /// first: a chance to begin to load what tells where the things are that these bytes ask for.
  virtual void expect(std::size_t size) = 0;

  /// It comes after the next one: now for the things themselves.
  virtual void expect_soon() = 0;

  /// Takes the first `size` bytes of the space that input_space gave last, executes every frame
  /// that is whole, and keeps nothing of `scratch` afterwards. consume(0) goes on with frames that
  /// wait because output was too large.
  virtual void consume(std::size_t size) = 0;

  /// The peer has sent its last byte (half-close). What was complete is still answered.
  virtual void end_of_input() = 0;

  /// Names the unsent output in order, at most pieces.size() views. Valid until the next call that
  /// is not const.
  /// @return how many views were set; 0 means nothing is waiting to be sent.
  [[nodiscard]] virtual std::size_t output(std::span<ByteView> pieces) const = 0;

  /// The first `size` bytes of the output are on their way.
  virtual void output_sent(std::size_t size) = 0;

  /// What output() names cannot be sent for now: it should take no more memory than it needs.
  virtual void output_blocked() = 0;

  /// Whether reading more makes sense now: false under back-pressure and once closing.
  [[nodiscard]] virtual bool wants_input() const = 0;

  /// Whether the connection is to be closed as soon as the output is empty.
  [[nodiscard]] virtual bool wants_close() const = 0;

  /// Whether the session waits for an answer from elsewhere, not from its peer. It then wants no
  /// input, and consume(0) changes nothing.
  [[nodiscard]] virtual bool suspended() const { return false; }

  /// While suspended: has `resume` called once it is worth to go on with consume(0); from any
  /// thread, also at once, also after the session has gone.
  virtual void when_resumed(std::function<void()> resume) { resume(); }

  /// Whether the peer has to say who it is before it is served, and has not.
  [[nodiscard]] virtual bool stranger() const { return false; }

  /// Whether the session is between two commands: nothing half received, nothing unsent.
  [[nodiscard]] virtual bool idle() const = 0;

  /// Whether a request has begun whose fixed first part is whole, and whose rest is not.
  [[nodiscard]] virtual bool inside_body() const = 0;

  /// Bytes that the session keeps between two calls: input that is not executed, output that is not
  /// sent. 0 when idle; its buffers are at most twice as large.
  [[nodiscard]] virtual std::size_t held_bytes() const = 0;
};

}  // namespace mcbin
