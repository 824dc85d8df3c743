#include "mcbin/render/frame_line.hpp"

#include "line_reader.hpp"
#include "unit/codec/recorded_frames.hpp"

#include <catch2/catch.hpp>

#include <random>

namespace mcbin::render {
namespace {

using test::dump_lines;
using test::read_line;

struct Row {
  const char* name;
  const char* hex;
  const char* line;
};

const Row kRows[] =
    {
        {"a request of nothing", "800a0000000000000000000087654321fedcba9876543210",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"NOOP","opcode":10,"opaque":2271560481,"cas":"18364758544493064720","vbucket":0,"datatype":0,"key_len":0,"extras_len":0,"value_len":0,"body_len":0})"},
        {"flags, expiry and a value that is no text",
         "8001000308000000000000100000000200000000000000008765432100000e106b65790a2200ff80",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"SET","opcode":1,"opaque":2,"cas":"0","vbucket":0,"datatype":0,"flags":2271560481,"expiry":3600,"expiry_kind":"relative","key":"key","key_len":3,"extras_len":8,"value":"CiIA/4A=","value_enc":"base64","value_len":5,"body_len":16})"},
        {"an absolute expiry and a quiet opcode",
         "801100010800000000000009000000020000000000000000000000006553f1006b",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"SETQ","opcode":17,"quiet":true,"opaque":2,"cas":"0","vbucket":0,"datatype":0,"flags":0,"expiry":1700000000,"expiry_kind":"absolute","key":"k","key_len":1,"extras_len":8,"value_len":0,"body_len":9})"},
        {"a counter request",
         "8006000114000000000000150000000300000000000000008765432112345678fedcba98765432100"
         "00000006b",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"DECREMENT","opcode":6,"opaque":3,"cas":"0","vbucket":0,"datatype":0,"delta":"9756277977086449272","initial":"18364758544493064720","expiry":0,"expiry_kind":"none","key":"k","key_len":1,"extras_len":20,"value_len":0,"body_len":21})"},
        {"a counter that must exist",
         "8005000114000000000000150000000300000000000000000000000000000001000000000000000af"
         "fffffff6b",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"INCREMENT","opcode":5,"opaque":3,"cas":"0","vbucket":0,"datatype":0,"delta":"1","initial":"10","expiry":4294967295,"expiry_kind":"do_not_create","key":"k","key_len":1,"extras_len":20,"value_len":0,"body_len":21})"},
        {"a counter's answer", "8105000000000000000000080000000300000000000000098765432112345678",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"response","op":"INCREMENT","opcode":5,"status":"ok","status_code":0,"opaque":3,"cas":"9","counter":"9756277977086449272","key_len":0,"extras_len":0,"value":"h2VDIRI0Vng=","value_enc":"base64","value_len":8,"body_len":8})"},
        {"a touch", "801c0001040000000000000500000001000000000000000000278d016b",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"TOUCH","opcode":28,"opaque":1,"cas":"0","vbucket":0,"datatype":0,"expiry":2592001,"expiry_kind":"absolute","key":"k","key_len":1,"extras_len":4,"value_len":0,"body_len":5})"},
        {"a flush with delay", "80080000040000000000000400000001000000000000000000278d00",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"FLUSH","opcode":8,"opaque":1,"cas":"0","vbucket":0,"datatype":0,"expiry":2592000,"expiry_kind":"relative","key_len":0,"extras_len":4,"value_len":0,"body_len":4})"},
        {"a verbosity",
         "801b0000040000000000000400000001000000000000000000000007", R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"VERBOSITY","opcode":27,"opaque":1,"cas":"0","vbucket":0,"datatype":0,"verbosity":7,"key_len":0,"extras_len":4,"value_len":0,"body_len":4})"},
        {"a hit with its key", "810d00030400000000000009000007d10000000000000303000000026b6579c3a9",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"response","op":"GETKQ","opcode":13,"status":"ok","status_code":0,"opaque":2001,"cas":"771","flags":2,"key":"key","key_len":3,"extras_len":4,"value":"é","value_len":2,"body_len":9})"},
        {"a miss", "8100000000000001000000090000000200000000000000004e6f7420666f756e64",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"response","op":"GET","opcode":0,"status":"key_enoent","status_code":1,"opaque":2,"cas":"0","key_len":0,"extras_len":0,"value":"Not found","value_len":9,"body_len":9})"},
        {"a key that is no UTF-8", "800000020000000000000002000000010000000000000000ff41",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"GET","opcode":0,"opaque":1,"cas":"0","vbucket":0,"datatype":0,"key":"/0E=","key_enc":"base64","key_len":2,"extras_len":0,"value_len":0,"body_len":2})"},
        {"characters that JSON escapes",
         "810100000000000400000009000000010000000000000000225c0a0d09001f7f41",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"response","op":"SET","opcode":1,"status":"einval","status_code":4,"opaque":1,"cas":"0","key_len":0,"extras_len":0,"value":"\"\\\n\r\t\u0000\u001f\u007fA","value_len":9,"body_len":9})"},
        {"a login",
         "80210005000000000000000f000000010000000000000000504c41494e00757365720070617373",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"SASL_AUTH","opcode":33,"opaque":1,"cas":"0","vbucket":0,"datatype":0,"mechanism":"PLAIN","key":"PLAIN","key_len":5,"extras_len":0,"redacted":true,"value_len":10,"value_shown":0,"body_len":15})"},
        {"a login's challenge", "8121000000000021000000050000000100000000000000003c3132333e",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"response","op":"SASL_AUTH","opcode":33,"status":"auth_continue","status_code":33,"opaque":1,"cas":"0","key_len":0,"extras_len":0,"redacted":true,"value_len":5,"value_shown":0,"body_len":5})"},
        {"a login refused",
         "81210000000000200000000d00000001000000000000000041757468206661696c7572652e",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"response","op":"SASL_AUTH","opcode":33,"status":"auth_error","status_code":32,"opaque":1,"cas":"0","key_len":0,"extras_len":0,"value":"Auth failure.","value_len":13,"body_len":13})"},
        {"a statistic", "81100003000000000000000700000001000000000000000070696431323334",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"response","op":"STAT","opcode":16,"status":"ok","status_code":0,"opaque":1,"cas":"0","stat_name":"pid","stat_value":"1234","key":"pid","key_len":3,"extras_len":0,"value":"1234","value_len":4,"body_len":7})"},
        {"a version", "810b00000000000000000005000000010000000000000000312e302e30",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"response","op":"VERSION","opcode":11,"status":"ok","status_code":0,"opaque":1,"cas":"0","version":"1.0.0","key_len":0,"extras_len":0,"value":"1.0.0","value_len":5,"body_len":5})"},
        {"an unknown opcode",
         "807f000103000000000000050000000100000000000000000102036b76", R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"0x7f","opcode":127,"opaque":1,"cas":"0","vbucket":0,"datatype":0,"extras_hex":"010203","key":"k","key_len":1,"extras_len":3,"value":"v","value_len":1,"body_len":5,"warn":["unknown_opcode"]})"},
        {"an unknown status", "810100000000777700000000000000010000000000000000",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"response","op":"SET","opcode":1,"status":"0x7777","status_code":30583,"opaque":1,"cas":"0","key_len":0,"extras_len":0,"value_len":0,"body_len":0,"warn":["unknown_status"]})"},
        {"reserved fields in use",
         "80010001080100010000000900000001000000000000000000000000000000006b",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"SET","opcode":1,"opaque":1,"cas":"0","vbucket":1,"datatype":1,"flags":0,"expiry":0,"expiry_kind":"none","key":"k","key_len":1,"extras_len":8,"value_len":0,"body_len":9,"warn":["reserved_nonzero"]})"},
        {"lengths that contradict", "800000050000000000000003000000020000000000000000616263",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"GET","opcode":0,"opaque":2,"cas":"0","vbucket":0,"datatype":0,"key_len":5,"extras_len":0,"value_len":0,"body_len":3,"warn":["body_lt_key_extras"],"body_hex":"616263"})"},
        {"contradicting lengths of a login",
         "802100050000000000000003000000020000000000000000616263",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"SASL_AUTH","opcode":33,"opaque":2,"cas":"0","vbucket":0,"datatype":0,"key_len":5,"extras_len":0,"redacted":true,"value_len":0,"body_len":3,"warn":["body_lt_key_extras"]})"},
        {"a cut header", "80010003080000",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"request","op":"SET","opcode":1,"datatype":0,"key_len":3,"extras_len":8,"incomplete":true,"missing":17,"warn":["header_cut"],"hex":"80010003080000"})"},
        {"a cut value", "810000000400000000000009000000010000000000000000000000007631",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"response","op":"GET","opcode":0,"status":"ok","status_code":0,"opaque":1,"cas":"0","flags":0,"key_len":0,"extras_len":4,"value":"v1","value_len":5,"value_shown":2,"body_len":9,"incomplete":true,"missing":3})"},
        {"framing extras of a request",
         "080103010805010200000010000000070000000000000000120123c1c2c3c4000000006b00ff00ff",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"alt_request","op":"SET","opcode":1,"opaque":7,"cas":"0","vbucket":258,"datatype":5,"flags":3250766788,"expiry":0,"expiry_kind":"none","frame_extras":[{"id":1,"name":"durability","hex":"0123"}],"frame_extras_len":3,"key":"k","key_len":1,"extras_len":8,"value":"AP8A/w==","value_enc":"base64","value_len":4,"body_len":16})"},
        {"framing extras of an answer",
         "180003000401000000000009000000070000000000000002024321000000027b7d",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"alt_response","op":"GET","opcode":0,"status":"ok","status_code":0,"opaque":7,"cas":"2","datatype":1,"flags":2,"frame_extras":[{"id":0,"name":"server_duration","hex":"4321","us":11698500}],"frame_extras_len":3,"key_len":0,"extras_len":4,"value":"{}","value_len":2,"body_len":9})"},
        {"framing extras that are cut", "08000201000000000000000300000007000000000000000013016b",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"alt_request","op":"GET","opcode":0,"opaque":7,"cas":"0","vbucket":0,"datatype":0,"frame_extras_hex":"1301","frame_extras_len":2,"key":"k","key_len":1,"extras_len":0,"value_len":0,"body_len":3,"warn":["frame_extras_bad"]})"},
        {"the server's own request",
         "820100070401000000000010000000000000000000000000000000016275636b6574317b7d7d7d7d",
         R"({"v":1,"t":"frame","n":1,"off":0,"magic":"server_request","op":"ClustermapChangeNotification","opcode":1,"opaque":0,"cas":"0","vbucket":0,"datatype":1,"extras_hex":"00000001","key":"bucket1","key_len":7,"extras_len":4,"value":"{}}}}","value_len":5,"body_len":16})"},
        {"junk", "00112233",
         R"({"v":1,"t":"junk","off":0,"bytes":4,"reason":"unknown_magic","hex":"00112233"})"},
        {"more junk than is shown",
         "00000000000000000000000000000000000000000000000000000000000000000000000000000000",
         R"({"v":1,"t":"junk","off":0,"bytes":40,"reason":"unknown_magic","hex":"0000000000000000000000000000000000000000000000000000000000000000","hex_shown":32})"},
};

TEST_CASE("render/frame_line: each kind of frame has its line", "[render][line]") {
  for (const Row& row : kRows) {
    INFO(row.name);
    const auto lines = dump_lines(std::string_view(row.hex));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0] == row.line);
    CHECK_NOTHROW(read_line(lines[0]));
  }
}

TEST_CASE("render/frame_line: Couchbase's names are there for the asking", "[render][line]") {
  const LineOptions couchbase{.names = codec::NameStyle::Couchbase};
  const auto ioctl =
      read_line(dump_lines("802300010000000000000001000000010000000000000000 6b", couchbase).at(0));
  CHECK(ioctl["op"] == "IoctlGet");
  CHECK_FALSE(ioctl.contains("warn"));
  const auto miss =
      read_line(dump_lines("810000000000000100000000000000010000000000000000", couchbase).at(0));
  CHECK(miss["op"] == "Get");
  CHECK(miss["status"] == "KeyEnoent");
  const auto reserved =
      read_line(dump_lines("8000000100010007000000010000000100000000000000006b", couchbase).at(0));
  CHECK_FALSE(reserved.contains("warn"));
}

TEST_CASE("render/frame_line: values are written as asked", "[render][line]") {
  const char* const text = "81000000040000000000000a000000010000000000000000000000 0068c3a96c6c6f";
  const char* const bytes = "810000000400000000000008000000010000000000000000000000 00ff00fe01";
  struct StyleRow {
    const char* name;
    const char* hex;
    LineOptions options;
    const char* value;  // nullptr: none
    const char* encoding;
    int shown;  // -1: all
  };
  const StyleRow rows[] = {
      {"text as it is", text, {}, "h\u00e9llo", nullptr, -1},
      {"text cut inside a letter", text, {.value_bytes_max = 2}, "h", nullptr, 1},
      {"text cut behind a letter", text, {.value_bytes_max = 3}, "h\u00e9", nullptr, 3},
      {"text in base64", text, {.values = ValueStyle::Base64}, "aMOpbGxv", "base64", -1},
      {"text in hex", text, {.values = ValueStyle::Hex}, "68c3a96c6c6f", "hex", -1},
      {"text, not wanted", text, {.values = ValueStyle::None}, nullptr, nullptr, 0},
      {"bytes", bytes, {}, "/wD+AQ==", "base64", -1},
      {"bytes, cut", bytes, {.value_bytes_max = 2}, "/wA=", "base64", 2},
      {"bytes, only text wanted", bytes, {.values = ValueStyle::Utf8}, nullptr, nullptr, 0},
      {"no byte wanted", bytes, {.value_bytes_max = 0}, nullptr, nullptr, 0},
  };
  for (const StyleRow& row : rows) {
    INFO(row.name);
    const auto line = read_line(dump_lines(std::string_view(row.hex), row.options).at(0));
    CHECK(line.contains("value") == (row.value != nullptr));
    if (row.value != nullptr) CHECK(line["value"] == row.value);
    CHECK(line.contains("value_enc") == (row.encoding != nullptr));
    if (row.encoding != nullptr) CHECK(line["value_enc"] == row.encoding);
    CHECK(line.contains("value_shown") == (row.shown >= 0));
    if (row.shown >= 0) CHECK(line["value_shown"] == row.shown);
  }
}

TEST_CASE("render/frame_line: a counter is told even when no value is wanted", "[render][line]") {
  const auto line =
      read_line(dump_lines("8105000000000000000000080000000300000000000000098765432112345678",
                           {.value_bytes_max = 0})
                    .at(0));
  CHECK(line["counter"] == "9756277977086449272");
  CHECK_FALSE(line.contains("value"));
}

TEST_CASE("render/frame_line: secrets are shown only when asked for", "[render][line]") {
  const char* const logins[] = {
      "80210005000000000000000f000000010000000000000000504c41494e0075736572005345435254",
      "80220005000000000000000f000000010000000000000000504c41494e0075736572005345435254",
      "082101050000000000000010000000010000000000000000 00504c41494e0075736572005345435254",
      "8202000000000000000000050000000100000000000000005345435254",
      "802100090000000000000005000000010000000000000000 5345435254",
      "80210005000000000000000f000000010000000000000000504c41494e00757365720053454352",
      "812100000000002100000005000000010000000000000000 5345435254",
  };
  for (const std::string_view hex : logins) {
    INFO(hex);
    const std::string redacted = dump_lines(hex).at(0);
    CHECK(read_line(redacted)["redacted"] == true);
    CHECK(redacted.find("SEC") == std::string::npos);
    CHECK(redacted.find("534543") == std::string::npos);
    const std::string shown = dump_lines(hex, {.secrets = Secrets::Show}).at(0);
    CHECK_FALSE(read_line(shown).contains("redacted"));
    CHECK((shown.find("SEC") != std::string::npos || shown.find("534543") != std::string::npos));
  }
}

TEST_CASE("render/frame_line: a request that a server sends is warned about", "[render][line]") {
  const auto lines =
      dump_lines("800a00000000000000000000876543210000000000000000", {}, codec::Sender::Server);
  CHECK(read_line(lines.at(0))["warn"] == nlohmann::ordered_json::array({"wrong_direction"}));
}

TEST_CASE("render/frame_line: every recorded frame has its right names", "[render][vectors]") {
  std::size_t frames = 0;
  for (const test::RecordedStream& stream : test::recorded_streams()) {
    INFO(stream.name);
    ByteView rest = stream.bytes;
    for (const std::string& text : dump_lines(ByteView{stream.bytes})) {
      const auto line = read_line(text);
      if (line["t"] != "frame" || line.contains("incomplete")) continue;
      const auto offset = line["off"].get<std::size_t>();
      const codec::Header header = codec::load_header(&rest[offset]);
      CHECK(line["opcode"] == static_cast<unsigned>(header.opcode));
      const std::string_view name = codec::opcode_name(header.opcode);
      if (!name.empty()) CHECK(line["op"] == name);
      CHECK(line["opaque"] == header.opaque);
      CHECK(line["cas"] == std::to_string(header.cas));
      CHECK(line["body_len"] == header.body_length);
      if (codec::is_response(header.magic)) {
        CHECK(line["status"] == codec::status_name(header.status()));
        CHECK(line["status_code"] == header.vbucket_or_status);
      }
      ++frames;
    }
  }
  CHECK(frames > 1000);
}

TEST_CASE("render/frame_line: any bytes give lines that can be read", "[render][line]") {
  const LineOptions styles[] = {
      {},
      {.values = ValueStyle::Utf8, .value_bytes_max = 5},
      {.secrets = Secrets::Show, .names = codec::NameStyle::Couchbase},
  };
  for (unsigned seed = 1; seed <= 200; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    ByteVector stream;
    for (std::size_t frames = random() % 5; frames > 0; --frames) {
      // Headers whose lengths are small enough that bodies of noise follow.
      const Byte magics[] = {0x80, 0x81, 0x08, 0x18, 0x82, 0x83};
      ByteVector frame(codec::kHeaderSize);
      for (Byte& byte : frame) byte = static_cast<Byte>(random());
      frame[0] = magics[random() % 6];
      frame[2] = frame[0] == 0x08 || frame[0] == 0x18 ? static_cast<Byte>(random() % 9) : Byte{0};
      frame[3] %= 12;
      frame[4] %= 21;
      frame[8] = frame[9] = frame[10] = 0;
      const std::size_t body = frame[11];
      for (std::size_t n = 0; n < body; ++n) frame.push_back(static_cast<Byte>(random()));
      append(stream, frame);
    }
    for (std::size_t n = random() % 40; n > 0; --n) stream.push_back(static_cast<Byte>(random()));
    for (const LineOptions& options : styles) {
      for (const std::string& line : dump_lines(ByteView{stream}, options)) {
        CHECK_NOTHROW(read_line(line));
      }
    }
  }
}

}  // namespace
}  // namespace mcbin::render
