// Which answer belongs to which request of one connection: in order of the requests, by opcode and
// opaque together, since many clients send the same opaque with all of them; where the answer
// carries the key, by that, too. Also what a quiet request that stays without an answer means.
// Spec: protocol-binary section 4.1 (quiet requests), 4.10 (STAT's series of answers).
#pragma once

#include "mcbin/base/function_ref.hpp"
#include "mcbin/codec/placed_frame.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mcbin::codec {

/// What became of an earlier request.
struct Resolution {
  std::uint64_t request = 0;  // its number
  PairInfo pair;
};

/// The requests of one sender that wait for answers. Not for two threads at once.
///
///     pairing.request(frame, place, resolved);                  // each request as it is whole
///     PairInfo pair = pairing.answer(frame, place, resolved);   // each answer
///     pairing.close(Outcome::Unanswered, resolved);            // the connection ends
///
/// `resolved` hears once about every request, at the latest in close().
class Pairing {
 public:
  /// Requests that wait at once; the oldest is given up as Undecided when there are more.
  static constexpr std::size_t kOpenMax = 16384;
  /// Answers to later requests after which a loud request counts as Unanswered.
  static constexpr std::uint32_t kOvertakenMax = 1024;

  using OnResolved = FunctionRef<void(const Resolution&)>;

  /// `frame` is a request that stands at `place`. Its header must be whole.
  void request(const ScannedFrame& frame, const FramePlace& place, OnResolved resolved);

  /// `frame` is an answer with a whole header. One that carries a key answers no request for
  /// another. @return its request, or a pair without a number when there is none.
  [[nodiscard]] PairInfo answer(const ScannedFrame& frame, const FramePlace& place,
                                OnResolved resolved);

  /// Frames may have been lost: pairs are uncertain until everything that waits is answered.
  void mark_gap() { uncertain_ = true; }

  /// No answer will come any more: loud requests end with `loud`, quiet ones with Open (or with
  /// `loud` when that is OneWay).
  void close(Outcome loud, OnResolved resolved);

  /// How many requests wait.
  [[nodiscard]] std::size_t open() const { return live_; }
  [[nodiscard]] std::size_t memory_bytes() const { return waiting_.capacity() * sizeof(Waiting); }

 private:
  struct Waiting {
    std::uint64_t number = 0;
    std::int64_t last_ns = 0;
    std::uint64_t first_answer = 0;   // a series has begun: number of its first frame
    std::int64_t first_byte_ns = -1;  // and when that came, as a latency
    std::uint64_t key_mark = 0;       // of the key that its answer carries; 0: none, or unknown
    std::uint32_t opaque = 0;
    std::uint32_t value_length = 0;
    std::uint32_t answers = 0;
    std::uint32_t overtaken = 0;
    std::uint16_t datagram = 0;
    Opcode opcode = Opcode::Get;
    bool waits = true;
    bool uncertain = false;
  };

  [[nodiscard]] std::size_t find(const ScannedFrame& answer, std::uint16_t datagram) const;
  void pass_over(std::size_t end, OnResolved resolved);
  void resolve(Waiting& entry, Outcome outcome, OnResolved resolved);
  void drop_settled();

  std::vector<Waiting> waiting_;  // from head_ on; entries before it are settled
  std::size_t head_ = 0;
  std::size_t live_ = 0;
  bool uncertain_ = false;
};

}  // namespace mcbin::codec
