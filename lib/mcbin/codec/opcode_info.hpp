// The columns of the opcode table: what one row says. The rows are in opcode_table.hpp, the
// look-ups in opcode.hpp.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace mcbin::codec {

/// Who gives the opcode a meaning.
enum class Support : std::uint8_t {
  Served,    // memcached's own: 0x00-0x1e, 0x20-0x24 (and VERBOSITY, which only the spec has)
  SpecOnly,  // in the published text, never implemented
  Foreign,   // another dialect's (Couchbase)
  Unknown,   // nobody's
};

/// What a quiet opcode suppresses: exactly one kind of frame, never an error.
enum class Reply : std::uint8_t { Always, UnlessMiss, UnlessSuccess };

/// Whether a part of the request may or must be there.
enum class Part : std::uint8_t { Never, May, Must };

/// The extras lengths that an opcode allows: at most two.
struct ExtrasSizes {
  std::uint8_t first = 0;
  std::uint8_t second = 0;

  constexpr ExtrasSizes() = default;
  constexpr ExtrasSizes(std::initializer_list<std::uint8_t> sizes)
      : first(*sizes.begin()), second(*(sizes.end() - 1)) {}
  [[nodiscard]] constexpr bool allows(std::uint8_t size) const {
    return size == first || size == second;
  }
};

struct OpcodeInfo {
  std::uint8_t code = 0;
  std::string_view name;            // empty where memcached and its spec name nothing
  std::string_view couchbase_name;  // empty where Couchbase names nothing
  std::uint8_t loud = 0;            // the same command without quiet; itself for loud ones
  Support support = Support::Unknown;
  Reply reply = Reply::Always;
  ExtrasSizes extras;
  Part key = Part::May;
  Part value = Part::May;

  [[nodiscard]] constexpr bool quiet() const { return reply != Reply::Always; }
};

/// Row makers, so that the table reads like the specification's.
constexpr OpcodeInfo served(std::uint8_t code, std::string_view name, std::string_view couchbase,
                            std::uint8_t loud, Reply reply, ExtrasSizes extras, Part key,
                            Part value) {
  return {code, name, couchbase, loud, Support::Served, reply, extras, key, value};
}
constexpr OpcodeInfo spec_only(std::uint8_t code, std::string_view name, std::string_view couchbase,
                               std::uint8_t loud, Reply reply) {
  return {code, name, couchbase, loud, Support::SpecOnly, reply, {0}, Part::May, Part::May};
}
constexpr OpcodeInfo foreign(std::uint8_t code, std::string_view couchbase) {
  return {code, {}, couchbase, code, Support::Foreign, Reply::Always, {0}, Part::May, Part::May};
}

}  // namespace mcbin::codec
