#include "mcbin/render/redaction.hpp"

#include "line_reader.hpp"

#include <catch2/catch.hpp>

namespace mcbin::render {
namespace {

TEST_CASE("render/redaction: tokens depend on key and salt alone", "[render][redaction]") {
  Redaction salted{.keys = true, .salt = "pepper"};
  CHECK(salted.token(as_bytes("user:1")).size() == 16);
  CHECK(salted.token(as_bytes("user:1")) == salted.token(as_bytes("user:1")));
  CHECK(salted.token(as_bytes("user:1")) != salted.token(as_bytes("user:2")));
  CHECK(salted.token(as_bytes("user:1")) != Redaction{.keys = true}.token(as_bytes("user:1")));
  // HMAC-SHA-256 of the empty text under the empty key, as RFC 2104 defines it.
  CHECK(Redaction{}.token({}) == "b613679a0814d9ec");
}

TEST_CASE("render/redaction: SHA-256 is that of the standard", "[render][redaction]") {
  CHECK(sha256_hex(as_bytes("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("render/redaction: nothing of keys and values is left in a line", "[render][redaction]") {
  const char* const frames[] = {
      ("8001000308000000000000100000000200000000000000000000000000000000"
       "6b65797365637265"),
      "8110000300000000000000080000000100000000000000007069643132333435",
      "810b00000000000000000005000000010000000000000000312e302e30",
      "8105000000000000000000080000000300000000000000098765432112345678",
      "800000050000000000000003000000020000000000000000616263",
      "00112233",
  };
  LineOptions options{.redaction = {.keys = true, .values = true, .salt = "s"}};
  options.hash = ValueHash::Sha256;
  for (const char* hex : frames) {
    INFO(hex);
    const std::string line = test::dump_lines(std::string_view(hex), options).at(0);
    for (const char* leak : {"key\":\"key", "secre", "pid", "1234", "1.0.0", "616263", "00112233",
                             "9756277977086449272", "sha256"}) {
      CHECK(line.find(leak) == std::string::npos);
    }
  }
  const auto set = test::read_line(test::dump_lines(std::string_view(frames[0]), options).at(0));
  CHECK(set["key"] == options.redaction.token(as_bytes("key")));
  CHECK(set["key_enc"] == "hmac");
  CHECK(set["redacted"] == true);
  CHECK(set["value_len"] == 5);
}

}  // namespace
}  // namespace mcbin::render
