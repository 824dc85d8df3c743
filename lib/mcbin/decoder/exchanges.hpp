// Requests with their answers: what `--transactions` prints and what a replay plans from. Takes
// frames in the decoder's order and hands out each request once, when its answers are there.
#pragma once

#include "mcbin/decoder/frame_sink.hpp"
#include "mcbin/decoder/kept_frame.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace mcbin::decoder {

/// A request and what answered it; empty answers when nothing did, or nothing had to
/// (`request.pair.outcome` says which). Views live until the sink returns.
struct Exchange {
  const codec::PlacedFrame& request;
  std::span<const KeptFrame> answers;
};

class ExchangeSink {
 public:
  virtual ~ExchangeSink() = default;
  virtual void on_exchange(const Exchange& exchange) = 0;
  /// An answer whose request is not in the capture.
  virtual void on_stray(const codec::PlacedFrame& answer) { static_cast<void>(answer); }
};

/// Exchanges come in the order in which they end. What waits is bounded; beyond the bounds the
/// oldest goes out with the answers that it has, and what still comes for it is stray.
class ExchangeAssembler {
 public:
  static constexpr std::size_t kWaitingMax = 16384;
  static constexpr std::size_t kWaitingBytesMax = 16U << 20U;

  explicit ExchangeAssembler(ExchangeSink& sink) : sink_(sink) {}

  void on_frame(const codec::PlacedFrame& frame);
  /// Hands out what waits.
  void finish();

 private:
  struct Waiting {
    KeptFrame request;
    std::vector<KeptFrame> answers;
    std::size_t bytes = 0;
  };
  using Table = std::map<std::uint64_t, Waiting>;  // by the request's number

  void add_answer(const codec::PlacedFrame& answer);
  void hand_out(Table::iterator entry);

  ExchangeSink& sink_;
  Table waiting_;
  std::size_t bytes_ = 0;
};

}  // namespace mcbin::decoder
