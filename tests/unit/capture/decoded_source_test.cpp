#include "mcbin/capture/decoded_source.hpp"

#include "capture_fixture.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::capture {
namespace {

/// Everything that `source` gives, read in steps of `step`, and the error that ended it.
test::Decoded read_all(ByteSource& source, std::size_t step) {
  ByteVector all;
  ByteVector space(step);
  for (;;) {
    const auto size = source.read(space);
    if (!size) return {test::to_hex(all), tl::unexpected(size.error())};
    if (*size == 0) return {test::to_hex(all), {}};
    append(all, ByteView{space}.first(*size));
  }
}

TEST_CASE("capture/decoded_source: a recording gives its bytes, whatever it is written in",
          "[capture][decoded]") {
  struct Row {
    const char* name;
    std::string text;
    WantedFormat wanted;
    InputFormat format;
    std::string hex;
  };
  const std::string long_hex(20'000, 'a');  // longer than what is looked at for guessing
  const Row rows[] = {
      {"guessed hex", "80 0a 00", WantedFormat::Guess, InputFormat::HexText, "800a00"},
      {"guessed dump", "00000000: 80 0a 00", WantedFormat::Guess, InputFormat::HexDump, "800a00"},
      {"guessed base64", "gAoAAAAAAAAAAAAA", WantedFormat::Guess, InputFormat::Base64,
       "800a00000000000000000000"},
      {"guessed raw", "\x80\x0a", WantedFormat::Guess, InputFormat::Raw, "800a"},
      {"hex wanted raw", "800a", WantedFormat::Raw, InputFormat::Raw, "38303061"},
      {"dump wanted hex", "00000000: 80 0a", WantedFormat::Hex, InputFormat::HexDump, "800a"},
      {"hex wanted base64", "800a", WantedFormat::Base64, InputFormat::Base64, "f34d1a"},
      {"captures come as they are", "\xd4\xc3\xb2\xa1", WantedFormat::Guess, InputFormat::Pcap,
       "d4c3b2a1"},
      {"lines of JSON come as they are", "{\"", WantedFormat::Guess, InputFormat::JsonLines,
       "7b22"},
      {"hex wanted as lines", "800a", WantedFormat::JsonLines, InputFormat::JsonLines, "38303061"},
      {"hex wanted as a capture", "800a", WantedFormat::Capture, InputFormat::Pcap, "38303061"},
      {"pcapng wanted as a capture", "\x0a\x0d\x0d\x0a", WantedFormat::Capture, InputFormat::PcapNg,
       "0a0d0d0a"},
      {"nothing", "", WantedFormat::Guess, InputFormat::Raw, ""},
      {"much", long_hex, WantedFormat::Guess, InputFormat::HexText, long_hex},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    for (const std::size_t step : {1U, 1000U}) {
      auto decoded = decode_source(memory_source(as_bytes(row.text)), row.wanted);
      REQUIRE(decoded.has_value());
      CHECK(decoded->format == row.format);
      const auto all = read_all(*decoded->bytes, step);
      CHECK(all.result.has_value());
      CHECK(all.hex == row.hex);
    }
  }
}

TEST_CASE("capture/decoded_source: what was read before an error comes before it",
          "[capture][decoded]") {
  auto decoded = decode_source(memory_source(as_bytes("800a zz")), WantedFormat::Hex);
  REQUIRE(decoded.has_value());
  const auto all = read_all(*decoded->bytes, 1);
  CHECK(all.hex == "800a");
  REQUIRE_FALSE(all.result.has_value());
  CHECK(all.result.error().code == Errc::BadText);
  CHECK(all.result.error().at_byte == 5);
}

TEST_CASE("capture/decoded_source: a source that fails is reported", "[capture][decoded]") {
  const auto at_once =
      decode_source(std::make_unique<test::FailingSource>("80"), WantedFormat::Raw);
  REQUIRE_FALSE(at_once.has_value());
  CHECK(at_once.error().code == Errc::ReadFailed);
  // Longer than the front: the error comes later, behind what was read.
  const std::string text(kGuessBytes + 10, 'a');
  auto later = decode_source(std::make_unique<test::FailingSource>(text), WantedFormat::Guess);
  REQUIRE(later.has_value());
  const auto all = read_all(*later->bytes, 100);
  CHECK(all.hex == text);
  REQUIRE_FALSE(all.result.has_value());
  CHECK(all.result.error().code == Errc::ReadFailed);
}

TEST_CASE("capture/decoded_source: a capture in a pipe is known by its first bytes",
          "[capture][decoded]") {
  const std::string magic("\xd4\xc3\xb2\xa1", 4);
  const auto decoded =
      decode_source(std::make_unique<test::FailingSource>(magic), WantedFormat::Guess);
  REQUIRE(decoded);
  CHECK(decoded->format == InputFormat::Pcap);
}

}  // namespace
}  // namespace mcbin::capture
