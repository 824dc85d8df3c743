// The header and the name of a file of the log.
#include "mcbin/journal/log_segment.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/journal/crc32c.hpp"

#include <catch2/catch.hpp>

namespace mcbin::journal {
namespace {

constexpr SegmentHeader kSample{
    .number = 0x87654321, .first_sequence = 0x123456789a, .on_disk_sequence = 0x1234567890};

TEST_CASE("journal/log_segment: a header is read as written", "[journal][log_segment]") {
  const auto read = decode_segment_header(encode_segment_header(kSample));
  REQUIRE(read.has_value());
  CHECK(read->number == kSample.number);
  CHECK(read->first_sequence == kSample.first_sequence);
  CHECK(read->on_disk_sequence == kSample.on_disk_sequence);
}

TEST_CASE("journal/log_segment: a short or damaged header is refused", "[journal][log_segment]") {
  auto bytes = encode_segment_header(kSample);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto read = decode_segment_header(ByteView(bytes).first(size));
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == Errc::Truncated);
    CHECK(read.error().at_byte == size);
  }
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    bytes[bit / 8] ^= static_cast<Byte>(1U << (bit % 8));
    const auto read = decode_segment_header(bytes);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == (bit / 8 < 8 ? Errc::BadMagic : Errc::BadText));
    bytes[bit / 8] ^= static_cast<Byte>(1U << (bit % 8));
  }
}

TEST_CASE("journal/log_segment: another version is named", "[journal][log_segment]") {
  auto bytes = encode_segment_header(kSample);
  store_be32(bytes.data() + 8, 2);
  store_be32(bytes.data() + 36, crc32c(ByteView(bytes).first(36)));
  const auto read = decode_segment_header(bytes);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code == Errc::BadConfiguration);
  CHECK(read.error().at_byte == 8);
  CHECK(read.error().detail.find("version 2") != std::string::npos);
}

TEST_CASE("journal/log_segment: names sort as their numbers do", "[journal][log_segment]") {
  CHECK(segment_name(7) == "log-00000000000000000007");
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{9}, UINT64_MAX}) {
    CHECK(segment_number(segment_name(number)) == number);
  }
  CHECK(segment_name(9) < segment_name(10));
  for (const char* name :
       {"", "log-7", "log-0000000000000000000x", "log-99999999999999999999",
        "lug-00000000000000000007", "log--0000000000000000007", "log-000000000000000000070"}) {
    INFO(name);
    CHECK_FALSE(segment_number(name).has_value());
  }
}

}  // namespace
}  // namespace mcbin::journal
