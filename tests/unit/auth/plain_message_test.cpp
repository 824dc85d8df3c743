#include "mcbin/auth/plain_message.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::test {
namespace {

using namespace std::string_literals;

std::optional<auth::PlainMessage> parse(const std::string& text) {
  static ExactBytes bytes{ByteView{}};
  bytes = ExactBytes(as_bytes(text));
  return auth::parse_plain(bytes.view());
}

TEST_CASE("auth/plain_message: the authzid is empty, the name or memcached", "[auth][plain]") {
  for (const std::string& message : {"\0me\0pass"s, "me\0me\0pass"s, "memcached\0me\0pass"s}) {
    const auto parts = parse(message);
    REQUIRE(parts.has_value());
    CHECK(parts->name == "me");
    CHECK(parts->password == "pass");
  }
}

TEST_CASE("auth/plain_message: anything else is refused", "[auth][plain]") {
  const std::string long_name(256, 'n');
  const std::string long_password(512, 'p');
  for (const std::string& message :
       {""s, "\0"s, "\0\0"s, "\0\0\0"s, "\0me"s, "\0me\0"s, "\0\0pass"s, "me\0pass"s,
        "you\0me\0pass"s, "Memcached\0me\0pass"s, "\0me\0pass\0"s, "\0me\0pa\0ss"s, "\0\0me\0pass"s,
        "\0"s + long_name + "\0pass"s, "\0me\0"s + long_password}) {
    INFO(message);
    CHECK_FALSE(parse(message).has_value());
  }
  CHECK(parse("\0"s + long_name.substr(1) + "\0"s + long_password.substr(1)).has_value());
}

}  // namespace
}  // namespace mcbin::test
