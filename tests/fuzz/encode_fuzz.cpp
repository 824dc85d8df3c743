// Fuzz target: lines for `mcbin encode`, and the way there and back. An input whose last byte is
// even is a text of lines: whatever it says, encoding ends with bytes or a reason, and the lines of
// those bytes encode to them again. Any other input is bytes: their lines encode to them.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/render/dumped_line.hpp"
#include "mcbin/render/frame_line.hpp"
#include "mcbin/render/line_encoder.hpp"

#include <algorithm>
#include <string>

namespace {

using namespace mcbin;

constexpr std::uint32_t kWhole = 0xffffffff;
/// Frames with holes are filled up; larger ones are not worth the time.
constexpr std::size_t kBytesMax = 1U << 20U;

/// Encodes the line of everything that the scanner finds.
class Returner final : public codec::ScanSink {
 public:
  void on_frame(const codec::ScannedFrame& frame) override {
    codec::PlacedFrame placed;
    placed.frame = frame;
    placed.place.number = ++frames_;
    std::string line;
    render::append_frame_line(line, placed, options_);
    add(line);
  }
  void on_junk(const codec::ScannedJunk& junk) override {
    std::string line;
    render::append_junk_line(line, {.junk = junk}, options_);
    add(line);
  }
  ByteVector bytes;

 private:
  void add(std::string_view line) {
    const auto encoded = render::encode_line(line);
    MCBIN_CHECK(encoded.has_value());
    append(bytes, encoded->bytes);
  }
  render::LineOptions options_{.value_bytes_max = kWhole, .secrets = render::Secrets::Show};
  std::uint64_t frames_ = 0;
};

void check_round_trip(ByteView bytes) {
  Returner returner;
  codec::FrameScanner scanner({.value_bytes_max = kWhole, .junk_bytes_max = kWhole});
  scanner.feed(bytes, returner);
  scanner.finish(returner);
  MCBIN_CHECK(same_bytes(returner.bytes, bytes));
}

/// The line of what a line tells tells the same.
void check_event(std::string_view line) {
  const auto event = render::read_dumped_line(line, codec::NameStyle::Classic);
  if (!event) {
    MCBIN_CHECK(event.error().code == Errc::BadText);
    MCBIN_CHECK(!event.error().detail.empty());
    return;
  }
  if (event->kind != render::DumpedLine::Kind::Frame) return;
  std::string first;
  render::append_frame_line(first, event->frame, {});
  const auto again = render::read_dumped_line(first, codec::NameStyle::Classic);
  MCBIN_CHECK(again.has_value());
  std::string second;
  render::append_frame_line(second, again->frame, {});
  MCBIN_CHECK(first == second);
}

void check_lines(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto encoded = render::encode_line(text.substr(0, end));
    if (!encoded) {
      MCBIN_CHECK(encoded.error().code == Errc::BadText);
      MCBIN_CHECK(!encoded.error().detail.empty());
    } else if (encoded->bytes.size() <= kBytesMax) {
      check_round_trip(encoded->bytes);
    }
    check_event(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto exact = fuzz::exact_copy({data, size - 1});
  const ByteView bytes{exact.get(), size - 1};
  if (data[size - 1] % 2 == 0) {
    check_lines(as_text(bytes));
  } else {
    check_round_trip(bytes);
  }
  return 0;
}
