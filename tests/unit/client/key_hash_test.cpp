// Published values of the hashes; which servers they choose is ring_test.cpp's business.
#include "mcbin/client/key_hash.hpp"

#include "mcbin/base/bytes.hpp"
#include "mcbin/client/digests.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using namespace mcbin::client;

TEST_CASE("client/digests: give the published values", "[client][ring]") {
  CHECK(md5(as_bytes(""))[0] == 0xd4);  // d41d8cd9...
  CHECK(md5(as_bytes("abc"))[15] == 0x72);
  CHECK(sha1(as_bytes("abc"))[0] == 0xa9);
  CHECK(sha1(as_bytes("abc"))[19] == 0x9d);
  CHECK(crc32_of(as_bytes("123456789")) == 0xcbf43926);
  CHECK(crc32_of({}) == 0);
}

TEST_CASE("client/key_hash: gives the published values", "[client][ring]") {
  CHECK(hash_key(KeyHash::OneAtATime, "a") == 0xca2e9442);
  CHECK(hash_key(KeyHash::Fnv1_32, "foobar") == 0x31f0b262);
  CHECK(hash_key(KeyHash::Fnv1a_32, "foobar") == 0xbf9cf968);
  CHECK(hash_key(KeyHash::Fnv1_64, "foobar") == 0xa4dda9c2);  // of 0x340d8765a4dda9c2
  CHECK(md5_word("abc", 0) == 0x98500190);                    // 90 01 50 98
  CHECK(md5_word("abc", 3) == 0x727fe128);                    // 28 e1 7f 72
  CHECK(murmur3("", 0) == 0);
  CHECK(murmur3("hello", 0) == 0x248bfa47);
  CHECK(murmur3("hello, world", 0) == 0x149bbb7f);
}

TEST_CASE("client/key_hash: counts characters as Java does", "[client][ring]") {
  CHECK(java_hash("") == 0);
  CHECK(java_hash("hello") == 99162322);
  CHECK(java_hash("\xc3\xa9") == 0xe9);                            // one unit
  CHECK(java_hash("\xf0\x9f\x98\x80") == 31 * 0xd83dU + 0xde00U);  // a surrogate pair
  CHECK(java_hash("\xff") == 0xfffd);                              // no UTF-8
  CHECK(java_hash("\xe2\x82") == 0xfffd);                          // cut short
}

TEST_CASE("client/key_hash: names lead to their hash and back", "[client][ring]") {
  const auto names = key_hash_names();
  CHECK(names.size() == 8);
  for (const std::string& name : names) CHECK(key_hash_from_name(name));
  CHECK(key_hash_from_name("murmur") == KeyHash::Murmur);
  CHECK_FALSE(key_hash_from_name("sha512"));
}
