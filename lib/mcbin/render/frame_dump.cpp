#include "mcbin/render/frame_dump.hpp"

namespace mcbin::render {

namespace {

/// "1 frame", "3 frames".
std::string counted(std::uint64_t count, std::string_view one) {
  std::string text = std::to_string(count) + " ";
  text += one;
  if (count != 1) text += 's';
  return text;
}

}  // namespace

void FrameDump::on_frame(const codec::ScannedFrame& frame) {
  (codec::is_response(frame.header.magic) ? counts_.responses : counts_.requests) += 1;
  if (!frame.whole()) {
    counts_.incomplete_frames += 1;
    counts_.missing_bytes += frame.missing;
  }
  if (has_warnings(frame, options_.names)) counts_.warned_frames += 1;
  append_frame_line(lines_, frame, counts_.frames(), options_);
}

void FrameDump::on_junk(const codec::ScannedJunk& junk) {
  counts_.junk_stretches += 1;
  counts_.junk_bytes += junk.length;
  append_junk_line(lines_, junk);
}

std::string dump_sentence(const DumpCounts& counts) {
  std::string sentence = counted(counts.frames(), "frame") + " (" +
                         counted(counts.requests, "request") + ", " +
                         counted(counts.responses, "response") + ")";
  if (counts.incomplete_frames > 0) {
    sentence += ", " + std::to_string(counts.incomplete_frames) + " of them incomplete with " +
                counted(counts.missing_bytes, "byte") + " missing";
  }
  if (counts.warned_frames > 0) {
    sentence += ", " + counted(counts.warned_frames, "frame") + " with warnings";
  }
  if (counts.junk_stretches > 0) {
    sentence += ", " + counted(counts.junk_bytes, "byte") + " of junk in " +
                counted(counts.junk_stretches, "place");
  }
  return sentence;
}

}  // namespace mcbin::render
