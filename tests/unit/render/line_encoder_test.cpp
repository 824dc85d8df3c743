#include "mcbin/render/line_encoder.hpp"

#include "line_reader.hpp"
#include "unit/codec/recorded_frames.hpp"

#include <catch2/catch.hpp>

#include <random>

namespace mcbin::render {
namespace {

using test::from_hex;
using test::to_hex;

constexpr std::uint32_t kWhole = 0xffffffff;
constexpr std::size_t kLargeStream = 64U << 10U;
const LineOptions kEverything{.value_bytes_max = kWhole, .secrets = Secrets::Show};

ByteVector encoded(const std::vector<std::string>& lines) {
  ByteVector bytes;
  for (const std::string& line : lines) {
    const auto one = encode_line(line);
    if (!one) throw std::runtime_error(one.error().detail + ": " + line);
    append(bytes, one->bytes);
  }
  return bytes;
}

ByteVector there_and_back(ByteView bytes, LineOptions options) {
  return encoded(test::dump_lines(bytes, std::move(options), codec::Sender::Anybody, kWhole));
}

TEST_CASE("render/line_encoder: every recorded stream comes back", "[render][encode]") {
  for (const test::RecordedStream& stream : test::recorded_streams()) {
    INFO(stream.name);
    LineOptions raw = kEverything;
    raw.raw = RawBytes::Show;
    LineOptions couchbase = kEverything;
    couchbase.names = codec::NameStyle::Couchbase;
    for (const LineOptions& options : {kEverything, raw, couchbase}) {
      CHECK(same_bytes(there_and_back(stream.bytes, options), stream.bytes));
    }
    // Cut anywhere, too; where there is a large value, only at a few places.
    const std::size_t cuts = stream.bytes.size() > kLargeStream ? 3 : 40;
    for (std::size_t size = 0; size < stream.bytes.size(); size += 1 + stream.bytes.size() / cuts) {
      const ByteView cut = ByteView{stream.bytes}.first(size);
      INFO("cut after " << size);
      CHECK(same_bytes(there_and_back(cut, kEverything), cut));
    }
  }
}

TEST_CASE("render/line_encoder: random frames and random bytes come back", "[render][encode]") {
  std::mt19937 random(0x87654321);
  const Byte magics[] = {0x80, 0x81, 0x08, 0x18, 0x82, 0x83};
  for (int round = 0; round < 3000; ++round) {
    ByteVector bytes(random() % 120);
    for (Byte& byte : bytes) byte = static_cast<Byte>(random());
    if (round % 3 != 0 && bytes.size() >= codec::kHeaderSize) {
      bytes[0] = magics[random() % std::size(magics)];
      bytes[1] = static_cast<Byte>(random() % 0x25);
      bytes[2] = round % 5 == 0 ? static_cast<Byte>(random() % 4) : Byte{0};
      bytes[3] = static_cast<Byte>(random() % 8);
      bytes[4] = static_cast<Byte>((random() % 6) * 4);
      bytes[5] = 0;
      bytes[6] = 0;
      bytes[8] = bytes[9] = bytes[10] = 0;
      bytes[11] = static_cast<Byte>(bytes.size() - codec::kHeaderSize);
    }
    INFO(to_hex(bytes));
    CHECK(to_hex(there_and_back(bytes, kEverything)) == to_hex(bytes));
  }
}

TEST_CASE("render/line_encoder: framing extras that are cut inside an item come back",
          "[render][encode]") {
  // Items of 1+1 and 1+2 bytes in 5 bytes of framing extras; then a key.
  const ByteVector whole = from_hex(
      "0800050100000000"
      "0000000600000007"
      "0000000000000000"
      "11aa22bbcc6b");
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    INFO("cut after " << size);
    const ByteView cut = ByteView{whole}.first(size);
    CHECK(to_hex(there_and_back(cut, kEverything)) == to_hex(cut));
  }
}

TEST_CASE("render/line_encoder: a value keeps the bytes of a letter that a hole cut",
          "[render][encode]") {
  codec::FrameScanner scanner({.value_bytes_max = kWhole});
  render::FrameDump sink(kEverything);
  // A GET's answer with six bytes of value: "a", then two of the three bytes of a letter, a hole
  // of one byte, and two bytes that came but are not kept.
  const ByteVector front = from_hex(
      "8100000000000000"
      "0000000600000000"
      "0000000000000000"
      "61e282");
  scanner.feed(front, sink);
  scanner.skip(1, sink);
  scanner.feed(as_bytes("bc"), sink);
  scanner.finish(sink);
  ByteVector filled = front;
  filled.resize(filled.size() + 3);
  CHECK(to_hex(encoded(test::split_lines(sink.lines()))) == to_hex(filled));
}

TEST_CASE("render/line_encoder: what is left out follows from the rest", "[render][encode]") {
  struct Row {
    const char* line;
    const char* hex;
  };
  const Row rows[] = {
      {R"({"op":"GET","key":"k"})", "8000000100000000000000010000000000000000000000006b"},
      {R"({"op":"NOOP","opaque":7})", "800a00000000000000000000000000070000000000000000"},
      {R"({"op":"SET","key":"k","value":"v","expiry":60})",
       "80010001080000000000000a00000000000000000000000000000000"
       "0000003c6b76"},
      {R"({"op":"INCREMENT","key":"k"})",
       "8005000114000000000000150000000000000000000000000000000000000001"
       "0000000000000000"
       "000000006b"},
      {R"({"op":"GET","status":"ok","flags":1,"value":"AAE=","value_enc":"base64"})",
       "81000000040000000000000600000000000000000000000000000001"
       "0001"},
      {R"({"op":"GET","status":"key_enoent"})", "810000000000000100000000000000000000000000000000"},
      {R"({"op":"0x77","cas":"18446744073709551615"})",
       "80770000000000000000000000000000ffffffffffffffff"},
      {R"({"op":"GET","key":"k","body_len":9})",
       "8000000100000000000000090000000000000000000000006b"},
      {R"({"t":"junk","hex":"00ff"})", "00ff"},
      {R"({"t":"conn","event":"open"})", ""},
      {R"({"t":"transaction","req":{"op":"NOOP"},"res":[{"op":"NOOP","status":"ok"}]})",
       "800a00000000000000000000000000000000000000000000"
       "810a00000000000000000000000000000000000000000000"},
      {R"({"op":"VERSION","status":"ok","version":"1.2"})",
       "810b0000000000000000000300000000000000000000000031"
       "2e32"},
      {R"({"op":"GET","key":"ab","key_len":4,"body_len":4,)"
       R"("incomplete":true,"missing":2,"hole":true})",
       "8000000400000000000000040000000000000000000000006162"
       "0000"},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    const auto line = encode_line(row.line);
    REQUIRE(line);
    CHECK(to_hex(line->bytes) == row.hex);
  }
}

TEST_CASE("render/line_encoder: what cannot be undone is refused with a reason",
          "[render][encode]") {
  struct Row {
    const char* line;
    const char* reason;
  };
  const Row rows[] = {
      {"", "it is no JSON object"},
      {"[1]", "it is no JSON object"},
      {R"({"op":)", "it is no JSON object"},
      {R"({"key":"k"})", "there is no op"},
      {R"({"op":"FETCH"})", "op 'FETCH' is not known"},
      {R"({"t":"poem"})", "t 'poem' is not known"},
      {R"({"op":"GET","magic":"question"})", "magic 'question' is not known"},
      {R"({"op":"GET","status":"fine"})", "status 'fine' is not known"},
      {R"({"op":"GET","opaque":4294967296})", "opaque is no number from 0 to 4294967295"},
      {R"({"op":"GET","opaque":-1})", "opaque is no number from 0 to 4294967295"},
      {R"({"op":"GET","cas":"1x"})", "cas is no number from 0 to 18446744073709551615"},
      {R"({"op":"VERBOSITY","verbosity":-1})", "verbosity is no number from 0 to 4294967295"},
      {R"({"op":"GET","key":7})", "key is no text"},
      {R"({"op":"GET","key":"0011223344556677","key_enc":"hmac"})",
       "key is written as hmac, which cannot be undone"},
      {R"({"op":"GET","key":"a","key_enc":"base64"})", "key is no base64"},
      {R"({"op":"GET","hex":"0g"})", "hex is no hex"},
      {R"({"op":"SASL_AUTH","redacted":true})", "the line is redacted"},
      {R"({"op":"SET","value":"a","value_len":9,"value_shown":1})",
       "the value is cut (dump with --max-value all)"},
      {R"({"t":"junk","hex":"00","hex_shown":1})", "the junk is cut (dump with --max-value all)"},
      {R"({"op":"GET","frame_extras":[{"id":1}]})",
       "an element of frame_extras has no id or no hex"},
      {R"({"op":"GET","body_len":134217729,"hole":true})", "the hole is too large to be filled"},
      {R"({"t":"transaction","req":{"op":"GET","body_len":100000000,"hole":true},)"
       R"("res":[{"op":"GET","body_len":100000000,"hole":true}]})",
       "the hole is too large to be filled"},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    const auto line = encode_line(row.line);
    REQUIRE_FALSE(line);
    CHECK(line.error().code == Errc::BadText);
    CHECK(line.error().detail == row.reason);
  }
}

}  // namespace
}  // namespace mcbin::render
