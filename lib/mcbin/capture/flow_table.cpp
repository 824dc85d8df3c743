#include "mcbin/capture/flow_table.hpp"

#include <cstring>
#include <random>

namespace mcbin::capture {

namespace {

constexpr std::uint32_t kNone = ~0U;
constexpr std::size_t kBucketsMin = 1024;
constexpr std::uint64_t kMixer = 0x9e3779b97f4a7c15U;

constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * kMixer;
  return hash ^ hash >> 29U;
}

std::uint64_t mixed(std::uint64_t hash, const Endpoint& end) {
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), end.address.data(), end.address.size());
  return mixed(mixed(mixed(hash, words[0]), words[1]), end.port);
}

}  // namespace

// Seeded anew each time: a capture cannot be made so that all its flows share a bucket.
FlowTable::FlowTable() : buckets_(kBucketsMin, kNone), seed_(std::random_device{}()) {}

std::uint32_t& FlowTable::bucket_of(const FlowKey& key) {
  const auto transport = static_cast<std::uint64_t>(key.transport);
  const std::uint64_t hash = mixed(mixed(mixed(seed_, key.ends[0]), key.ends[1]), transport);
  return buckets_[(hash >> 7U) & (buckets_.size() - 1)];
}

Flow* FlowTable::find(const FlowKey& key) {
  for (std::uint32_t slot = bucket_of(key); slot != kNone; slot = flows_[slot].next_in_bucket) {
    if (flows_[slot].key == key) return &flows_[slot];
  }
  return nullptr;
}

Flow& FlowTable::add(const FlowKey& key) {
  if (size_ >= buckets_.size()) grow();
  std::uint32_t slot = slots();
  if (free_slots_.empty()) {
    flows_.emplace_back();
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
  }
  Flow& flow = flows_[slot];
  flow.key = key;
  flow.slot = slot;
  std::uint32_t& bucket = bucket_of(key);
  flow.next_in_bucket = bucket;
  bucket = slot;
  ++size_;
  return flow;
}

void FlowTable::erase(Flow& flow) {
  const std::uint32_t slot = flow.slot;
  std::uint32_t* place = &bucket_of(flow.key);
  while (*place != slot) place = &flows_[*place].next_in_bucket;
  *place = flow.next_in_bucket;
  flow = Flow{};
  free_slots_.push_back(slot);
  --size_;
}

void FlowTable::grow() {
  buckets_.assign(buckets_.size() * 2, kNone);
  for (std::uint32_t slot = 0; slot < slots(); ++slot) {
    Flow& flow = flows_[slot];
    if (flow.id == 0) continue;
    std::uint32_t& bucket = bucket_of(flow.key);
    flow.next_in_bucket = bucket;
    bucket = slot;
  }
}

}  // namespace mcbin::capture
