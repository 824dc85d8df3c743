// One connection of the load generator: keeps one batch in flight and checks every answer.
#pragma once

#include "load_plan.hpp"
#include "mcbin/base/bytes.hpp"

#include <cstdint>

namespace mcbin::bench {

/// What all connections together have seen.
struct LoadTally {
  std::uint64_t operations = 0;
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  std::uint64_t errors = 0;
};

class LoadConnection {
 public:
  /// Connects to the plan's port on loopback; stops the program with a sentence when it cannot.
  LoadConnection(const LoadPlan& plan, LoadTally& tally);
  ~LoadConnection();
  LoadConnection(const LoadConnection&) = delete;
  LoadConnection& operator=(const LoadConnection&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] std::uint64_t started_ns() const { return started_ns_; }

  /// Whether the poll set was told to wait for room to send, too.
  [[nodiscard]] bool waits_for_room() const { return waits_for_room_; }
  void set_waits_for_room(bool waits) { waits_for_room_ = waits; }

  /// Builds the next batch and sends what the socket takes. `next` gives the number of each key.
  template <typename NextKey, typename NextOpcode>
  void start_batch(std::uint64_t now_ns, std::uint32_t size, NextKey next_key,
                   NextOpcode next_opcode) {
    out_.clear();
    out_sent_ = 0;
    for (std::uint32_t at = 0; at < size; ++at)
      append_request(plan_, next_opcode(), next_key(), out_);
    answers_left_ = plan_.kind == LoadKind::Get ? size : 1;
    if (plan_.kind != LoadKind::Get) append_noop(out_);
    batch_size_ = size;
    hits_in_batch_ = 0;
    started_ns_ = now_ns;
    send_rest();
  }

  /// Sends what is left of the batch. @return whether nothing is left.
  bool send_rest();

  /// Reads once. @return whether the batch is complete.
  bool receive();

 private:
  bool take_answers();
  void check_answer(ByteView frame);

  const LoadPlan& plan_;
  LoadTally& tally_;
  int descriptor_ = -1;
  ByteVector out_;
  std::size_t out_sent_ = 0;
  ByteVector in_;
  std::size_t in_size_ = 0;
  std::uint32_t answers_left_ = 0;
  std::uint32_t batch_size_ = 0;
  std::uint32_t hits_in_batch_ = 0;
  std::uint64_t started_ns_ = 0;
  bool waits_for_room_ = false;
};

/// Prints "what: why" and ends the program: a load generator has nobody to hand an error to.
[[noreturn]] void give_up(const char* what);

}  // namespace mcbin::bench
