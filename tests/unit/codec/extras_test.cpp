#include "mcbin/codec/extras.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

namespace mcbin::codec {
namespace {

using test::ExactBytes;
using test::to_hex;

TEST_CASE("codec/extras: flags come before the expiry", "[codec][extras]") {
  const ExactBytes bytes("87654321 01020304");
  const StoreExtras extras{.flags = 0x87654321, .expiry_seconds = 0x01020304};
  REQUIRE(bytes.view().size() == StoreExtras::kSize);
  CHECK(load_store_extras(bytes.view()) == extras);
  CHECK(to_hex(store_extras(extras)) == to_hex(bytes.view()));
}

TEST_CASE("codec/extras: delta, initial value and expiry without padding", "[codec][extras]") {
  const ExactBytes bytes("8765432112345678 fedcba9876543210 a1b2c3d4");
  const CounterExtras extras{
      .delta = 0x8765432112345678, .initial = 0xfedcba9876543210, .expiry_seconds = 0xa1b2c3d4};
  REQUIRE(bytes.view().size() == CounterExtras::kSize);
  CHECK(load_counter_extras(bytes.view()) == extras);
  CHECK(to_hex(store_extras(extras)) == to_hex(bytes.view()));
}

TEST_CASE("codec/extras: the expiry of all ones asks not to create", "[codec][extras]") {
  const CounterExtras extras{.expiry_seconds = CounterExtras::kDoNotCreate};
  CHECK(to_hex(store_extras(extras)).ends_with("ffffffff"));
}

TEST_CASE("codec/extras: a single number is four bytes", "[codec][extras]") {
  const ExactBytes bytes("87654321");
  REQUIRE(bytes.view().size() == kU32ExtrasSize);
  CHECK(load_u32_extras(bytes.view()) == 0x87654321);
  CHECK(to_hex(store_extras(std::uint32_t{0x87654321})) == "87654321");
}

}  // namespace
}  // namespace mcbin::codec
