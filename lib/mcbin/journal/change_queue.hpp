// Records on their way from those who change items to the one thread that writes them: chunks of
// whole records in order, not yet sealed. Not safe by itself; the journal locks around it.
#pragma once

#include "mcbin/journal/record.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace mcbin::journal {

/// What one chunk holds, unless a single record is larger.
inline constexpr std::size_t kChunkBytes = 256U << 10U;
/// Chunks that are kept for later use, as fresh memory costs more than the copy into it.
inline constexpr std::size_t kSpareChunksMax = 32;

struct Chunk {
  std::unique_ptr<Byte[]> memory;
  std::size_t capacity = 0;
  std::size_t size = 0;
  std::uint64_t last_sequence = 0;
  std::int64_t begun_ms = 0;  // on the steady clock: when its first record came

  [[nodiscard]] MutableByteView bytes() const { return {memory.get(), size}; }
};

class ChangeQueue {
 public:
  /// Puts `record` at the end. `now_ms` is asked for only where a chunk begins.
  template <typename Clock>
  void push(const Record& record, Clock&& now_ms) {
    const std::size_t size = record_bytes(record);
    if (chunks_.empty() || chunks_.back().capacity - chunks_.back().size < size) {
      begin_chunk(size, now_ms());
    }
    Chunk& chunk = chunks_.back();
    encode_record(record, {chunk.memory.get() + chunk.size, size});
    chunk.size += size;
    chunk.last_sequence = record.sequence;
    bytes_ += size;
  }

  [[nodiscard]] bool empty() const { return chunks_.empty(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] const Chunk& front() const { return chunks_.front(); }

  /// Takes all chunks.
  [[nodiscard]] std::deque<Chunk> take();
  /// Puts what was taken and not written in front again.
  void put_back(std::deque<Chunk> chunks);
  /// Gives chunks back that have been written.
  void recycle(std::deque<Chunk> chunks);

 private:
  void begin_chunk(std::size_t size, std::int64_t now_ms);

  std::deque<Chunk> chunks_;
  std::vector<Chunk> spare_;
  std::size_t bytes_ = 0;
};

/// Puts the checksums into all records of `chunk`.
void seal_chunk(const Chunk& chunk);

}  // namespace mcbin::journal
