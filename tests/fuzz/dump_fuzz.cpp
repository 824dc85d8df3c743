// Fuzz target: any bytes through the scanner to lines of JSON. Every line parses, what is reported
// lies end to end over the whole input, and nothing depends on how the input is cut.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/render/frame_dump.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace {

using namespace mcbin;

/// Writes everything as lines and checks that nothing is left out or told twice.
class EndToEnd final : public codec::ScanSink {
 public:
  void on_frame(const codec::ScannedFrame& frame) override {
    extend(frame.offset, frame.length);
    dump_.on_frame(frame);
  }
  void on_junk(const codec::ScannedJunk& junk) override {
    extend(junk.offset, junk.length);
    dump_.on_junk(junk);
  }

  [[nodiscard]] std::uint64_t end() const { return end_; }
  [[nodiscard]] std::string_view lines() const { return dump_.lines(); }

 private:
  void extend(std::uint64_t offset, std::uint64_t length) {
    MCBIN_CHECK(offset == end_);
    MCBIN_CHECK(length > 0);
    end_ += length;
  }

  render::FrameDump dump_{render::LineOptions{}};
  std::uint64_t end_ = 0;
};

std::string lines_of(ByteView first, ByteView second) {
  EndToEnd sink;
  codec::FrameScanner scanner({});
  scanner.feed(first, sink);
  scanner.feed(second, sink);
  scanner.finish(sink);
  MCBIN_CHECK(sink.end() == first.size() + second.size());
  return std::string(sink.lines());
}

void check_lines(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    MCBIN_CHECK(end != std::string_view::npos);
    MCBIN_CHECK(nlohmann::json::accept(lines.substr(0, end)));
    lines.remove_prefix(end + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::CutInput input = fuzz::cut_input(data, size);
  const auto first = fuzz::exact_copy(input.first);
  const auto second = fuzz::exact_copy(input.second);
  const std::string whole = lines_of(input.whole, {});
  check_lines(whole);
  MCBIN_CHECK(whole ==
              lines_of({first.get(), input.first.size()}, {second.get(), input.second.size()}));
  return 0;
}
