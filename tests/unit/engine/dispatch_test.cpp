// The table of handlers: which opcodes are answered, and that quiet ones share the loud one's.
#include "mcbin/engine/dispatch.hpp"

#include <catch2/catch.hpp>

namespace mcbin::engine {
namespace {

bool is_sasl(unsigned code) {
  return code >= 0x20 && code <= 0x22;
}

TEST_CASE("engine/dispatch: exactly the served opcodes have a handler", "[engine][dispatch]") {
  for (unsigned code = 0; code <= 0xff; ++code) {
    const auto opcode = static_cast<codec::Opcode>(code);
    INFO("opcode " << code);
    const bool served = codec::opcode_info(opcode).support == codec::Support::Served;
    CHECK((find_handler(opcode) != nullptr) == (served && !is_sasl(code)));
    CHECK(find_handler(opcode) == find_handler(codec::loud_opcode(opcode)));
  }
}

}  // namespace
}  // namespace mcbin::engine
