// Peers that speak something else are named.
#include "mcbin/client/foreign_answer.hpp"

#include <catch2/catch.hpp>

using namespace mcbin;
using namespace std::string_view_literals;
using Catch::Matchers::Contains;

TEST_CASE("client/foreign_answer: the protocol is named by its opening", "[client]") {
  struct Row {
    std::string_view name;
    std::string_view bytes;
    std::string hint;
  };
  const auto row = GENERATE(values<Row>({
      {"text error", "ERROR\r\n", "text protocol"},
      {"text client error", "CLIENT_ERROR line too long\r\n", "text protocol"},
      {"text connection limit", "SERVER_ERROR Too many\r\n", "text protocol"},
      {"text hit", "VALUE k 0 1\r\n", "text protocol"},
      {"text miss", "END\r\n", "text protocol"},
      {"web server", "HTTP/1.1 400 Bad Request\r\n", "HTTP"},
      {"TLS alert", "\x15\x03\x03\x00\x02\x02\x32"sv, "TLS"},
      {"TLS handshake", "\x16\x03\x01\x00"sv, "TLS"},
      {"Redis error", "-ERR unknown command\r\n", "Redis"},
      {"Redis login", "-NOAUTH Authentication required.\r\n", "Redis"},
      {"SSH", "SSH-2.0-OpenSSH_9.2\r\n", "SSH"},
      {"echo", "\x80\x01\x00"sv, "request"},
      {"unknown", "\x00\xff!"sv, "begins with 00 ff 21"},
      {"one byte", "E", "begins with 45"},
  }));
  INFO(row.name);
  CHECK_THAT(client::describe_foreign_answer(as_bytes(row.bytes)), Contains(row.hint));
}

TEST_CASE("client/foreign_answer: unknown bytes are cut at sixteen", "[client]") {
  const std::string text(100, '\xee');
  const std::string shown = client::describe_foreign_answer(as_bytes(text));
  CHECK(std::count(shown.begin(), shown.end(), 'e') < 60);
  CHECK_THAT(shown, Catch::Matchers::EndsWith(" ee ee"));
}
