#include "mcbin/codec/stream_kind.hpp"

#include "support/exact_bytes.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::codec {
namespace {

using namespace std::string_literals;

TEST_CASE("codec/stream_kind: the first bytes tell the protocol", "[codec][kind]") {
  struct Row {
    const char* name;
    std::string front;
    StreamKind kind;
  };
  const Row rows[] = {
      {"nothing", "", StreamKind::Unknown},
      {"a request", "\x80", StreamKind::Binary},
      {"an answer", "\x81\x00"s, StreamKind::Binary},
      {"another dialect's request", "\x08", StreamKind::Binary},
      {"a text request", "get key\r\n", StreamKind::Text},
      {"a text answer", "VALUE key 0 1\r\n", StreamKind::Text},
      {"a text error", "ERROR\r\n", StreamKind::Text},
      {"a text request cut short", "get", StreamKind::Unknown},
      {"a meta request", "mg key v\r\n", StreamKind::Meta},
      {"a meta answer", "HD\r\n", StreamKind::Meta},
      {"a TLS hello", "\x16\x03\x01\x02\x00"s, StreamKind::Tls},
      {"TLS of no version", "\x16\x03\x05"s, StreamKind::Unknown},
      {"a TLS hello cut short", "\x16\x03"s, StreamKind::Unknown},
      {"words", "hello", StreamKind::Unknown},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const test::ExactBytes front(as_bytes(row.front));
    CHECK(stream_kind_name(stream_kind(front.view())) == stream_kind_name(row.kind));
  }
}

}  // namespace
}  // namespace mcbin::codec
