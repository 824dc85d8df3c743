// What a client command found under a key, as one line of JSON: the value, its absence, or why
// nobody knows. value_line.schema.json beside this file is the promise about the fields. Absent
// fields are left out, never null; the 64-bit CAS is a string.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mcbin::render {

/// How a value's flags were read; empty texts are left out.
struct ValueMeaning {
  std::string_view client = {};       // the client library that wrote it
  std::string_view type = {};         // "text", "int", ...
  std::string_view compression = {};  // what was undone: "zlib", ...
  std::string_view format = {};       // of objects: "Python pickle, protocol 4"
  std::string_view problem = {};      // why the flags and the bytes do not go together
};

struct ValueLine {
  ByteView key = {};
  std::string_view server = {};  // left out when empty
  std::uint32_t flags = 0;
  std::uint64_t cas = 0;
  std::uint64_t stored_bytes = 0;            // as the server holds it
  std::optional<ByteView> value = {};        // left out when not wanted
  std::optional<ValueMeaning> meaning = {};  // when the flags were read
};

/// A key that was not there; `value` is what stands in for it.
struct MissLine {
  ByteView key = {};
  std::string_view server = {};
  std::optional<ByteView> value = {};
};

/// A failure, of one key or, without `key`, of the whole command.
struct FailureLine {
  std::optional<ByteView> key = {};
  std::string_view server = {};
  std::string_view sentence;  // valid UTF-8
  int exit_code = 0;
  std::optional<std::uint16_t> status = {};  // the server's answer, when it gave one
};

void append_value_line(std::string& out, const ValueLine& line);
void append_miss_line(std::string& out, const MissLine& line);
void append_failure_line(std::string& out, const FailureLine& line);

}  // namespace mcbin::render
