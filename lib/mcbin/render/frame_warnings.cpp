#include "mcbin/render/frame_warnings.hpp"

#include "mcbin/codec/framing_extras.hpp"

namespace mcbin::render {

namespace {

constexpr std::string_view kHeaderCut = "header_cut";
constexpr std::string_view kReservedNonzero = "reserved_nonzero";
constexpr std::string_view kFrameExtrasBad = "frame_extras_bad";

/// memcached's own requests carry zeros where Couchbase has data type and vbucket.
bool uses_reserved_fields(const codec::Header& header, codec::NameStyle names) {
  if (names == codec::NameStyle::Couchbase) return false;
  if (header.magic == codec::Magic::Response) return header.datatype != 0;
  return header.magic == codec::Magic::Request &&
         (header.datatype != 0 || header.vbucket_or_status != 0);
}

}  // namespace

bool splits_into_items(ByteView framing_extras) {
  codec::FramingItem item;
  codec::FramingStep step = codec::FramingStep::Item;
  while ((step = codec::next_framing_item(framing_extras, item)) == codec::FramingStep::Item) {
    framing_extras = framing_extras.subspan(item.size);
  }
  return step == codec::FramingStep::End;
}

bool framing_extras_are_bad(const codec::ScannedFrame& frame) {
  if (frame.framing_extras.size() < frame.header.framing_extras_length) return false;  // cut off
  return !splits_into_items(frame.framing_extras);
}

std::vector<std::string_view> warnings_of(const codec::ScannedFrame& frame,
                                          codec::NameStyle names) {
  std::vector<std::string_view> codes;
  for (unsigned bit = 0; bit < codec::kDoubtKinds && !frame.doubts.none(); ++bit) {
    const auto doubt = static_cast<codec::Doubt>(1U << bit);
    if (frame.doubts.has(doubt)) codes.push_back(codec::doubt_name(doubt));
  }
  if (frame.header_bytes < codec::kHeaderSize) {
    codes.push_back(kHeaderCut);
    return codes;
  }
  if (uses_reserved_fields(frame.header, names)) codes.push_back(kReservedNonzero);
  if (framing_extras_are_bad(frame)) codes.push_back(kFrameExtrasBad);
  return codes;
}

bool has_warnings(const codec::ScannedFrame& frame, codec::NameStyle names) {
  return !frame.doubts.none() || frame.header_bytes < codec::kHeaderSize ||
         uses_reserved_fields(frame.header, names) || framing_extras_are_bad(frame);
}

void write_warnings(JsonLine& line, const codec::ScannedFrame& frame, codec::NameStyle names) {
  if (!has_warnings(frame, names)) return;
  line.open_list("warn");
  for (const std::string_view code : warnings_of(frame, names)) line.text_element(code);
  line.close_list();
}

}  // namespace mcbin::render
