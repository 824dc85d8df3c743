#include "mcbin/render/traffic_lines.hpp"

#include "mcbin/render/frame_line.hpp"
#include "mcbin/render/json_line.hpp"

namespace mcbin::render {

namespace {

void write_totals(JsonLine& line, std::string_view name, const capture::DirectionTotals& totals) {
  line.open_object(name);
  line.number("packets", totals.packets);
  line.number("bytes", totals.payload_bytes);
  if (totals.retransmissions > 0) line.number("retransmissions", totals.retransmissions);
  if (totals.repeated_bytes > 0) line.number("repeated_bytes", totals.repeated_bytes);
  if (totals.gaps > 0) line.number("gaps", totals.gaps);
  if (totals.gap_bytes > 0) line.number("gap_bytes", totals.gap_bytes);
  line.close_object();
}

}  // namespace

std::string_view protocol_name(codec::StreamKind kind) {
  switch (kind) {
    case codec::StreamKind::Binary:
      return "binary";
    case codec::StreamKind::Text:
      return "text";
    case codec::StreamKind::Meta:
      return "meta";
    case codec::StreamKind::Tls:
      return "tls";
    case codec::StreamKind::Unknown:
      return "other";
  }
  return {};
}

std::string_view close_name(capture::CloseReason reason) {
  switch (reason) {
    case capture::CloseReason::Fin:
      return "fin";
    case capture::CloseReason::Reset:
      return "reset";
    case capture::CloseReason::Replaced:
      return "replaced";
    case capture::CloseReason::Idle:
      return "idle";
    case capture::CloseReason::End:
      return "end";
  }
  return {};
}

std::string_view gap_name(capture::GapReason reason) {
  switch (reason) {
    case capture::GapReason::Lost:
      return "lost";
    case capture::GapReason::Snaplen:
      return "snaplen";
    case capture::GapReason::Limit:
      return "limit";
  }
  return {};
}

std::string_view direction_name(capture::Direction direction) {
  return direction == capture::Direction::ServerToClient ? "s2c" : "c2s";
}

std::string_view transport_name(capture::Transport transport) {
  return transport == capture::Transport::Udp ? "udp" : "tcp";
}

std::string_view evidence_name(capture::DirectionEvidence evidence) {
  switch (evidence) {
    case capture::DirectionEvidence::Handshake:
      return "handshake";
    case capture::DirectionEvidence::FirstBytes:
      return "first_bytes";
    case capture::DirectionEvidence::KnownServer:
      return "known_server";
    case capture::DirectionEvidence::ServerPort:
      return "server_port";
    case capture::DirectionEvidence::LowerPort:
      return "lower_port";
    case capture::DirectionEvidence::FirstSender:
      return "first_sender";
  }
  return {};
}

void append_open_line(std::string& out, const capture::ConnectionInfo& connection,
                      codec::StreamKind kind) {
  JsonLine line(out);
  line.number("v", kSchemaVersion);
  line.text("t", "conn");
  line.text("event", "open");
  line.moment("ts", connection.time_ns);
  line.number("conn", connection.id);
  line.text("transport", transport_name(connection.transport));
  line.text("client", capture::endpoint_text(connection.client));
  line.text("server", capture::endpoint_text(connection.server));
  line.text("protocol", protocol_name(kind));
  line.text("evidence", evidence_name(connection.evidence));
  if (connection.opening == capture::Opening::Midstream) line.yes("midstream");
  line.end();
}

void append_close_line(std::string& out, const capture::ConnectionInfo& connection,
                       codec::StreamKind kind, const capture::Close& close) {
  JsonLine line(out);
  line.number("v", kSchemaVersion);
  line.text("t", "conn");
  line.text("event", "close");
  line.moment("ts", close.time_ns);
  line.number("conn", connection.id);
  line.text("protocol", protocol_name(kind));
  line.text("reason", close_name(close.reason));
  write_totals(line, "c2s", close.client);
  write_totals(line, "s2c", close.server);
  line.end();
}

void append_gap_line(std::string& out, const capture::Gap& gap) {
  JsonLine line(out);
  line.number("v", kSchemaVersion);
  line.text("t", "gap");
  line.moment("ts", gap.time_ns);
  line.number("conn", gap.connection);
  line.text("dir", direction_name(gap.direction));
  line.number("off", gap.offset);
  line.number("bytes", gap.size);
  line.text("reason", gap_name(gap.reason));
  line.end();
}

}  // namespace mcbin::render
