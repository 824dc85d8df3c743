#include "mcbin/codec/collection_key.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

namespace mcbin::codec {
namespace {

using test::ExactBytes;

TEST_CASE("codec/collection_key: a document key begins with its collection",
          "[codec][collection]") {
  struct Row {
    const char* hex;
    std::uint32_t collection;
    std::size_t key_size;
  };
  const Row rows[] = {
      {"006b", 0, 1}, {"086b6579", 8, 3}, {"aa0a6b", 1322, 1}, {"ffffffff0f", 0xffffffff, 0}};
  for (const Row& row : rows) {
    INFO(row.hex);
    const ExactBytes bytes(row.hex);
    const auto split = split_collection(bytes.view());
    REQUIRE(split);
    CHECK(split->collection == row.collection);
    CHECK(split->key.size() == row.key_size);
  }
  for (const char* bad : {"", "80", "aa", "ffffffffff", "ffffffff1f", "ffffffffff01"}) {
    INFO(bad);
    const ExactBytes bytes(bad);
    CHECK_FALSE(split_collection(bytes.view()));
  }
}

TEST_CASE("codec/collection_key: HELLO's answer grants collections or does not",
          "[codec][collection]") {
  CHECK(grants_collections(ExactBytes("00030012000a").view()));
  CHECK_FALSE(grants_collections(ExactBytes("0003001200").view().first(3)));
  CHECK_FALSE(grants_collections(ExactBytes("001100130012").view().first(5)));
  CHECK(has_document_key(Opcode::Get));
  CHECK_FALSE(has_document_key(Opcode::Stat));
  CHECK_FALSE(has_document_key(Opcode::SaslAuth));
}

}  // namespace
}  // namespace mcbin::codec
