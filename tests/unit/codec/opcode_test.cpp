#include "mcbin/codec/opcode.hpp"

#include <catch2/catch.hpp>

#include <cctype>
#include <set>
#include <string>

namespace mcbin::codec {
namespace {

constexpr Opcode opcode_at(unsigned code) {
  return static_cast<Opcode>(code);
}

TEST_CASE("codec/opcode: every number has an entry of its own", "[codec][opcode]") {
  for (unsigned code = 0; code < 256; ++code) {
    CHECK(opcode_info(opcode_at(code)).code == code);
  }
}

TEST_CASE("codec/opcode: the rows stand in order, each once", "[codec][opcode]") {
  int last = -1;
  for (const OpcodeInfo& row : kOpcodeRows) {
    CHECK(row.code > last);
    last = row.code;
  }
}

TEST_CASE("codec/opcode: no name is used twice in one dialect", "[codec][opcode]") {
  std::set<std::string_view> names;
  std::set<std::string_view> couchbase_names;
  for (const OpcodeInfo& row : kOpcodeRows) {
    if (!row.name.empty()) CHECK(names.insert(row.name).second);
    if (!row.couchbase_name.empty()) CHECK(couchbase_names.insert(row.couchbase_name).second);
  }
  CHECK(names.size() == 60);
  CHECK(couchbase_names.size() > 180);
}

TEST_CASE("codec/opcode: served are memcached's own and nothing else", "[codec][opcode]") {
  for (unsigned code = 0; code < 256; ++code) {
    INFO("opcode " << code);
    const bool expected = code <= 0x1e || (code >= 0x20 && code <= 0x24);
    CHECK((opcode_info(opcode_at(code)).support == Support::Served) == expected);
  }
}

TEST_CASE("codec/opcode: a quiet opcode's loud twin asks for the same parts", "[codec][opcode]") {
  for (const OpcodeInfo& row : kOpcodeRows) {
    INFO(row.name << row.couchbase_name);
    const OpcodeInfo& loud = opcode_info(opcode_at(row.loud));
    CHECK_FALSE(loud.quiet());
    CHECK(row.quiet() == (row.loud != row.code));
    if (!row.quiet()) continue;
    CHECK(std::string(loud.name) + "Q" == row.name);
    CHECK(loud.extras.first == row.extras.first);
    CHECK(loud.extras.second == row.extras.second);
    CHECK(loud.key == row.key);
    CHECK(loud.value == row.value);
  }
}

TEST_CASE("codec/opcode: look-ups hide the miss, changes hide the success", "[codec][opcode]") {
  struct Row {
    Opcode quiet;
    Opcode loud;
    Reply reply;
  };
  const Row rows[] = {
      {Opcode::GetQ, Opcode::Get, Reply::UnlessMiss},
      {Opcode::GetKQ, Opcode::GetK, Reply::UnlessMiss},
      {Opcode::GatQ, Opcode::Gat, Reply::UnlessMiss},
      {Opcode::GatKQ, Opcode::GatK, Reply::UnlessMiss},
      {Opcode::SetQ, Opcode::Set, Reply::UnlessSuccess},
      {Opcode::AddQ, Opcode::Add, Reply::UnlessSuccess},
      {Opcode::ReplaceQ, Opcode::Replace, Reply::UnlessSuccess},
      {Opcode::DeleteQ, Opcode::Delete, Reply::UnlessSuccess},
      {Opcode::IncrementQ, Opcode::Increment, Reply::UnlessSuccess},
      {Opcode::DecrementQ, Opcode::Decrement, Reply::UnlessSuccess},
      {Opcode::QuitQ, Opcode::Quit, Reply::UnlessSuccess},
      {Opcode::FlushQ, Opcode::Flush, Reply::UnlessSuccess},
      {Opcode::AppendQ, Opcode::Append, Reply::UnlessSuccess},
      {Opcode::PrependQ, Opcode::Prepend, Reply::UnlessSuccess},
  };
  std::set<Opcode> quiet;
  for (const Row& row : rows) {
    INFO(opcode_name(row.quiet));
    CHECK(loud_opcode(row.quiet) == row.loud);
    CHECK(loud_opcode(row.loud) == row.loud);
    CHECK(opcode_info(row.quiet).reply == row.reply);
    CHECK(opcode_info(row.loud).reply == Reply::Always);
    quiet.insert(row.quiet);
  }
  for (const OpcodeInfo& row : kOpcodeRows) {
    if (row.support == Support::Served) CHECK(row.quiet() == quiet.contains(opcode_at(row.code)));
  }
}

TEST_CASE("codec/opcode: served opcodes take exactly their extras", "[codec][opcode]") {
  struct Row {
    Opcode opcode;
    std::set<unsigned> sizes;
  };
  const Row rows[] = {
      {Opcode::Get, {0}},      {Opcode::Set, {8}},          {Opcode::Increment, {20}},
      {Opcode::Flush, {0, 4}}, {Opcode::Touch, {4}},        {Opcode::GatKQ, {4}},
      {Opcode::Stat, {0}},     {Opcode::Verbosity, {0, 4}}, {Opcode::SaslAuth, {0}},
      {Opcode::Append, {0}},   {Opcode::DecrementQ, {20}},  {Opcode::Noop, {0}},
      {Opcode::ReplaceQ, {8}}, {Opcode::FlushQ, {0, 4}},    {Opcode::Version, {0}},
  };
  for (const Row& row : rows) {
    for (unsigned size = 0; size < 256; ++size) {
      INFO(opcode_name(row.opcode) << " with " << size);
      CHECK(opcode_info(row.opcode).extras.allows(static_cast<std::uint8_t>(size)) ==
            row.sizes.contains(size));
    }
  }
}

TEST_CASE("codec/opcode: the K forms return the key", "[codec][opcode]") {
  const std::set<Opcode> expected{Opcode::GetK, Opcode::GetKQ, Opcode::GatK, Opcode::GatKQ};
  for (unsigned code = 0; code < 256; ++code) {
    CHECK(returns_key(opcode_at(code)) == expected.contains(opcode_at(code)));
  }
}

TEST_CASE("codec/opcode: a clash is named by the style asked for", "[codec][opcode]") {
  struct Row {
    unsigned code;
    const char* classic;
    const char* couchbase;
  };
  const Row rows[] = {
      {0x00, "GET", "Get"},
      {0x0d, "GETKQ", "Getkq"},
      {0x1f, "Hello", "Hello"},
      {0x23, "GATK", "IoctlGet"},
      {0x24, "GATKQ", "IoctlSet"},
      {0x30, "RGET", "Rget"},
      {0x3f, "DEL_VBUCKET", "DelVbucket"},
      {0x50, "DcpOpen", "DcpOpen"},
      {0xfe, "GetErrorMap", "GetErrorMap"},
      {0x7a, "", ""},
  };
  for (const Row& row : rows) {
    INFO("opcode " << row.code);
    CHECK(opcode_name(opcode_at(row.code)) == row.classic);
    CHECK(opcode_name(opcode_at(row.code), NameStyle::Couchbase) == row.couchbase);
  }
}

TEST_CASE("codec/opcode: names lead back to their opcodes, in any case", "[codec][opcode]") {
  for (const OpcodeInfo& row : kOpcodeRows) {
    if (row.name.empty()) continue;
    INFO(row.name);
    std::string lower(row.name);
    for (char& letter : lower) letter = static_cast<char>(std::tolower(letter));
    CHECK(opcode_from_name(row.name) == opcode_at(row.code));
    CHECK(opcode_from_name(lower) == opcode_at(row.code));
  }
}

TEST_CASE("codec/opcode: what is no name of memcached's is nothing", "[codec][opcode]") {
  for (const std::string_view name : {"", "GE", "GETT", " GET", "IoctlGet", "DcpOpen", "0x00"}) {
    INFO(name);
    CHECK_FALSE(opcode_from_name(name).has_value());
  }
}

}  // namespace
}  // namespace mcbin::codec
