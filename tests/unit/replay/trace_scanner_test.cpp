// Rows to operations: whole, cut anywhere, and those that cannot be read.
#include "mcbin/replay/trace_scanner.hpp"

#include "trace_samples.hpp"

#include <catch2/catch.hpp>

#include <vector>

using mcbin::Errc;
using mcbin::codec::Opcode;
using mcbin::replay::kTraceBatch;
using mcbin::replay::kTraceKeyBytesMax;
using mcbin::replay::TraceFormat;
using mcbin::replay::TraceOperation;
using mcbin::replay::TraceScanner;
using mcbin::replay::TraceSkip;
using mcbin::test::trace_of;

namespace {

struct Read {
  std::string key;
  TraceOperation operation;
};

std::vector<Read> read_all(TraceScanner& scanner) {
  std::vector<Read> all;
  for (;;) {
    const auto batch = scanner.next();
    REQUIRE(batch);
    if (batch->empty()) return all;
    for (const TraceOperation& operation : *batch) {
      all.push_back({std::string(mcbin::as_text(operation.key)), operation});
    }
  }
}

}  // namespace

TEST_CASE("replay/trace_scanner: Twitter rows, however they are cut", "[replay][trace_scanner]") {
  const std::string text =
      "0,q:q:1,10,213,4,get,0\r\n"
      "3,a,comma,7,0,4,set,3600\n"
      "\n"
      "1,shorter,9,5,4,delete,0";
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, text.size()}) {
    TraceScanner scanner = trace_of(text, TraceFormat::Twitter, step);
    const auto rows = read_all(scanner);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].key == "q:q:1.....");  // 10 bytes were recorded
    CHECK(rows[0].operation.opcode == Opcode::Get);
    CHECK(rows[0].operation.value_bytes == 213);
    CHECK(rows[1].key == "a,comma");
    CHECK(rows[1].operation.opcode == Opcode::Set);
    CHECK(rows[1].operation.ttl_seconds == 3600);
    CHECK(rows[1].operation.time_seconds == 3);
    CHECK(rows[2].key == "shorter..");
    CHECK(rows[2].operation.opcode == Opcode::Delete);
    CHECK(rows[2].operation.repeat == 1);
  }
}

TEST_CASE("replay/trace_scanner: cachebench rows by the first line", "[replay][trace_scanner]") {
  TraceScanner scanner = trace_of(
      "op_time,key,key_size,op,op_count,size,ttl\n"
      "5,77,4,GET,3,100,60\n"
      "6,78,1,SET,,2,\n",
      TraceFormat::CacheBench, 5);
  const auto rows = read_all(scanner);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].key == "77..");
  CHECK(rows[0].operation.repeat == 3);
  CHECK(rows[0].operation.ttl_seconds == 60);
  CHECK(rows[0].operation.time_seconds == 5);
  CHECK(rows[1].key == "78");
  CHECK(rows[1].operation.repeat == 1);
  CHECK(rows[1].operation.value_bytes == 2);
}

TEST_CASE("replay/trace_scanner: what cannot be read is counted", "[replay][trace_scanner]") {
  TraceScanner twitter = trace_of(
      "0,k,1,1,1,get\n"     // a column short: the key's is missing
      "x,k,1,1,1,get,0\n"   //
      "0,k,1,-1,1,get,0\n"  //
      "0,k,1,1,1,get,99999999999999999999\n"
      "0,k,1,1,1,stat,0\n"  //
      "0,,1,1,1,get,0\n"    //
      "0," +
      std::string(kTraceKeyBytesMax + 1, 'k') + ",1,1,1,get,0\n" +
      "0,k,1,8388609,1,get,0\n"
      "0,k,1,8388608,1,get,0\n");
  CHECK(read_all(twitter).size() == 1);
  CHECK(twitter.skipped(TraceSkip::Malformed) == 4);
  CHECK(twitter.skipped(TraceSkip::UnknownOperation) == 1);
  CHECK(twitter.skipped(TraceSkip::BadKey) == 2);
  CHECK(twitter.skipped(TraceSkip::ValueTooLarge) == 1);

  TraceScanner cachebench = trace_of(
      "key,op,size,op_count\n"
      "k,GET\n"
      "k,GET,x,1\n"
      "k,GET,1,0\n"
      "k,GET,1,1000001\n" +
          std::string(40, ',') + "\nk,GET,1,1,surplus\n",
      TraceFormat::CacheBench);
  CHECK(read_all(cachebench).size() == 1);
  CHECK(cachebench.skipped(TraceSkip::Malformed) == 5);
}

TEST_CASE("replay/trace_scanner: input that is no trace", "[replay][trace_scanner]") {
  TraceScanner endless = trace_of(std::string(3U << 20U, 'k'));
  const auto batch = endless.next();
  REQUIRE_FALSE(batch);
  CHECK(batch.error().code == Errc::TooLarge);

  TraceScanner headless = trace_of("1,GET,3\n", TraceFormat::CacheBench);
  const auto none = headless.next();
  REQUIRE_FALSE(none);
  CHECK(none.error().code == Errc::BadText);
}

TEST_CASE("replay/trace_scanner: batches are full while there are rows",
          "[replay][trace_scanner]") {
  std::string text;
  const std::string key(kTraceKeyBytesMax, 'k');
  for (std::size_t row = 0; row < 2 * kTraceBatch + 1; ++row) {
    text += std::to_string(row) + "," + key + ",250,1,1,get,0\n";
  }
  TraceScanner scanner = trace_of(text);
  for (const std::size_t size : {kTraceBatch, kTraceBatch, std::size_t{1}, std::size_t{0}}) {
    const auto batch = scanner.next();
    REQUIRE(batch);
    CHECK(batch->size() == size);
  }
}
