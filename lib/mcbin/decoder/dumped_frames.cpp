#include "mcbin/decoder/dumped_frames.hpp"

#include "mcbin/codec/opcode.hpp"

#include <algorithm>

namespace mcbin::decoder {

using codec::Outcome;
using codec::Sender;

void DumpedFrames::open(capture::ConnectionInfo info, codec::StreamKind kind) {
  info.id = numbered(info.id);
  Connection& connection = connections_[info.id];
  connection.info = info;
  connection.ignored =
      !ports_.empty() && std::find(ports_.begin(), ports_.end(), info.server.port) == ports_.end();
  if (connection.ignored) return protocols_.add_ignored();
  protocols_.add(kind, info.server.port);
  window_.open(info, kind);
}

void DumpedFrames::frame(codec::PlacedFrame frame) {
  if (frame.place.connection == 0) {
    frame.place.number = ++frames_;
    frame.pair = {};
    return sink_.on_frame(frame);
  }
  frame.place.connection = numbered(frame.place.connection);
  Connection& connection = at(frame.place.connection);
  if (connection.ignored) return;
  frame.place.number = ++frames_;
  pair_up(connection, frame);
  window_.frame(frame);
}

void DumpedFrames::junk(codec::PlacedJunk junk) {
  if (junk.connection == 0) return sink_.on_junk(junk);
  junk.connection = numbered(junk.connection);
  if (!at(junk.connection).ignored) window_.junk(junk);
}

void DumpedFrames::gap(capture::Gap gap) {
  gap.connection = numbered(gap.connection);
  if (!at(gap.connection).ignored) window_.gap(gap);
}

void DumpedFrames::close(capture::Close close, codec::StreamKind kind) {
  close.connection = numbered(close.connection);
  Connection& connection = at(close.connection);
  if (!connection.ignored) {
    const bool both = close.client.packets > 0 && close.server.packets > 0;
    end_pairings(connection, both);
    if (kind == codec::StreamKind::Binary && !both) protocols_.add_one_way();
    window_.close(connection.info, kind, close);
  }
  connections_.erase(close.connection);
}

void DumpedFrames::finish() {
  for (auto& [id, connection] : connections_) end_pairings(connection, connection.answered);
  connections_.clear();
  window_.flush();
}

std::uint64_t DumpedFrames::numbered(std::uint64_t connection) {
  connection += connections_before_;
  connections_last_ = std::max(connections_last_, connection);
  return connection;
}

DumpedFrames::Connection& DumpedFrames::at(std::uint64_t connection) {
  Connection& found = connections_[connection];
  found.info.id = connection;
  return found;
}

void DumpedFrames::pair_up(Connection& connection, codec::PlacedFrame& frame) {
  if (frame.place.sender == Sender::Server) connection.answered = true;
  if (frame.pair.uncertain) connection.pairings.mark_gap();
  const auto resolved = [this](const codec::Resolution& done) { window_.resolve(done); };
  connection.pairings.take(frame.frame, frame.place, frame.pair, resolved);
}

void DumpedFrames::end_pairings(Connection& connection, bool both_directions) {
  const auto resolved = [this](const codec::Resolution& done) { window_.resolve(done); };
  connection.pairings.close(both_directions ? Outcome::Unanswered : Outcome::OneWay, resolved);
}

}  // namespace mcbin::decoder
