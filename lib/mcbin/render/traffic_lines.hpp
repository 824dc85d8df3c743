// The lines about what surrounds frames: connections and gaps.
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/stream_kind.hpp"

#include <string>
#include <string_view>

namespace mcbin::render {

/// "binary", "text", "meta", "tls", "other".
[[nodiscard]] std::string_view protocol_name(codec::StreamKind kind);
/// "fin", "reset", "replaced", "idle", "end".
[[nodiscard]] std::string_view close_name(capture::CloseReason reason);
/// "lost", "snaplen", "limit".
[[nodiscard]] std::string_view gap_name(capture::GapReason reason);
[[nodiscard]] std::string_view direction_name(capture::Direction direction);
/// "tcp", "udp".
[[nodiscard]] std::string_view transport_name(capture::Transport transport);
/// "handshake", "first_bytes", "known_server", "server_port", "lower_port", "first_sender".
[[nodiscard]] std::string_view evidence_name(capture::DirectionEvidence evidence);

void append_open_line(std::string& out, const capture::ConnectionInfo& connection,
                      codec::StreamKind kind);
void append_close_line(std::string& out, const capture::ConnectionInfo& connection,
                       codec::StreamKind kind, const capture::Close& close);
void append_gap_line(std::string& out, const capture::Gap& gap);

}  // namespace mcbin::render
