#include "mcbin/capture/traffic.hpp"

#include <catch2/catch.hpp>

namespace mcbin::capture {
namespace {

TEST_CASE("capture/traffic: the text of an endpoint is read back", "[capture][traffic]") {
  for (const char* text : {"192.0.2.7:11211", "0.0.0.0:0", "[2001:db8::7]:65535", "[::]:1"}) {
    INFO(text);
    const auto endpoint = endpoint_from_text(text);
    REQUIRE(endpoint);
    CHECK(endpoint_text(*endpoint) == text);
  }
  for (const char* text : {"", ":", "192.0.2.7", "192.0.2.7:", "192.0.2.7:65536", "192.0.2.7:1x",
                           "192.0.2:1", "[192.0.2.7]:1", "::1:1", "[]:1", "host:1"}) {
    INFO(text);
    CHECK_FALSE(endpoint_from_text(text));
  }
}

}  // namespace
}  // namespace mcbin::capture
