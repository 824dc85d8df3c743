#include "mcbin/capture/compressed_source.hpp"

#include "capture_fixture.hpp"
#include "mcbin/capture/decoded_source.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace mcbin::capture {
namespace {

// "hello, hello, hello" as gzip and zstd pack it.
const std::string kGzip = "1f8b0800000000000203cb48cdc9c9d751c840a2009fa1ca0913000000";
const std::string kZstd = "28b52ffd04686d00003868656c6c6f2c200100e28a1175f3988e";

/// What comes out in pieces of `step` bytes, and the error at its end.
test::Decoded unpack(std::unique_ptr<ByteSource> source, std::size_t step) {
  ByteVector all;
  ByteVector space(step);
  for (;;) {
    const auto size = source->read(space);
    if (!size) return {std::string(as_text(all)), tl::unexpected(size.error())};
    if (*size == 0) return {std::string(as_text(all)), {}};
    append(all, ByteView{space}.first(*size));
  }
}

std::unique_ptr<ByteSource> bytes_of(const std::string& hex) {
  return memory_source(test::from_hex(hex));
}

struct Packing {
  const char* name;
  std::string packed;
  std::string text;
  std::unique_ptr<ByteSource> (*open)(std::unique_ptr<ByteSource>);
};

std::vector<Packing> packings() {
  return {{"gzip", kGzip, "hello, hello, hello", gzip_source},
          {"zstd", kZstd, "hello, hello, hello", zstd_source}};
}

TEST_CASE("capture/compressed_source: packed files come out whole, in any pieces",
          "[capture][packed]") {
  for (const Packing& packing : packings()) {
    for (const unsigned step : {1U, 7U, 4096U}) {
      INFO(packing.name << " in pieces of " << step);
      const auto once = unpack(packing.open(bytes_of(packing.packed)), step);
      CHECK(once.result);
      CHECK(once.hex == packing.text);
      const auto twice = unpack(packing.open(bytes_of(packing.packed + packing.packed)), step);
      CHECK(twice.result);
      CHECK(twice.hex == packing.text + packing.text);
    }
  }
  const auto padded = unpack(gzip_source(bytes_of(kGzip + "00000000")), 9);
  CHECK(padded.result);
  CHECK(padded.hex == "hello, hello, hello");
}

TEST_CASE("capture/compressed_source: a packed file cut anywhere says so", "[capture][packed]") {
  for (const Packing& packing : packings()) {
    for (std::size_t size = 2; size < packing.packed.size(); size += 2) {
      INFO(packing.name << " of " << size / 2 << " bytes");
      const auto cut = unpack(packing.open(bytes_of(packing.packed.substr(0, size))), 64);
      REQUIRE_FALSE(cut.result);
      CHECK(cut.result.error().code == Errc::Truncated);
      CHECK(cut.result.error().at_byte == size / 2);
      CHECK(packing.text.starts_with(cut.hex));
    }
  }
}

TEST_CASE("capture/compressed_source: a damaged file says so", "[capture][packed]") {
  for (const Packing& packing : packings()) {
    INFO(packing.name);
    const auto other = unpack(packing.open(bytes_of("8000000000000000000000000000")), 64);
    REQUIRE_FALSE(other.result);
    CHECK(other.result.error().code == Errc::BadText);
  }
  // A good block, then one of a kind that there is not.
  const auto half = unpack(zstd_source(bytes_of("28b52ffd0000100000686906000000")), 64);
  CHECK(half.hex == "hi");
  REQUIRE_FALSE(half.result);
  CHECK(half.result.error().code == Errc::BadText);
  // A window of 4 GiB.
  const auto window = unpack(zstd_source(bytes_of("28b52ffd00b0010000")), 64);
  REQUIRE_FALSE(window.result);
  CHECK(window.result.error().code == Errc::TooLarge);
}

TEST_CASE("capture/compressed_source: the disk's errors come through", "[capture][packed]") {
  for (const Packing& packing : packings()) {
    const ByteVector half = test::from_hex(packing.packed.substr(0, 20));
    const auto read =
        unpack(packing.open(std::make_unique<test::FailingSource>(as_text(half))), 64);
    REQUIRE_FALSE(read.result);
    CHECK(read.result.error().code == Errc::ReadFailed);
  }
}

TEST_CASE("capture/compressed_source: packed inputs are recognised and unpacked",
          "[capture][packed]") {
  for (const Packing& packing : packings()) {
    auto decoded = decode_source(bytes_of(packing.packed), WantedFormat::Guess);
    REQUIRE(decoded);
    CHECK(decoded->packed);
    CHECK(decoded->format == InputFormat::Raw);
    CHECK(unpack(std::move(decoded->bytes), 64).hex == packing.text);
    auto raw = decode_source(bytes_of(packing.packed), WantedFormat::Raw);
    REQUIRE(raw);
    CHECK_FALSE(raw->packed);
  }
}

}  // namespace
}  // namespace mcbin::capture
