#include "mcbin/journal/change_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mcbin::journal {

void ChangeQueue::begin_chunk(std::size_t size, std::int64_t now_ms) {
  Chunk chunk;
  if (size <= kChunkBytes && !spare_.empty()) {
    chunk = std::move(spare_.back());
    spare_.pop_back();
  } else {
    chunk.capacity = std::max(size, kChunkBytes);
    chunk.memory.reset(new Byte[chunk.capacity]);
  }
  chunk.size = 0;
  chunk.begun_ms = now_ms;
  chunks_.push_back(std::move(chunk));
}

std::deque<Chunk> ChangeQueue::take() {
  bytes_ = 0;
  return std::exchange(chunks_, {});
}

void ChangeQueue::put_back(std::deque<Chunk> chunks) {
  for (auto chunk = chunks.rbegin(); chunk != chunks.rend(); ++chunk) {
    bytes_ += chunk->size;
    chunks_.push_front(std::move(*chunk));
  }
}

void ChangeQueue::recycle(std::deque<Chunk> chunks) {
  for (Chunk& chunk : chunks) {
    if (spare_.size() >= kSpareChunksMax) return;
    if (chunk.capacity == kChunkBytes) spare_.push_back(std::move(chunk));
  }
}

void seal_chunk(const Chunk& chunk) {
  for (MutableByteView rest = chunk.bytes(); !rest.empty();) {
    const std::size_t size = encoded_bytes(rest);
    seal_record(rest.first(size));
    rest = rest.subspan(size);
  }
}

}  // namespace mcbin::journal
