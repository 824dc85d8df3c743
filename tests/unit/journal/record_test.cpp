// Records out and in; and that no cut and no flipped bit passes for what was written.
#include "mcbin/journal/record.hpp"

#include "mcbin/base/endian.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <vector>

namespace mcbin::journal {
namespace {

using Step = RecordReader::Step;

void add(ByteVector& log, const Record& record) {
  const std::size_t at = log.size();
  log.resize(at + record_bytes(record));
  encode_record(record, MutableByteView(log).subspan(at));
  seal_record(MutableByteView(log).subspan(at));
}

/// `count` records of all types, with the ends of each.
struct SampleLog {
  ByteVector bytes;
  std::vector<std::size_t> ends;
};

SampleLog sample_log(std::size_t count) {
  SampleLog log;
  std::uint64_t sequence = 0;
  for (std::size_t number = 0; number < count; ++number) {
    const auto type = static_cast<RecordType>(1 + number % 6);
    const std::string key = "key" + std::to_string(number % 17);
    const std::string value(number % 23, static_cast<char>('a' + number % 26));
    Record record{.type = type, .cas = number, .expiry_wall_ms = 1'700'000'000'000};
    if (type != RecordType::OnDisk) ++sequence;
    record.sequence = sequence;
    record.key = as_bytes(key);
    if (type == RecordType::Stored) record.value = as_bytes(value);
    add(log.bytes, record);
    log.ends.push_back(log.bytes.size());
  }
  return log;
}

/// How many records are read before the reader stops, in a block of exactly this size.
std::size_t read_all(ByteView bytes, Step& last) {
  const auto block = std::make_unique<Byte[]>(bytes.size());
  copy_bytes(bytes, {block.get(), bytes.size()});
  RecordReader reader({block.get(), bytes.size()}, 0);
  std::size_t count = 0;
  Record record;
  while ((last = reader.next(record)) == Step::Record) ++count;
  return count;
}

TEST_CASE("journal/record: what was written is read", "[journal][record]") {
  const Record written{.type = RecordType::Stored,
                       .sequence = 0x8765432112345678,
                       .flags = 0x87654321,
                       .cas = 0xfedcba9876543210,
                       .expiry_wall_ms = -0x123456789abcdef0,
                       .key = as_bytes("key"),
                       .value = as_bytes("a longer value")};
  ByteVector bytes;
  add(bytes, written);
  Record read;
  REQUIRE(decode_record(bytes, read) == bytes.size());
  CHECK(read.type == written.type);
  CHECK(read.sequence == written.sequence);
  CHECK(read.flags == written.flags);
  CHECK(read.cas == written.cas);
  CHECK(read.expiry_wall_ms == written.expiry_wall_ms);
  CHECK(as_text(read.key) == "key");
  CHECK(as_text(read.value) == "a longer value");
}

TEST_CASE("journal/record: the bytes are those of the format", "[journal][record]") {
  ByteVector bytes;
  add(bytes, {.type = RecordType::Removed,
              .sequence = 2,
              .cas = 3,
              .expiry_wall_ms = 4,
              .key = as_bytes("k")});
  const ByteVector expected = {0, 0, 0, 41, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 1, 0, 0,  0,
                               0, 0, 0, 0,  0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 'k'};
  CHECK(ByteVector(bytes.begin() + 4, bytes.end()) == expected);
}

TEST_CASE("journal/record: a log cut at any byte gives the records before", "[journal][record]") {
  const SampleLog log = sample_log(200);
  std::size_t whole = 0;
  for (std::size_t size = 0; size <= log.bytes.size(); ++size) {
    if (whole < log.ends.size() && log.ends[whole] == size) ++whole;
    const bool at_end = size == 0 || (whole > 0 && log.ends[whole - 1] == size);
    Step last{};
    REQUIRE(read_all(ByteView(log.bytes).first(size), last) == whole);
    REQUIRE(last == (at_end ? Step::End : Step::Bad));
  }
}

TEST_CASE("journal/record: a flipped bit in any byte is found", "[journal][record]") {
  SampleLog log = sample_log(40);
  std::size_t record = 0;
  for (std::size_t at = 0; at < log.bytes.size(); ++at) {
    if (at == log.ends[record]) ++record;
    for (unsigned bit = 0; bit < 8; ++bit) {
      const auto mask = static_cast<Byte>(1U << bit);
      log.bytes[at] ^= mask;
      Step last{};
      REQUIRE(read_all(log.bytes, last) == record);
      REQUIRE(last == Step::Bad);
      log.bytes[at] ^= mask;
    }
  }
}

TEST_CASE("journal/record: what is out of sequence is bad", "[journal][record]") {
  for (const std::uint64_t second : {1U, 3U, 0U}) {
    ByteVector bytes;
    add(bytes, {.sequence = 1, .key = as_bytes("k")});
    add(bytes, {.sequence = second, .key = as_bytes("k")});
    Step last{};
    CHECK(read_all(bytes, last) == 1);
    CHECK(last == Step::Bad);
  }
}

TEST_CASE("journal/record: sealed nonsense is bad", "[journal][record]") {
  struct Row {
    const char* what;
    std::size_t at;
    Byte byte;
  };
  for (const Row& row : {Row{"type 0", 16, 0}, Row{"an unknown type", 16, 7}, Row{"no zero", 17, 1},
                         Row{"a key beyond the end", 19, 3}, Row{"less than a header", 7, 39},
                         Row{"longer than any", 4, 0xff}}) {
    INFO(row.what);
    ByteVector bytes;
    add(bytes, {.sequence = 1, .key = as_bytes("k"), .value = as_bytes("v")});
    bytes[row.at] = row.byte;
    seal_record(bytes);
    Record record;
    CHECK(decode_record(bytes, record) == 0);
  }
}

}  // namespace
}  // namespace mcbin::journal
