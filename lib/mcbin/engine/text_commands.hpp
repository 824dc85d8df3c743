// The read-only part of memcached's text protocol, for exporters, monitors and nc: stats, version,
// quit. Everything else is refused and ends the connection, so that no data block of a refused
// command is ever taken for a command.
// Spec: memcached's doc/protocol.txt, "General-purpose statistics".
#pragma once

#include "mcbin/engine/dispatch.hpp"

#include <cstddef>
#include <string_view>

namespace mcbin::engine {

/// Longest line that is waited for, without its end.
inline constexpr std::size_t kTextLineMax = 1024;

/// Whether a connection whose first byte is `first` was meant to speak text: all text commands, and
/// HTTP's methods, begin with a letter.
[[nodiscard]] bool begins_text(Byte first);

/// Tells the peer that this server speaks another protocol, and ends the connection.
void refuse_text(Context& context);

/// Executes the line, which is given without its end. Sets context.close when it is the last one.
void execute_text_line(Context& context, std::string_view line);

}  // namespace mcbin::engine
