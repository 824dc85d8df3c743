#include "mcbin/capture/input_format.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::capture {
namespace {

using namespace std::string_literals;

TEST_CASE("capture/input_format: the front of a recording tells what it is", "[capture][format]") {
  struct Row {
    const char* name;
    std::string head;
    InputFormat format;
  };
  const Row rows[] = {
      {"nothing", "", InputFormat::Raw},
      {"a frame", "\x80\x0a\x00\x00"s, InputFormat::Raw},
      {"a frame of another dialect", "\x08\x01\x00\x00"s, InputFormat::Raw},
      {"one byte that is no text", "800a00\x01"s, InputFormat::Raw},
      {"a text command", "get some-key\r\n", InputFormat::Raw},
      {"words", "hello there", InputFormat::Raw},
      {"a word", "shutdown", InputFormat::Raw},
      {"hex", "800a0000", InputFormat::HexText},
      {"hex with everything between", "0x80, 0x0a;\n\\x00:00", InputFormat::HexText},
      {"hex that is base64, too", "800a00000000000000000000deadbeef", InputFormat::HexText},
      {"hex with a slip", "80 0a 00 00 00 00 00 00 00 00 00 0z", InputFormat::HexText},
      {"base64 of mostly zeros", "gAoAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", InputFormat::Base64},
      {"escapes that are hex, too", R"(\x80\x0a, \x00)", InputFormat::HexText},
      {"escapes with a letter behind", R"(\x80a\x0a)", InputFormat::Escaped},
      {"octal escapes", R"(\200\0\0)", InputFormat::Escaped},
      {"a literal of C", R"("\x80\0hello")", InputFormat::Escaped},
      {"a literal of Python", R"(b'\x80\x00')", InputFormat::Escaped},
      {"text with an escape in it", R"(get \x80)", InputFormat::Raw},
      {"xxd", "00000000: 800a 0000  ....\n", InputFormat::HexDump},
      {"hexdump -C", "00000000  80 0a 00 00  |....|\n", InputFormat::HexDump},
      {"base64", "gAoAAAAAAAAAAAAAh2VDIQAAAAAAAAAA", InputFormat::Base64},
      {"base64 in lines", "gAoAAAAAAAAAAAAA\r\nh2VDIQAAAAAAAAAA\r\n", InputFormat::Base64},
      {"base64 with a blank at the end", "gAoAAAAAAAAAAAAAh2VDIQAAAAAAAAAA \n",
       InputFormat::Base64},
      {"long words", "antidisestablishmentarianism considered", InputFormat::Raw},
      {"pcap", "\xd4\xc3\xb2\xa1\x02\x00"s, InputFormat::Pcap},
      {"pcap, big end first", "\xa1\xb2\xc3\xd4\x00\x02"s, InputFormat::Pcap},
      {"pcap, nanoseconds", "\x4d\x3c\xb2\xa1"s, InputFormat::Pcap},
      {"pcap, nanoseconds, big end first", "\xa1\xb2\x3c\x4d"s, InputFormat::Pcap},
      {"pcapng", "\x0a\x0d\x0d\x0a\x1c\x00"s, InputFormat::PcapNg},
      {"gzip", "\x1f\x8b\x08"s, InputFormat::Gzip},
      {"zstd", "\x28\xb5\x2f\xfd"s, InputFormat::Zstandard},
      {"what dump-frame writes", "{\"v\":1,\"t\":\"frame\",\"key\":\"\xc3\xa9",
       InputFormat::JsonLines},
      {"the same as an array", "[\n{\"v\":1", InputFormat::JsonLines},
      {"half a magic", "\xd4\xc3\xb2"s, InputFormat::Raw},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const InputFormat format = guess_format(as_bytes(row.head));
    CHECK(format_name(format) == format_name(row.format));
  }
}

TEST_CASE("capture/input_format: hex is a dump or plain", "[capture][format]") {
  CHECK(guess_hex_format(as_bytes("00000000: 800a")) == InputFormat::HexDump);
  CHECK(guess_hex_format(as_bytes("800a")) == InputFormat::HexText);
  CHECK(guess_hex_format(as_bytes("anything else")) == InputFormat::HexText);
}

}  // namespace
}  // namespace mcbin::capture
