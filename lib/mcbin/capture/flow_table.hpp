// All flows of a capture by their ends: a hash table whose entries never move. A slot that is freed
// is used again.
#pragma once

#include "mcbin/capture/flow.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace mcbin::capture {

class FlowTable {
 public:
  FlowTable();

  /// The flow with `key`, or null.
  [[nodiscard]] Flow* find(const FlowKey& key);

  /// A new flow with `key`, which is not there yet. Its address stays until erase().
  Flow& add(const FlowKey& key);

  void erase(Flow& flow);

  /// Flows that are there.
  [[nodiscard]] std::size_t size() const { return size_; }

  /// One more than the largest slot in use; at(slot).id is 0 where a slot is free.
  [[nodiscard]] std::uint32_t slots() const { return static_cast<std::uint32_t>(flows_.size()); }
  [[nodiscard]] Flow& at(std::uint32_t slot) { return flows_[slot]; }

 private:
  [[nodiscard]] std::uint32_t& bucket_of(const FlowKey& key);
  void grow();

  std::deque<Flow> flows_;
  std::vector<std::uint32_t> buckets_;  // slot, or kNone; a power of two of them
  std::vector<std::uint32_t> free_slots_;
  std::size_t size_ = 0;
  std::uint64_t seed_;
};

}  // namespace mcbin::capture
