// Plays a cache trace (CSV) in process or against a server, and prints the JSON report:
//
//     mcbin_trace_replay TRACE.csv in-process MEGABYTES
//     mcbin_trace_replay TRACE.csv PORT
//
// Lifetimes are dropped, so that both ways find the same.
#include "mcbin/replay/trace_report.hpp"
#include "mcbin/replay/trace_server_player.hpp"
#include "mcbin/replay/trace_store_player.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace mcbin::replay {
namespace {

[[noreturn]] void stop(const std::string& what) {
  std::fprintf(stderr, "trace_replay: %s\n", what.c_str());
  std::exit(1);
}

TraceScanner open_trace(const std::string& path) {
  ByteVector head(4096);
  auto source = capture::open_source(path);
  if (!source) stop(source.error().detail);
  const auto size = capture::read_fully(**source, head);
  if (!size) stop(size.error().detail);
  const auto format = guess_trace_format(ByteView(head).first(*size));
  if (!format) stop("this is no cache trace");
  auto again = capture::open_source(path);
  if (!again) stop(again.error().detail);
  return {std::move(*again), *format};
}

Result<TraceCounts> play(const std::string& path, const std::string& target, const char* size) {
  TraceScanner trace = open_trace(path);
  if (target == "in-process") {
    store::Options options;
    options.memory_bytes = std::strtoull(size, nullptr, 10) << 20U;
    auto store = store::Store::create(options);
    if (!store) return tl::unexpected(store.error());
    return play_trace(trace, **store, TraceTtl::Drop, system_clock());
  }
  const auto port = static_cast<std::uint16_t>(std::atoi(target.c_str()));
  return play_trace(trace, net::Endpoint{"127.0.0.1", port, {}}, TraceTtl::Drop,
                    std::chrono::seconds(5), system_clock());
}

}  // namespace
}  // namespace mcbin::replay

int main(int count, char** words) {
  using namespace mcbin::replay;
  if (count < 3) stop("see the head of trace_replay.cpp for the arguments");
  const auto counts = play(words[1], words[2], count > 3 ? words[3] : "64");
  if (!counts) stop(counts.error().detail);
  std::fputs(trace_json({.source = words[1], .target = words[2]}, *counts).c_str(), stdout);
  return 0;
}
