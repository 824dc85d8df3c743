// The output queue: order of copied and held bytes, partial sends, and that nothing stays held.
#include "mcbin/engine/output_queue.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

namespace mcbin::engine {
namespace {

void put(OutputQueue& queue, std::string_view text) {
  copy_bytes(as_bytes(text), {queue.extend(text.size()), text.size()});
}

void hold(OutputQueue& queue, const std::shared_ptr<const std::string>& text) {
  queue.append_held(as_bytes(*text), text);
}

/// Everything unsent, read in steps of at most `step` bytes through `views` views.
std::string take_all(OutputQueue& queue, std::size_t step) {
  std::string all;
  std::array<ByteView, 2> views;
  while (queue.pieces(views) > 0) {
    const ByteView part = views[0].first(std::min(step, views[0].size()));
    all += as_text(part);
    queue.drop(part.size());
  }
  return all;
}

TEST_CASE("engine/output_queue: bytes leave in the order they came", "[engine][output_queue]") {
  const auto big = std::make_shared<const std::string>(5000, 'B');
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{100000}}) {
    SpareBuffer spare;
    OutputQueue queue(spare);
    put(queue, "one,");
    hold(queue, big);
    put(queue, ",two,");
    hold(queue, big);
    hold(queue, big);
    put(queue, std::string(3000, 'c'));
    const std::string expected = "one," + *big + ",two," + *big + *big + std::string(3000, 'c');
    CHECK(queue.size() == expected.size());
    CHECK(take_all(queue, step) == expected);
    CHECK(queue.size() == 0);
  }
}

TEST_CASE("engine/output_queue: more may be queued between partial sends",
          "[engine][output_queue]") {
  const auto big = std::make_shared<const std::string>(2000, 'B');
  SpareBuffer spare;
  OutputQueue queue(spare);
  put(queue, "abcdef");
  hold(queue, big);
  queue.drop(3);
  put(queue, std::string(9000, 'x'));  // makes the buffer grow while a held value is queued
  queue.drop(3 + 500);
  put(queue, "end");
  CHECK(take_all(queue, 100) == std::string(1500, 'B') + std::string(9000, 'x') + "end");
}

TEST_CASE("engine/output_queue: pieces are cut to the views that were offered",
          "[engine][output_queue]") {
  const auto big = std::make_shared<const std::string>(10, 'B');
  SpareBuffer spare;
  OutputQueue queue(spare);
  put(queue, "a");
  hold(queue, big);
  put(queue, "c");
  std::array<ByteView, 4> views;
  CHECK(queue.pieces(std::span(views).first(1)) == 1);
  CHECK(queue.pieces(std::span(views).first(2)) == 2);
  CHECK(as_text(views[1]) == *big);
  CHECK(queue.pieces(views) == 3);
  CHECK(as_text(views[2]) == "c");
}

TEST_CASE("engine/output_queue: an empty queue holds no memory and no value",
          "[engine][output_queue]") {
  auto big = std::make_shared<const std::string>(10, 'B');
  SpareBuffer spare;
  OutputQueue queue(spare);
  CHECK(queue.memory_bytes() == 0);
  put(queue, "a");
  hold(queue, big);
  CHECK(queue.memory_bytes() > 0);
  CHECK(big.use_count() == 2);
  queue.drop(1 + 9);
  CHECK(big.use_count() == 2);
  queue.drop(1);
  CHECK(big.use_count() == 1);
  CHECK(queue.memory_bytes() == 0);
}

TEST_CASE("engine/output_queue: queues lend each other one buffer", "[engine][output_queue]") {
  SpareBuffer spare;
  OutputQueue first(spare);
  OutputQueue second(spare);
  const Byte* const lent = first.extend(100);
  first.drop(100);
  CHECK(second.extend(100) == lent);
  CHECK(first.extend(1) != lent);
}

TEST_CASE("engine/output_queue: what has to wait keeps only the memory that it needs",
          "[engine][output_queue]") {
  const auto big = std::make_shared<const std::string>(10, 'B');
  SpareBuffer spare;
  OutputQueue queue(spare);
  put(queue, "sent");
  hold(queue, big);
  put(queue, "waits");
  queue.drop(2);
  queue.settle();
  CHECK(queue.memory_bytes() == 7);
  queue.settle();
  put(queue, "!");
  CHECK(take_all(queue, 3) == "nt" + *big + "waits!");
}

}  // namespace
}  // namespace mcbin::engine
