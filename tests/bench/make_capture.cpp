// Writes a capture to measure with: mcbin_make_capture mix300|small200|crowd|queue FILE.
// mix300 has values of all sizes on 200 connections, small200 batches of small frames; crowd has
// 200 000 connections at once, queue as many one after the other.
#include "made_traffic.hpp"

#include <string_view>

namespace {

using mcbin::bench::TrafficPlan;

constexpr TrafficPlan kMixed{.file_bytes = 300'000'000,
                             .connections = 200,
                             .batch_max = 8,
                             .value_bytes_max = 512,
                             .large_one_in = 48,
                             .large_value_bytes = 50'000};
constexpr TrafficPlan kSmall{
    .file_bytes = 200'000'000, .connections = 200, .batch_max = 20, .value_bytes_max = 128};
constexpr std::uint32_t kCrowd = 200'000;

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fputs("usage: mcbin_make_capture mix300|small200|crowd|queue FILE\n", stderr);
    return 2;
  }
  const std::string_view kind = words[1];
  TrafficPlan plan;
  if (kind == "mix300") {
    plan = kMixed;
  } else if (kind == "small200") {
    plan = kSmall;
  } else if (kind == "crowd" || kind == "queue") {
    plan = {.file_bytes = kind == "crowd" ? 150'000'000U : 0U,
            .connections = kCrowd,
            .in_turn = kind == "queue"};
  } else {
    std::fprintf(stderr, "no such capture: %s\n", words[1]);
    return 2;
  }
  std::FILE* file = std::fopen(words[2], "wb");
  if (file == nullptr) {
    std::perror(words[2]);
    return 1;
  }
  const auto made = mcbin::bench::TrafficMaker(plan, file).make();
  if (std::fclose(file) != 0) {
    std::perror(words[2]);
    return 1;
  }
  std::printf("%s: %llu bytes, %llu packets, %llu frames, %u connections\n", words[2],
              static_cast<unsigned long long>(made.bytes),
              static_cast<unsigned long long>(made.packets),
              static_cast<unsigned long long>(made.frames), plan.connections);
  return 0;
}
