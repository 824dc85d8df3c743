// Which CSV is a cache trace, and which column is which.
#include "mcbin/replay/trace_format.hpp"

#include <catch2/catch.hpp>

using mcbin::as_bytes;
using mcbin::codec::Opcode;
using mcbin::replay::guess_trace_format;
using mcbin::replay::read_trace_heading;
using mcbin::replay::trace_opcode;
using mcbin::replay::TraceColumn;
using mcbin::replay::TraceFormat;

TEST_CASE("replay/trace_format: the two formats are told apart", "[replay][trace_format]") {
  CHECK(guess_trace_format(as_bytes("0,q:q:1,10,213,4,get,0\n1,k,1,2,3,set,60\n")) ==
        TraceFormat::Twitter);
  CHECK(guess_trace_format(as_bytes("7,a,b,3,213,4,add,0\r\n")) == TraceFormat::Twitter);
  CHECK(guess_trace_format(as_bytes("key,op,size,op_count,key_size\n1,GET,3,1,8\n")) ==
        TraceFormat::CacheBench);
  CHECK(guess_trace_format(as_bytes("op_time,key,key_size,op,op_count,size,ttl\n")) ==
        TraceFormat::CacheBench);
}

TEST_CASE("replay/trace_format: other text is no trace", "[replay][trace_format]") {
  for (const char* text :
       {"", "\n", "key", "key,op", "a,b,c,d,e,f,g", "0,k,1,2,3,stat,0", "0,k,1,2,get,0",
        "x,k,1,2,3,get,0", "{\"t\":\"frame\"}", "\x80\x01,,,"}) {
    INFO(text);
    CHECK_FALSE(guess_trace_format(as_bytes(text)));
  }
}

TEST_CASE("replay/trace_format: columns are found by their names", "[replay][trace_format]") {
  const auto heading = read_trace_heading("op_time,key,key_size,op,op_count,size,other,ttl\r\n");
  REQUIRE(heading);
  const auto field = [&](TraceColumn column) {
    return (*heading)[static_cast<std::size_t>(column)].value_or(99);
  };
  CHECK(field(TraceColumn::Time) == 0);
  CHECK(field(TraceColumn::Key) == 1);
  CHECK(field(TraceColumn::KeySize) == 2);
  CHECK(field(TraceColumn::Operation) == 3);
  CHECK(field(TraceColumn::Count) == 4);
  CHECK(field(TraceColumn::Size) == 5);
  CHECK(field(TraceColumn::Ttl) == 7);

  const auto without = read_trace_heading("key,op,ttl");
  REQUIRE_FALSE(without);
  CHECK(without.error().code == mcbin::Errc::BadText);
  CHECK(without.error().detail.find("'size'") != std::string::npos);
  CHECK_FALSE(read_trace_heading("key,op,size" + std::string(40, ',')));
}

TEST_CASE("replay/trace_format: operations have opcodes", "[replay][trace_format]") {
  CHECK(trace_opcode("get") == Opcode::Get);
  CHECK(trace_opcode("GETS") == Opcode::Get);
  CHECK(trace_opcode("cas") == Opcode::Replace);
  CHECK(trace_opcode("prepend") == Opcode::Prepend);
  CHECK(trace_opcode("incr") == Opcode::Increment);
  CHECK(trace_opcode("decr") == Opcode::Decrement);
  CHECK(trace_opcode("SET_LEASE") == Opcode::Set);
  CHECK_FALSE(trace_opcode("stat"));
  CHECK_FALSE(trace_opcode(""));
}
