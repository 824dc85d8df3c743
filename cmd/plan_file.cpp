#include "cmd/plan_file.hpp"

#include "cmd/written_file.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/decoder/pcap_builder.hpp"
#include "mcbin/render/frame_line.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace mcbin::cmd {
namespace {

/// An answer whose moment is not known comes so long after its request.
constexpr std::int64_t kUnknownLatencyNs = 1000;

codec::PlacedFrame placed(ByteView bytes, std::uint64_t connection, codec::Sender sender,
                          std::int64_t time_ns) {
  codec::Frame whole;
  static_cast<void>(codec::next_frame(bytes, whole));
  codec::PlacedFrame frame;
  frame.frame.length = bytes.size();
  frame.frame.header = whole.header;
  frame.frame.extras = whole.extras;
  frame.frame.key = whole.key;
  frame.frame.value = whole.value;
  frame.frame.body = bytes.subspan(codec::kHeaderSize);
  frame.place.connection = connection;
  frame.place.sender = sender;
  frame.place.first_ns = frame.place.last_ns = time_ns;
  return frame;
}

/// Requests and answers in the order of their moments; views into the plan.
std::vector<codec::PlacedFrame> frames_of(const replay::ReplayPlan& plan) {
  std::vector<codec::PlacedFrame> frames;
  for (const replay::PlannedConnection& connection : plan.connections) {
    for (const replay::PlannedRequest& request : connection.requests) {
      const std::int64_t asked_ns = plan.start_wall_ns + request.time_ns;
      frames.push_back(placed(request.bytes, connection.id, codec::Sender::Client, asked_ns));
      frames.back().place.first_packet = request.packet;
      const std::int64_t latency_ns =
          request.captured_latency_ns >= 0 ? request.captured_latency_ns : kUnknownLatencyNs;
      for (const ByteVector& answer : request.answers) {
        frames.push_back(
            placed(answer, connection.id, codec::Sender::Server, asked_ns + latency_ns));
      }
    }
  }
  std::stable_sort(frames.begin(), frames.end(), [](const auto& left, const auto& right) {
    return left.place.last_ns < right.place.last_ns;
  });
  return frames;
}

/// A connection to the default port with a port of its own.
capture::ConnectionInfo loopback_connection(std::uint64_t id, std::size_t at) {
  constexpr std::size_t kPortFirst = 20'000;
  constexpr std::size_t kPorts = 40'000;
  capture::ConnectionInfo info;
  info.id = id;
  info.client.address = info.server.address = {127, 0, 0, 1};
  info.client.port = static_cast<std::uint16_t>(kPortFirst + at % kPorts);
  info.server.port = 11211;
  return info;
}

/// Numbers frames and packets, and says where each lies in its direction.
void number(std::vector<codec::PlacedFrame>& frames) {
  std::map<std::pair<std::uint64_t, codec::Sender>, std::uint64_t> offsets;
  std::uint64_t count = 0;
  for (codec::PlacedFrame& frame : frames) {
    std::uint64_t& offset = offsets[{frame.place.connection, frame.place.sender}];
    frame.frame.offset = offset;
    offset += frame.frame.length;
    frame.place.number = ++count;
    if (frame.place.first_packet == 0) frame.place.first_packet = count;
    frame.place.last_packet = frame.place.first_packet;
  }
}

}  // namespace

Result<void> write_plan(const std::string& path, const replay::ReplayPlan& plan) {
  std::vector<codec::PlacedFrame> frames = frames_of(plan);
  number(frames);
  if (path.ends_with(".jsonl")) {
    std::string lines;
    const render::LineOptions options{.value_bytes_max = std::numeric_limits<std::uint32_t>::max()};
    for (const codec::PlacedFrame& frame : frames) {
      render::append_frame_line(lines, frame, options);
    }
    return write_file(path, lines);
  }
  decoder::PcapBuilder builder;
  ByteVector bytes;
  builder.begin(bytes);
  for (std::size_t at = 0; at < plan.connections.size(); ++at) {
    builder.open(loopback_connection(plan.connections[at].id, at));
  }
  for (const codec::PlacedFrame& frame : frames) builder.frame(bytes, frame);
  return write_file(path, as_text(bytes));
}

}  // namespace mcbin::cmd
