// Writes a cache trace of a shape that caches meet, to stdout, in the format of store_replay.cpp:
//
//     mcbin_make_trace SHAPE REQUESTS SEED > FILE
//
// Every key has a size of its own, 50 bytes to 8 KiB, small ones most; a million requests are a
// good number for a cache of 64 MiB. Without words: the names of the shapes, one a line.
#include "mcbin/bench/key_draw.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::bench {
namespace {

/// As it lies in the file, on a machine that is little-endian.
struct TraceRecord {
  std::uint64_t key;
  std::uint32_t size;
  std::uint32_t time;
};
static_assert(sizeof(TraceRecord) == 16);

using NextKey = std::function<std::uint64_t(std::uint64_t request)>;

/// Keys of the parts of a shape, which must not be the same.
constexpr std::uint64_t kPart = 1ULL << 40U;

constexpr std::uint64_t kKeys = 500'000;

std::uint32_t size_of(std::uint64_t key) {
  constexpr double kSmallest = 50;
  constexpr double kFactor = 160;  // of the largest to the smallest
  const double fraction = static_cast<double>(mixed(key) >> 11U) * 0x1p-53;
  return static_cast<std::uint32_t>(kSmallest * std::pow(kFactor, fraction * fraction));
}

/// Popularity that stays.
NextKey zipf(RandomNumbers& random, double exponent) {
  return [&random, ranks = ZipfRanks(kKeys, exponent)](std::uint64_t) {
    return mixed(ranks.next(random));
  };
}

/// Between popular keys, long runs over keys that nobody asks for otherwise.
NextKey scans(RandomNumbers& random) {
  constexpr std::uint64_t kEvery = 200'000;
  constexpr std::uint64_t kRun = 80'000;
  return [popular = zipf(random, 1.0)](std::uint64_t request) {
    return request % kEvery < kRun ? kPart + request : popular(request);
  };
}

/// Popular keys, and as many that come once and never again.
NextKey once(RandomNumbers& random) {
  return [&random, popular = zipf(random, 0.9)](std::uint64_t request) {
    return random.next() % 2 == 0 ? kPart + request : popular(request);
  };
}

/// The same keys in the same order again and again, somewhat more than fit.
NextKey loop() {
  constexpr std::uint64_t kLength = 180'000;
  return [](std::uint64_t request) { return mixed(request % kLength); };
}

/// What was asked for lately is asked for again; what is old is forgotten.
NextKey recent(RandomNumbers& random) {
  return [&random, ages = ZipfRanks(kKeys, 0.8)](std::uint64_t request) {
    constexpr std::uint64_t kRequestsAKey = 4;
    return kPart + mixed(kKeys + request / kRequestsAKey - ages.next(random));
  };
}

/// Each key a few times within a while, then never.
NextKey bursts(RandomNumbers& random) {
  return [&random](std::uint64_t request) {
    constexpr std::uint64_t kTimes = 5;
    constexpr std::uint64_t kWhile = 60'000;
    return kPart + mixed((request + random.next() % kWhile) / kTimes);
  };
}

/// Another set of popular keys every now and then.
NextKey shifts(RandomNumbers& random) {
  constexpr std::uint64_t kEvery = 300'000;
  return [popular = zipf(random, 0.95)](std::uint64_t request) {
    return mixed(request / kEvery * kPart + popular(request));
  };
}

struct Shape {
  std::string_view name;
  std::function<NextKey(RandomNumbers& random)> make;
};

const std::array<Shape, 9> kShapes = {{
    {"zipf-0.7", [](RandomNumbers& random) { return zipf(random, 0.7); }},
    {"zipf-1.0", [](RandomNumbers& random) { return zipf(random, 1.0); }},
    {"zipf-1.2", [](RandomNumbers& random) { return zipf(random, 1.2); }},
    {"scans", scans},
    {"once", once},
    {"loop", [](RandomNumbers&) { return loop(); }},
    {"recent", recent},
    {"bursts", bursts},
    {"shifts", shifts},
}};

int write_trace(const Shape& shape, std::uint64_t requests, std::uint64_t seed) {
  RandomNumbers random(seed);
  const NextKey next_key = shape.make(random);
  for (std::uint64_t request = 0; request < requests; ++request) {
    const std::uint64_t key = next_key(request);
    const TraceRecord record{key, size_of(key), 0};
    if (std::fwrite(&record, sizeof record, 1, stdout) != 1) break;
  }
  if (std::fflush(stdout) == 0) return 0;
  std::perror("make_trace: cannot write");
  return 1;
}

int run(const std::vector<std::string>& words) {
  if (words.empty()) {
    for (const Shape& shape : kShapes) std::printf("%s\n", std::string(shape.name).c_str());
    return 0;
  }
  for (const Shape& shape : kShapes) {
    if (words.size() != 3 || words[0] != shape.name) continue;
    return write_trace(shape, std::strtoull(words[1].c_str(), nullptr, 10),
                       std::strtoull(words[2].c_str(), nullptr, 10));
  }
  std::fprintf(stderr, "usage: mcbin_make_trace SHAPE REQUESTS SEED > FILE\n");
  return 2;
}

}  // namespace
}  // namespace mcbin::bench

int main(int count, char** words) {
  return mcbin::bench::run({words + 1, words + count});
}
