// One connection of a load: batches of requests go out, every answer is checked where it lies in
// the read buffer. Does no I/O.
#pragma once

#include "mcbin/base/clock.hpp"
#include "mcbin/base/function_ref.hpp"
#include "mcbin/bench/load_counts.hpp"
#include "mcbin/net/client_loop.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace mcbin::bench {

class AskingTalk;

/// Is told when a connection has nothing in flight any more.
class IdleSink {
 public:
  virtual ~IdleSink() = default;
  /// May start the next batch of `talk`.
  virtual void on_idle(AskingTalk& talk, std::int64_t now_ns) = 0;
};

/// When a batch is sent, and whether it counts.
struct BatchTiming {
  std::int64_t intended_ns = 0;
  std::int64_t now_ns = 0;
  bool measured = true;
};

class AskingTalk final : public net::ClientTalk {
 public:
  /// Batches in flight at once, as long as their requests are not more than kInFlightMax.
  static constexpr std::uint32_t kBatchesMax = 64;
  static constexpr std::uint32_t kInFlightMax = 8192;

  /// All outlive the talk. @param depth  requests of a batch at most.
  AskingTalk(const RequestForm& form, std::uint32_t depth, Delivery delivery, const Clock& clock,
             LoadCounts& counts, IdleSink& idle_sink);

  /// Adds `size` requests to the output, and a NOOP when they are quiet.
  void start_batch(std::uint32_t size, FunctionRef<Asked()> next, const BatchTiming& timing);

  [[nodiscard]] bool idle() const { return batches_.empty(); }
  /// Since when the server has owed an answer and said nothing; only while not idle().
  [[nodiscard]] std::int64_t silent_since_ns() const {
    return std::max(heard_ns_, batches_.front().timing.now_ns);
  }
  /// Whether another batch may be started.
  [[nodiscard]] bool has_room() const { return batches_.size() < batches_max_; }
  /// Why the connection ended, or must: what came is no answer.
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }
  /// Requests in flight are given up.
  void give_up(const Error& error);

  [[nodiscard]] MutableByteView input_space() override;
  void received(std::size_t size) override;
  [[nodiscard]] ByteView output() const override {
    return ByteView(out_).subspan(out_sent_, out_size_ - out_sent_);
  }
  void sent(std::size_t size) override { out_sent_ += size; }
  void lost(const Error& error) override { give_up(error); }

 private:
  struct Batch {
    std::uint32_t end = 0;       // the opaque behind its last request
    std::uint32_t requests = 0;  // without a closing NOOP
    BatchTiming timing;
  };

  [[nodiscard]] Asked& asked_at(std::uint32_t opaque) { return asked_[opaque & asked_mask_]; }
  void put(const Asked& asked);
  void take_answer(const codec::Frame& answer, std::int64_t now_ns);
  void pass_over_quiet(std::uint32_t opaque);
  void settle(std::uint32_t opaque, Verdict verdict, codec::Status status);
  void finish_batches(std::int64_t now_ns);

  const RequestForm& form_;
  const Delivery delivery_;
  const Clock& clock_;
  LoadCounts& counts_;
  IdleSink& idle_sink_;
  std::uint32_t batches_max_ = 1;

  ByteVector out_;
  std::size_t out_size_ = 0;
  std::size_t out_sent_ = 0;
  ByteVector in_;
  std::size_t in_size_ = 0;

  std::vector<Asked> asked_;  // by opaque; the size is a power of two
  std::uint32_t asked_mask_ = 0;
  std::uint32_t head_ = 0;  // opaque of the oldest request without an answer
  std::uint32_t next_ = 0;  // opaque of the next request
  std::deque<Batch> batches_;
  std::int64_t heard_ns_ = 0;
  std::optional<Error> trouble_;
};

}  // namespace mcbin::bench
