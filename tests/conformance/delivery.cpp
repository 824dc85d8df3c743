#include "conformance/delivery.hpp"

#include "conformance/wire_pattern.hpp"
#include "mcbin/codec/header.hpp"

#include <algorithm>
#include <set>

namespace mcbin::conformance {

namespace {

constexpr std::size_t kEdgeBytes = 64;           // sent one by one at both ends of a write
constexpr std::size_t kEdgeRequests = 8;         // looked at, at both ends of a step of many alike
constexpr std::size_t kMiddlePieceBytes = 4093;  // prime: it never lines up with a buffer
// Sizes at which buffers of servers begin and end.
constexpr std::size_t kBufferSizes[] = {2048, 4096, 16384, 65536, 1U << 20U};

void cut_into(ByteView bytes, std::size_t piece_bytes, std::vector<ByteView>& pieces) {
  while (!bytes.empty()) {
    const std::size_t size = std::min(piece_bytes, bytes.size());
    pieces.push_back(bytes.first(size));
    bytes = bytes.subspan(size);
  }
}

std::vector<std::size_t> edge_offsets(const Conversation& conversation) {
  const std::size_t total = conversation.bytes_sent();
  std::set<std::size_t> offsets;
  const auto around = [&](std::size_t offset) {
    for (const std::size_t near : {offset - 1, offset, offset + 1}) {
      if (near > 0 && near < total) offsets.insert(near);
    }
  };
  std::size_t start = 0;
  for (const Step& step : conversation.steps) {
    for (std::size_t at = 0; at < step.send.size(); ++at) {
      const std::size_t size = pattern_bytes(step.send[at]);
      const bool in_the_middle = at >= kEdgeRequests && at + kEdgeRequests < step.send.size();
      if (!in_the_middle) {
        around(start);
        around(start + codec::kHeaderSize);
        around(start + size);
        for (const std::size_t buffer : kBufferSizes) {
          if (buffer < size) around(start + buffer);
        }
      }
      start += size;
    }
  }
  return {offsets.begin(), offsets.end()};
}

}  // namespace

std::string Delivery::name() const {
  switch (kind) {
    case Kind::Whole:
      return "whole";
    case Kind::Bytes:
    case Kind::EdgeBytes:
      return "byte by byte";
    case Kind::SplitAt:
      return "split at " + std::to_string(offset);
  }
  return {};
}

std::vector<ByteView> Delivery::pieces(ByteView write, std::size_t stream_offset) const {
  std::vector<ByteView> pieces;
  const bool short_write = write.size() <= 2 * kEdgeBytes;
  if (kind == Kind::Bytes || (kind == Kind::EdgeBytes && short_write)) {
    cut_into(write, 1, pieces);
  } else if (kind == Kind::EdgeBytes) {
    cut_into(write.first(kEdgeBytes), 1, pieces);
    cut_into(write.subspan(kEdgeBytes, write.size() - 2 * kEdgeBytes), kMiddlePieceBytes, pieces);
    cut_into(write.last(kEdgeBytes), 1, pieces);
  } else if (kind == Kind::SplitAt && offset > stream_offset &&
             offset < stream_offset + write.size()) {
    pieces = {write.first(offset - stream_offset), write.subspan(offset - stream_offset)};
  } else {
    pieces = {write};
  }
  return pieces;
}

std::vector<Delivery> all_deliveries(const Conversation& conversation, Splits splits,
                                     Delivery::Kind bytewise) {
  if (conversation.whole_only) return {{.kind = Delivery::Kind::Whole}};
  std::vector<Delivery> deliveries{{.kind = Delivery::Kind::Whole}, {.kind = bytewise}};
  if (splits == Splits::None) return deliveries;
  const std::size_t total = conversation.bytes_sent();
  if (splits == Splits::Edges || total > kEverySplitBytesMax) {
    for (const std::size_t offset : edge_offsets(conversation)) {
      deliveries.push_back({.kind = Delivery::Kind::SplitAt, .offset = offset});
    }
    return deliveries;
  }
  for (std::size_t offset = 1; offset < total; ++offset) {
    deliveries.push_back({.kind = Delivery::Kind::SplitAt, .offset = offset});
  }
  return deliveries;
}

}  // namespace mcbin::conformance
