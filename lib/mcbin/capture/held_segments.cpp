#include "mcbin/capture/held_segments.hpp"

#include <utility>

namespace mcbin::capture {

namespace {

/// What a segment costs beside its bytes: a node of the map and two blocks of the heap.
constexpr std::size_t kSegmentCost = 128;

}  // namespace

void HeldSegments::count(std::size_t grown, std::size_t shrunk) {
  held_bytes_ = held_bytes_ + grown - shrunk;
  budget_.held_bytes = budget_.held_bytes + grown - shrunk;
}

bool HeldSegments::add(std::uint64_t offset, Segment segment) {
  const std::size_t cost = kSegmentCost + segment.bytes.size();
  const auto [place, fresh] = segments_.try_emplace(offset);
  if (!fresh) {
    const Segment& there = place->second;
    const bool more = segment.bytes.size() > there.bytes.size() ||
                      (segment.bytes.size() == there.bytes.size() && segment.size > there.size);
    if (!more) return false;
    count(0, kSegmentCost + there.bytes.size());
  }
  count(cost, 0);
  place->second = std::move(segment);
  return true;
}

HeldSegments::Segment HeldSegments::take_first() {
  auto node = segments_.extract(segments_.begin());
  count(0, kSegmentCost + node.mapped().bytes.size());
  return std::move(node.mapped());
}

}  // namespace mcbin::capture
