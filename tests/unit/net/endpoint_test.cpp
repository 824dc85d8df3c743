// Endpoint text: every accepted spelling, and every way to get it wrong.
#include "mcbin/net/endpoint.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <string_view>

using mcbin::Errc;
using mcbin::net::endpoint_text;
using mcbin::net::parse_endpoint;

TEST_CASE("net/endpoint: every spelling is read", "[net][endpoint]") {
  struct Row {
    std::string_view text;
    std::string_view host;
    std::uint16_t port;
    std::string_view unix_path;
  };
  const Row row = GENERATE(
      Row{"localhost", "localhost", 11211, ""},  //
      Row{"cache.example:4321", "cache.example", 4321, ""},
      Row{"127.0.0.1", "127.0.0.1", 11211, ""}, Row{"127.0.0.1:0", "127.0.0.1", 0, ""},
      Row{"10.0.0.1:65535", "10.0.0.1", 65535, ""}, Row{"::1", "::1", 11211, ""},  //
      Row{"[::1]", "::1", 11211, ""}, Row{"[fe80::1%eth0]:7", "fe80::1%eth0", 7, ""},
      Row{"/run/a.sock", "", 0, "/run/a.sock"}, Row{"unix:/run/a.sock", "", 0, "/run/a.sock"},
      Row{"unix:///run/a.sock", "", 0, "/run/a.sock"}, Row{"/odd:name", "", 0, "/odd:name"});
  CAPTURE(row.text);
  const auto endpoint = parse_endpoint(row.text);
  REQUIRE(endpoint);
  CHECK(endpoint->host == row.host);
  CHECK(endpoint->port == row.port);
  CHECK(endpoint->unix_path == row.unix_path);
}

TEST_CASE("net/endpoint: what cannot be read is pointed at", "[net][endpoint]") {
  struct Row {
    std::string_view text;
    std::uint64_t at_byte;
  };
  using namespace std::string_view_literals;
  const Row row =
      GENERATE(Row{"", 0}, Row{":11211", 0}, Row{"host:", 5}, Row{"host:x", 5},
               Row{"host:65536", 5}, Row{"host:-1", 5}, Row{"host:1 ", 5}, Row{"host:+1", 5},
               Row{"[]", 0}, Row{"[::1", 0}, Row{"[::1]x", 5}, Row{"[::1]:", 6}, Row{"unix:", 5},
               Row{"unix:relative", 5}, Row{"unix://", 5}, Row{"/", 0}, Row{"a\0b"sv, 1});
  CAPTURE(row.text);
  const auto endpoint = parse_endpoint(row.text);
  REQUIRE_FALSE(endpoint);
  CHECK(endpoint.error().code == Errc::BadText);
  CHECK(endpoint.error().at_byte == row.at_byte);
  CHECK_FALSE(endpoint.error().detail.empty());
}

TEST_CASE("net/endpoint: the default port stands in for a missing one only", "[net][endpoint]") {
  CHECK(parse_endpoint("a", 7)->port == 7);
  CHECK(parse_endpoint("a:8", 7)->port == 8);
  CHECK(parse_endpoint("[::1]", 7)->port == 7);
  CHECK(parse_endpoint("::1", 7)->port == 7);
}

TEST_CASE("net/endpoint: its text is read back as the same endpoint", "[net][endpoint]") {
  const std::string text = GENERATE("127.0.0.1:11211", "[::1]:4321", "name:1", "/run/a.sock");
  CHECK(endpoint_text(*parse_endpoint(text)) == text);
}

TEST_CASE("net/endpoint: only loopback addresses and unix sockets are local", "[net][endpoint]") {
  struct Row {
    std::string_view text;
    bool local;
  };
  const Row row = GENERATE(Row{"127.0.0.1", true}, Row{"127.255.255.255", true}, Row{"[::1]", true},
                           Row{"/run/a.sock", true}, Row{"128.0.0.1", false}, Row{"0.0.0.0", false},
                           Row{"[::]", false}, Row{"[::2]", false}, Row{"192.168.0.1", false},
                           Row{"localhost", false});  // a name says nothing until looked up
  CAPTURE(row.text);
  CHECK(mcbin::net::is_local(*parse_endpoint(row.text)) == row.local);
}
