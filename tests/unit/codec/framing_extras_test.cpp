#include "mcbin/codec/framing_extras.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::codec {
namespace {

using test::ExactBytes;
using test::from_hex;
using test::to_hex;

struct Row {
  const char* name;
  std::string hex;
  std::uint16_t id;
  std::string data;
};

std::string repeated(const char* hex, int count) {
  std::string text;
  for (int n = 0; n < count; ++n) text += hex;
  return text;
}

const Row kRows[] = {
    {"no data", "50", 5, ""},
    {"durability with time-out", "13 01 87 65", 1, "018765"},
    {"server duration", "02 43 21", 0, "4321"},
    {"longest short item", "ee" + repeated("a7", 14), 14, repeated("a7", 14)},
    {"id in its own byte", "f1 00 99", 15, "99"},
    {"largest id", "f1 ff 99", 270, "99"},
    {"length in its own byte", "4f 01" + repeated("5c", 16), 4, repeated("5c", 16)},
    {"id byte before length byte", "ff 03 00" + repeated("6d", 15), 18, repeated("6d", 15)},
    {"longest item", "0f ff" + repeated("7e", 270), 0, repeated("7e", 270)},
};

TEST_CASE("codec/framing_extras: an item is its id, its data and its size", "[codec][framing]") {
  for (const Row& row : kRows) {
    INFO(row.name);
    const ExactBytes bytes(row.hex);
    FramingItem item;
    REQUIRE(next_framing_item(bytes.view(), item) == FramingStep::Item);
    CHECK(item.id == row.id);
    CHECK(to_hex(item.data) == row.data);
    CHECK(item.size == bytes.view().size());
  }
}

TEST_CASE("codec/framing_extras: an item cut anywhere is truncated", "[codec][framing]") {
  for (const Row& row : kRows) {
    const ByteVector whole = from_hex(row.hex);
    for (std::size_t size = 1; size < whole.size(); ++size) {
      INFO(row.name << ", first " << size << " bytes");
      const ExactBytes bytes(ByteView{whole}.first(size));
      FramingItem item;
      CHECK(next_framing_item(bytes.view(), item) == FramingStep::Truncated);
    }
  }
}

TEST_CASE("codec/framing_extras: a list is read to its end", "[codec][framing]") {
  ByteVector list;
  for (const Row& row : kRows) append(list, from_hex(row.hex));
  const ExactBytes bytes{ByteView{list}};
  ByteView rest = bytes.view();
  FramingItem item;
  std::size_t count = 0;
  while (next_framing_item(rest, item) == FramingStep::Item) {
    REQUIRE(count < std::size(kRows));
    CHECK(item.id == kRows[count].id);
    rest = rest.subspan(item.size);
    ++count;
  }
  CHECK(count == std::size(kRows));
  CHECK(next_framing_item(rest, item) == FramingStep::End);
}

TEST_CASE("codec/framing_extras: names depend on who speaks", "[codec][framing]") {
  CHECK(framing_item_name(Magic::FramingRequest, 0) == "barrier");
  CHECK(framing_item_name(Magic::FramingResponse, 0) == "server_duration");
  CHECK(framing_item_name(Magic::FramingRequest, 1) == "durability");
  CHECK(framing_item_name(Magic::FramingResponse, 3) == "throttle_duration");
  CHECK(framing_item_name(Magic::FramingRequest, 7) == "impersonate_token");
  CHECK(framing_item_name(Magic::FramingRequest, 8).empty());
  CHECK(framing_item_name(Magic::FramingResponse, 4).empty());
  CHECK(framing_item_name(Magic::FramingResponse, 270).empty());
}

TEST_CASE("codec/framing_extras: durations grow by the power of 1.74", "[codec][framing]") {
  CHECK(framing_duration_us(0) == 0);
  CHECK(framing_duration_us(1) == Approx(0.5));
  CHECK(framing_duration_us(1000) == Approx(82'979.3).epsilon(0.001));
  CHECK(framing_duration_us(0xffff) == Approx(120'125'042).epsilon(0.001));
}

}  // namespace
}  // namespace mcbin::codec
