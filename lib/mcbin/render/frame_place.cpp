#include "mcbin/render/frame_place.hpp"

namespace mcbin::render {

std::string_view direction_name(codec::Sender sender) {
  return sender == codec::Sender::Server ? "s2c" : "c2s";
}

void write_place(JsonLine& line, const codec::PlacedFrame& frame) {
  const codec::FramePlace& place = frame.place;
  if (place.connection != 0) {
    line.moment("ts", place.last_ns);
    line.number("conn", place.connection);
    if (place.sender == codec::Sender::Server) {
      line.word("dir", "s2c");
    } else {
      line.word("dir", "c2s");
    }
  }
  line.number("off", frame.frame.offset);
  if (place.connection == 0) return;
  line.open_list("pkt");
  line.number_element(place.first_packet);
  if (place.last_packet != place.first_packet) line.number_element(place.last_packet);
  line.close_list();
  if (place.datagram) line.number("udp_id", *place.datagram);
}

void write_place(JsonLine& line, const codec::PlacedJunk& junk) {
  if (junk.connection != 0) {
    line.moment("ts", junk.time_ns);
    line.number("conn", junk.connection);
    line.word("dir", direction_name(junk.sender));
  }
  line.number("off", junk.junk.offset);
}

void write_pair(JsonLine& line, const codec::PlacedFrame& frame) {
  const codec::PairInfo& pair = frame.pair;
  if (pair.paired()) line.number("pair", pair.number);
  if (pair.outcome != codec::Outcome::None) {
    if (pair.answers > 1) line.number("answers", pair.answers);
    line.word("outcome", codec::outcome_name(pair.outcome));
  }
  if (pair.uncertain) line.yes("uncertain");
  if (pair.last_byte_ns < 0) return;
  if (pair.first_byte_ns != pair.last_byte_ns)
    line.microseconds("first_byte_us", pair.first_byte_ns);
  line.microseconds("latency_us", pair.last_byte_ns);
}

}  // namespace mcbin::render
