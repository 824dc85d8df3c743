#include "mcbin/render/decoded_value.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/codec/extras.hpp"
#include "mcbin/render/byte_text.hpp"
#include "mcbin/values/read_value.hpp"

#include <algorithm>
#include <optional>

namespace mcbin::render {

namespace {

constexpr std::size_t kUnpackedBytesMax = 4U << 20U;

/// The flags that `frame` carries with its value.
std::optional<std::uint32_t> flags_of(const codec::ScannedFrame& frame) {
  const bool response = codec::is_response(frame.header.magic);
  const std::size_t size = response ? codec::kU32ExtrasSize : codec::StoreExtras::kSize;
  if (frame.extras.size() != size) return std::nullopt;
  if (response && frame.header.status() != codec::Status::Ok) return std::nullopt;
  return load_be32(frame.extras.data());
}

void write_content(JsonLine& line, ByteView content, std::size_t bytes_max) {
  const ByteView shown = content.first(std::min(content.size(), bytes_max));
  const std::size_t prefix = utf8_prefix(shown);
  const bool utf8 = prefix == shown.size() ||
                    (shown.size() < content.size() && is_cut_utf8(shown.subspan(prefix)));
  line.number("len", content.size());
  if (utf8) {
    line.text("content", as_text(shown.first(prefix)));
    if (prefix < content.size()) line.number("shown", prefix);
  } else {
    line.base64("content", shown);
    line.text("content_enc", "base64");
    if (shown.size() < content.size()) line.number("shown", shown.size());
  }
}

}  // namespace

void write_decoded_value(JsonLine& line, const codec::ScannedFrame& frame,
                         const LineOptions& options) {
  const bool whole = frame.whole() && frame.value.size() == frame.header.value_length();
  if (options.client == values::ClientLibrary::None || frame.value.empty() || !whole) return;
  const std::optional<std::uint32_t> flags = flags_of(frame);
  if (!flags) return;
  const values::ReadValue read =
      values::read_value(options.client, *flags, frame.value, kUnpackedBytesMax);
  if (read.library == values::ClientLibrary::None) return;
  line.open_object("decoded");
  line.text("library", values::library_name(read.library));
  line.text("type", values::type_name(read.type));
  if (read.compression != values::Compression::None) {
    line.text("compression", values::compression_name(read.compression));
  }
  if (!read.format.empty()) line.text("format", read.format);
  if (!read.problem.empty()) line.text("problem", read.problem);
  write_content(line, read.content, options.value_bytes_max);
  line.close_object();
}

}  // namespace mcbin::render
