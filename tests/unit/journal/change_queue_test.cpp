// Chunks keep records whole and in order, also those that a full disk gave back.
#include "mcbin/journal/change_queue.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::journal {
namespace {

void push(ChangeQueue& queue, std::uint64_t sequence, std::size_t value_bytes) {
  const std::string value(value_bytes, 'v');
  queue.push({.sequence = sequence, .key = as_bytes("key"), .value = as_bytes(value)},
             [sequence] { return static_cast<std::int64_t>(sequence); });
}

/// The sequences of all records in `chunks`, each of them undamaged.
std::vector<std::uint64_t> sequences(const std::deque<Chunk>& chunks) {
  std::vector<std::uint64_t> found;
  for (const Chunk& chunk : chunks) {
    seal_chunk(chunk);
    ByteView rest = chunk.bytes();
    Record record;
    while (!rest.empty()) {
      const std::size_t size = decode_record(rest, record);
      REQUIRE(size > 0);
      found.push_back(record.sequence);
      rest = rest.subspan(size);
    }
    REQUIRE(found.back() == chunk.last_sequence);
  }
  return found;
}

TEST_CASE("journal/change_queue: records stay whole, small and large", "[journal][change_queue]") {
  ChangeQueue queue;
  push(queue, 1, 100);
  push(queue, 2, kChunkBytes);  // needs a chunk of its own
  push(queue, 3, 100);
  push(queue, 4, 0);
  CHECK(queue.bytes() == 4 * (kRecordHeaderBytes + 3) + 200 + kChunkBytes);
  CHECK(queue.front().begun_ms == 1);
  auto chunks = queue.take();
  CHECK(chunks.size() == 3);
  CHECK(sequences(chunks) == std::vector<std::uint64_t>{1, 2, 3, 4});
  CHECK(queue.empty());
  CHECK(queue.bytes() == 0);
}

TEST_CASE("journal/change_queue: what was put back comes first", "[journal][change_queue]") {
  ChangeQueue queue;
  push(queue, 1, 10);
  push(queue, 2, kChunkBytes);
  auto chunks = queue.take();
  push(queue, 3, 10);
  queue.put_back(std::move(chunks));
  CHECK(queue.bytes() == 3 * (kRecordHeaderBytes + 3) + 20 + kChunkBytes);
  auto all = queue.take();
  CHECK(sequences(all) == std::vector<std::uint64_t>{1, 2, 3});
  queue.recycle(std::move(all));
  push(queue, 4, 10);
  CHECK(sequences(queue.take()) == std::vector<std::uint64_t>{4});
}

}  // namespace
}  // namespace mcbin::journal
