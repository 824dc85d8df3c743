// pcap and pcapng files byte by byte: what they hold, and every way in which they can be broken.
#include "mcbin/capture/packet_source.hpp"

#include "capture_fixture.hpp"
#include "mcbin/capture/compressed_source.hpp"
#include "mcbin/capture/pcapng_time.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace mcbin::capture {
namespace {

/// "time link wire bytes" of each packet, then how it ended.
std::vector<std::string> packets_of(std::unique_ptr<ByteSource> bytes,
                                    FileEnd end = FileEnd::Final) {
  std::vector<std::string> lines;
  const auto stop = [&lines](const Error& error) {
    lines.push_back(std::string(errc_name(error.code)) + " " + std::to_string(error.at_byte));
    return lines;
  };
  auto source = open_packets(std::move(bytes), end);
  if (!source) return stop(source.error());
  for (;;) {
    Packet packet;
    const auto step = (*source)->next(packet);
    if (!step) return stop(step.error());
    if (*step != PacketStep::Packet) {
      lines.emplace_back(*step == PacketStep::End ? "end" : "waiting");
      return lines;
    }
    lines.push_back(std::to_string(packet.time_ns) + " " + std::to_string(packet.link_type) + " " +
                    std::to_string(packet.wire_size) + " " + test::to_hex(packet.bytes));
  }
}

std::vector<std::string> packets_of(std::string_view hex) {
  return packets_of(memory_source(test::from_hex(hex)));
}

using Lines = std::vector<std::string>;

const std::string kPcapLittle = "d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000";
const std::string kPcapBigNs = "a1b23c4d 0002 0004 00000000 00000000 00040000 00000071";
const std::string kRecordLittle = "01000000 02000000 03000000 05000000 aabbcc";

TEST_CASE("capture/packet_source: pcap in each variant", "[capture][file]") {
  CHECK(packets_of(kPcapLittle) == Lines{"end"});
  CHECK(packets_of(kPcapLittle + kRecordLittle + kRecordLittle) ==
        Lines{"1000002000 1 5 aabbcc", "1000002000 1 5 aabbcc", "end"});
  CHECK(packets_of(kPcapBigNs + "00000001 00000002 00000001 00000001 ff") ==
        Lines{"1000000002 113 1 ff", "end"});
  CHECK(packets_of("4d3cb2a1 0200 0400 00000000 00000000 00000400 01000000" + kRecordLittle) ==
        Lines{"1000000002 1 5 aabbcc", "end"});
  CHECK(packets_of("a1b2c3d4 0002 0004 00000000 00000000 00040000 f0000001") == Lines{"end"});
}

TEST_CASE("capture/packet_source: broken pcap files", "[capture][file]") {
  CHECK(packets_of("") == Lines{"truncated 0"});
  CHECK(packets_of("d4c3b2") == Lines{"truncated 3"});
  CHECK(packets_of("d4c3b2a1 0200") == Lines{"truncated 6"});
  CHECK(packets_of("d4c3b2a2 0200 0400") == Lines{"bad_magic 0"});
  CHECK(packets_of(kPcapLittle + "0100") == Lines{"truncated 24"});
  CHECK(packets_of(kPcapLittle + kRecordLittle + "01000000 02000000 03000000 05000000 aabb") ==
        Lines{"1000002000 1 5 aabbcc", "truncated 43"});
  CHECK(packets_of(kPcapLittle + "01000000 02000000 01000001 05000000") == Lines{"too_large 32"});
}

const std::string kSection = "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000";
const std::string kInterface = "01000000 14000000 0100 0000 00000000 14000000";  // microseconds
/// With if_tsresol 9 and if_tsoffset 100.
const std::string kInterfaceNs =
    "01000000 2c000000 1401 0000 00000000 0900 0100 09000000 0e00 0800 6400000000000000"
    "0000 0000 2c000000";
/// At 2^32 + 5 units, two bytes of four.
std::string packet_block(const std::string& interface_number) {
  return "06000000 24000000 " + interface_number +
         "000000 01000000 05000000 02000000 04000000 abcd0000 24000000";
}

TEST_CASE("capture/packet_source: pcapng with several interfaces, sections and byte orders",
          "[capture][file]") {
  CHECK(packets_of(kSection) == Lines{"end"});
  CHECK(packets_of(kSection + kInterface + packet_block("00")) ==
        Lines{"4294967301000 1 4 abcd", "end"});
  CHECK(packets_of(kSection + kInterface + kInterfaceNs + packet_block("01")) ==
        Lines{"104294967301 276 4 abcd", "end"});
  const std::string simple = "03000000 14000000 04000000 abcdef01 14000000";
  CHECK(packets_of(kSection + kInterface + packet_block("00") + simple) ==
        Lines{"4294967301000 1 4 abcd", "4294967301000 1 4 abcdef01", "end"});
  const std::string old =
      "02000000 24000000 0000 0000 01000000 05000000 02000000 04000000 abcd0000 24000000";
  CHECK(packets_of(kSection + kInterface + old) == Lines{"4294967301000 1 4 abcd", "end"});
  const std::string statistics = "05000000 10000000 00000000 10000000";
  const std::string big_section =
      "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c"
      "00000001 00000014 0065 0000 00000000 00000014"
      "00000006 00000024 00000000 00000001 00000005 00000001 00000001 ee000000 00000024";
  CHECK(packets_of(kSection + kInterface + statistics + packet_block("00") + big_section) ==
        Lines{"4294967301000 1 4 abcd", "4294967301000 101 1 ee", "end"});
}

TEST_CASE("capture/packet_source: broken pcapng files", "[capture][file]") {
  CHECK(packets_of("0a0d0d0a 1c000000 4d3c2b1a") == Lines{"end"});  // no packet, no harm
  CHECK(packets_of("0a0d0d0a 1c000000 00000000") == Lines{"bad_length 0"});
  CHECK(packets_of(kSection + "06000000 0a000000 00000000") == Lines{"bad_length 28"});
  CHECK(packets_of(kSection + "06000000 0e000000 00000000") == Lines{"bad_length 28"});
  CHECK(packets_of(kSection + "06000000 00000070 00000000") == Lines{"too_large 32"});
  CHECK(packets_of(kSection + packet_block("00")) == Lines{"bad_length 28"});
  CHECK(packets_of(kSection + kInterface + packet_block("01")) == Lines{"bad_length 48"});
  CHECK(packets_of(kSection + "06000000 10000000 00000000 10000000") == Lines{"bad_length 28"});
  CHECK(packets_of(kSection + "03000000 0c000000 0c000000") == Lines{"bad_length 28"});
  CHECK(packets_of(kSection + "01000000 10000000 00000000 10000000") == Lines{"bad_length 28"});
  CHECK(packets_of(kSection + kInterface +
                   "06000000 24000000 00000000 01000000 05000000 05000000 04000000 abcd0000 "
                   "24000000") == Lines{"bad_length 48"});
  const std::string cut = kSection + kInterface + packet_block("00");
  CHECK(packets_of(cut.substr(0, cut.size() - 8)) == Lines{"truncated 48"});
  CHECK(packets_of(kSection + "0600") == Lines{"truncated 28"});
}

TEST_CASE("capture/packet_source: clocks of interfaces", "[capture][file]") {
  struct Row {
    const char* name;
    std::uint64_t units;
    InterfaceClock clock;
    std::int64_t nanoseconds;
  };
  const Row rows[] = {
      {"microseconds", 1'700'000'000'123'456, {.resolution = 6}, 1'700'000'000'123'456'000},
      {"seconds", 1'700'000'000, {.resolution = 0}, 1'700'000'000'000'000'000},
      {"nanoseconds", 1'700'000'000'123'456'789, {.resolution = 9}, 1'700'000'000'123'456'789},
      {"picoseconds", 5'000'000'001'999, {.resolution = 12}, 5'000'000'001},
      {"the finest", 18'000'000'000'000'000'000U, {.resolution = 19}, 1'800'000'000},
      {"finer than that", 18'000'000'000'000'000'000U, {.resolution = 99}, 1'800'000'000},
      {"halves", 3, {.resolution = 0x81}, 1'500'000'000},
      {"2^-32", 0x180000000, {.resolution = 0xa0}, 1'500'000'000},
      {"2^-40", 0x18000000000, {.resolution = 0xa8}, 1'500'000'000},
      {"2^-63", 0xc000000000000000, {.resolution = 0xff}, 1'500'000'000},
      {"with an offset", 1'000'000, {.offset_seconds = -3}, -2'000'000'000},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(nanoseconds_of(row.units, row.clock) == row.nanoseconds);
  }
}

/// A file that somebody is writing: it ends again and again.
class GrowingSource final : public ByteSource {
 public:
  ByteVector written;
  Result<std::size_t> read(MutableByteView space) override {
    const std::size_t size = std::min(space.size(), written.size() - at_);
    copy_bytes(ByteView{written}.subspan(at_, size), space);
    at_ += size;
    return size;
  }

 private:
  std::size_t at_ = 0;
};

TEST_CASE("capture/packet_source: a growing file waits at its end, wherever that is",
          "[capture][file]") {
  const ByteVector whole = test::from_hex(kPcapLittle + kRecordLittle + kRecordLittle);
  auto owned = std::make_unique<GrowingSource>();
  GrowingSource& file = *owned;
  file.written.assign(whole.begin(), whole.begin() + 24);
  auto source = open_packets(std::move(owned), FileEnd::MayGrow);
  REQUIRE(source);
  std::size_t packets = 0;
  Packet packet;
  for (std::size_t at = 24; at < whole.size(); ++at) {
    auto step = (*source)->next(packet);
    REQUIRE(step);
    CHECK(*step == PacketStep::Waiting);
    file.written.push_back(whole[at]);
    if (at != 42 && at != 61) continue;
    step = (*source)->next(packet);
    REQUIRE(step);
    CHECK(*step == PacketStep::Packet);
    CHECK(test::to_hex(packet.bytes) == "aabbcc");
    ++packets;
  }
  CHECK(packets == 2);
}

TEST_CASE("capture/packet_source: packets larger than what is read at once", "[capture][file]") {
  std::string big(2 * (600U << 10U), 'a');
  const auto lines =
      packets_of(kPcapLittle + "01000000 02000000 00600900 00600900" + big + kRecordLittle);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "1000002000 1 614400 " + big);
  CHECK(lines[1] == "1000002000 1 5 aabbcc");
}

TEST_CASE("capture/packet_source: what stops the source stops the packets", "[capture][file]") {
  const ByteVector whole = test::from_hex(kPcapLittle + kRecordLittle);
  CHECK(packets_of(std::make_unique<test::FailingSource>(as_text(whole))) ==
        Lines{"1000002000 1 5 aabbcc", "read_failed 43"});
}

}  // namespace
}  // namespace mcbin::capture
