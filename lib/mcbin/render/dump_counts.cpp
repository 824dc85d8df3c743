#include "mcbin/render/dump_counts.hpp"

#include "mcbin/render/frame_warnings.hpp"

namespace mcbin::render {

void DumpCounts::add(const codec::ScannedFrame& frame, codec::NameStyle names) {
  (codec::is_response(frame.header.magic) ? responses : requests) += 1;
  if (!frame.whole()) {
    incomplete_frames += 1;
    missing_bytes += frame.missing;
  }
  if (has_warnings(frame, names)) warned_frames += 1;
}

void DumpCounts::add(const codec::ScannedJunk& junk) {
  junk_stretches += 1;
  junk_bytes += junk.length;
}

std::string counted(std::uint64_t count, std::string_view one) {
  std::string text = std::to_string(count) + " ";
  text += one;
  if (count != 1) text += 's';
  return text;
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
