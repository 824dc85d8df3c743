#include "mcbin/render/traffic_summary.hpp"

#include "line_reader.hpp"

#include <catch2/catch.hpp>

namespace mcbin::render {
namespace {

using codec::Opcode;
using codec::Outcome;

void ask(TrafficSummary& summary, Opcode opcode, std::string_view key, Outcome outcome,
         std::int64_t latency_ns, std::uint32_t answer_value = 0) {
  codec::PlacedFrame frame;
  frame.frame.header.opcode = opcode;
  frame.frame.header.key_length = static_cast<std::uint16_t>(key.size());
  frame.frame.header.body_length = static_cast<std::uint32_t>(key.size());
  frame.frame.key = frame.frame.body = as_bytes(key);
  frame.place = {.number = 1, .connection = 1, .sender = codec::Sender::Client};
  frame.place.last_ns = 1'000'000'000;
  frame.pair.outcome = outcome;
  frame.pair.value_length = answer_value;
  frame.pair.first_byte_ns = frame.pair.last_byte_ns = latency_ns;
  summary.frame(frame);
}

void fill(TrafficSummary& summary) {
  capture::ConnectionInfo info{.id = 1};
  info.client.address = {10, 0, 0, 1};
  summary.open(info);
  ask(summary, Opcode::Get, "user:1", Outcome::Hit, 1000, 500);
  ask(summary, Opcode::Get, "user:1", Outcome::Hit, 2000, 500);
  ask(summary, Opcode::GetKQ, "user:2", Outcome::ImpliedMiss, -1);
  ask(summary, Opcode::Get, "page", Outcome::Miss, 40'000'000);
  ask(summary, Opcode::Delete, "page", Outcome::Miss, 1000);
  codec::PlacedFrame answer;
  answer.frame.header.magic = codec::Magic::Response;
  summary.frame(answer);
  summary.gap({.size = 7});
  summary.junk({.junk = {.length = 3}});
  capture::Close close;
  close.client.retransmissions = 2;
  summary.close(info, codec::StreamKind::Binary, close);
}

TEST_CASE("render/traffic_summary: JSON holds what came by", "[render][summary]") {
  TrafficSummary summary({});
  fill(summary);
  const auto line = test::read_line(summary.json());
  CHECK(line["t"] == "summary");
  CHECK(line["requests"] == 5);
  CHECK(line["responses"] == 1);
  CHECK(line["gap_bytes"] == 7);
  CHECK(line["junk_bytes"] == 3);
  CHECK(line["lookups"]["hits"] == 2);
  CHECK(line["lookups"]["misses"] == 2);
  CHECK(line["lookups"]["hit_ratio"] == 0.5);
  CHECK(line["prefixes"][0]["prefix"] == "user:");
  CHECK(line["prefixes"][0]["hit_ratio"] == 0.6667);
  CHECK(line["prefixes"][1]["prefix"] == "(none)");
  CHECK(line["ops"][0]["op"] == "GET");
  CHECK(line["ops"][0]["outcomes"]["hit"] == 2);
  CHECK(line["ops"][0]["statuses"]["ok"] == 1);
  CHECK(line["top_calls"][0]["count"] == 2);
  CHECK(line["top_bytes"][0]["name"] == "user:1");
  CHECK(line["top_bytes"][0]["count"] == 1000);
  CHECK(line["top_misses"][0]["name"] == "page");
  CHECK(line["latency"]["count"] == 4);
  CHECK(line["latency"]["max_us"] == 40000);
  CHECK(line["stalls_40ms"]["answers"] == 1);
  CHECK(line["stalls_40ms"]["share"] == 0.25);
  CHECK(line["connections"]["binary"] == 1);
  CHECK(line["retransmissions"] == 2);
}

TEST_CASE("render/traffic_summary: text has the same numbers", "[render][summary]") {
  TrafficSummary summary({});
  fill(summary);
  const std::string text = summary.text();
  for (const char* part :
       {"6 frames (5 requests, 1 response)", "GETKQ", "implied_miss", "user:", "66.67%",
        "1 answers came about 40 ms late", "connections: binary 1", "1 gaps, 7 bytes"}) {
    INFO(part);
    CHECK(text.find(part) != std::string::npos);
  }
}

TEST_CASE("render/traffic_summary: groups other than keys, and tokens for keys",
          "[render][summary]") {
  struct Row {
    SummaryOptions options;
    std::string first;
  };
  const Redaction redaction{.keys = true, .salt = "s"};
  const Row rows[] = {
      {{.group = GroupBy::Prefix}, "user:"},
      {{.group = GroupBy::Client}, "10.0.0.1"},
      {{.group = GroupBy::Opcode}, "GET"},
      {{.redaction = redaction}, redaction.token(as_bytes("page"))},
      {{.group = GroupBy::Prefix, .redaction = redaction}, redaction.token(as_bytes("user:"))},
  };
  for (const Row& row : rows) {
    INFO(row.first);
    TrafficSummary summary(row.options);
    fill(summary);
    const std::string json = summary.json();
    CHECK(test::read_line(json)["top_calls"][0]["name"] == row.first);
    if (row.options.redaction.keys) CHECK(json.find("user") == std::string::npos);
  }
}

}  // namespace
}  // namespace mcbin::render
