#include "cmd/dump_lines.hpp"

#include "cmd/sentences.hpp"
#include "mcbin/codec/opcode.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace mcbin::cmd {
namespace {

using render::DumpedLine;
using Kind = DumpedLine::Kind;

/// Where a line belongs: when, and at one moment what comes first.
struct LineOrder {
  std::int64_t time_ns = 0;
  int rank = 0;  // a connection opens, is spoken on, closes
  std::uint64_t connection = 0;
  codec::Sender sender = codec::Sender::Client;
  std::uint64_t offset = 0;

  friend bool operator<(const LineOrder& left, const LineOrder& right) {
    return std::tie(left.time_ns, left.rank, left.connection, left.sender, left.offset) <
           std::tie(right.time_ns, right.rank, right.connection, right.sender, right.offset);
  }
};

LineOrder order_of(const DumpedLine& line) {
  using codec::Sender;
  switch (line.kind) {
    case Kind::Open:
      return {.time_ns = line.connection.time_ns, .rank = 0, .connection = line.connection.id};
    case Kind::Frame:
      return {.time_ns = line.frame.place.last_ns,
              .rank = 1,
              .connection = line.frame.place.connection,
              .sender = line.frame.place.sender,
              .offset = line.frame.frame.offset};
    case Kind::Junk:
      return {.time_ns = line.junk.time_ns,
              .rank = 1,
              .connection = line.junk.connection,
              .sender = line.junk.sender,
              .offset = line.junk.junk.offset};
    case Kind::Gap:
      return {.time_ns = line.gap.time_ns,
              .rank = 1,
              .connection = line.gap.connection,
              .sender = line.gap.direction == capture::Direction::ClientToServer ? Sender::Client
                                                                                 : Sender::Server,
              .offset = line.gap.offset};
    case Kind::Close:
      return {.time_ns = line.close.time_ns, .rank = 2, .connection = line.close.connection};
    case Kind::Nothing:
      break;
  }
  return {};
}

/// Whether the line lacks bytes that a replay needs; passwords are none of them.
bool lacks_bytes(const DumpedLine& line) {
  if (line.kind != Kind::Frame || line.lack.empty()) return false;
  switch (codec::loud_opcode(line.frame.frame.header.opcode)) {
    case codec::Opcode::SaslAuth:
    case codec::Opcode::SaslStep:
      return false;
    default:
      return true;
  }
}

}  // namespace

Result<void> DumpLines::read(InputLines& lines, const std::string& path) {
  const auto refuse = [&](const std::string& why) {
    return fail(Errc::BadText, 0, path + ": line " + std::to_string(lines.number()) + ": " + why);
  };
  std::string_view line;
  for (;;) {
    const auto there = lines.next(line);
    if (!there) return tl::unexpected(there.error());
    if (!*there) return {};
    line = json_object_of(line);
    if (line.empty()) continue;
    auto event = render::read_dumped_line(line, codec::NameStyle::Classic);
    if (!event) return refuse(sentence_for(event.error()));
    if (lacks_bytes(*event)) return refuse(std::string(event->lack));
    bytes_ += event->bytes.size() + sizeof(DumpedLine);
    if (bytes_ > kBytesMax) return fail(Errc::TooLarge, 0, path + " holds more than 8 GiB");
    if (event->kind != Kind::Nothing) lines_.push_back(std::move(*event));
  }
}

/// Whether offsets grow in every direction; clocks may step back.
bool DumpLines::in_order() const {
  std::map<std::pair<std::uint64_t, codec::Sender>, std::uint64_t> offsets;
  return std::all_of(lines_.begin(), lines_.end(), [&offsets](const DumpedLine& line) {
    const LineOrder order = order_of(line);
    if (order.rank != 1 || order.connection == 0) return true;
    std::uint64_t& last = offsets[{order.connection, order.sender}];
    const bool later = order.offset >= last;
    last = std::max(last, order.offset);
    return later;
  });
}

void DumpLines::hand_out(decoder::DumpedFrames& frames) {
  if (!in_order()) {
    std::stable_sort(lines_.begin(), lines_.end(),
                     [](const DumpedLine& left, const DumpedLine& right) {
                       return order_of(left) < order_of(right);
                     });
  }
  for (DumpedLine& line : lines_) {
    switch (line.kind) {
      case Kind::Nothing:
        break;
      case Kind::Frame:
        frames.frame(line.frame);
        break;
      case Kind::Junk:
        frames.junk(line.junk);
        break;
      case Kind::Gap:
        frames.gap(line.gap);
        break;
      case Kind::Open:
        frames.open(line.connection, line.protocol);
        break;
      case Kind::Close:
        frames.close(line.close, line.protocol);
        break;
    }
    line = {};
  }
  lines_.clear();
}

}  // namespace mcbin::cmd
