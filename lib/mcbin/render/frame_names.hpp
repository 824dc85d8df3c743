// The words for what a header says: magics, opcodes and statuses as every output shows them.
#pragma once

#include "mcbin/codec/header.hpp"

#include <string>
#include <string_view>

namespace mcbin::render {

/// "request", "alt_response", ...
[[nodiscard]] std::string_view magic_name(codec::Magic magic);

/// Whether frames of `magic` have opcodes of their own: the server asks, the client answers.
[[nodiscard]] bool from_server_dialect(codec::Magic magic);

/// The opcode's name in `names`, or empty.
[[nodiscard]] std::string_view header_opcode_name(const codec::Header& header,
                                                  codec::NameStyle names);

/// The status's name in `names`, or empty.
[[nodiscard]] std::string_view shown_status_name(codec::Status status, codec::NameStyle names);

/// 0x and the hex digits of `code`: the name of what has none.
[[nodiscard]] std::string code_name(unsigned code, unsigned digits);

/// The opcode's name, or its number.
[[nodiscard]] std::string opcode_text(const codec::Header& header, codec::NameStyle names);
/// The status's name, or its number.
[[nodiscard]] std::string status_text_of(codec::Status status, codec::NameStyle names);

}  // namespace mcbin::render
