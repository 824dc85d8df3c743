#include "mcbin/render/frame_dump.hpp"

namespace mcbin::render {

void FrameDump::on_frame(const codec::ScannedFrame& frame) {
  codec::PlacedFrame placed;
  placed.frame = frame;
  placed.place.number = ++frames_;
  append_frame_line(lines_, placed, options_);
}

void FrameDump::on_junk(const codec::ScannedJunk& junk) {
  append_junk_line(lines_, {.junk = junk}, options_);
}

}  // namespace mcbin::render
