#include "mcbin/codec/framing_extras.hpp"

#include <array>
#include <cmath>

namespace mcbin::codec {

namespace {

constexpr std::uint16_t kNibbleMax = 15;  // "the number goes on in the next byte"

constexpr auto kRequestItems = std::to_array<std::string_view>(
    {"barrier", "durability", "dcp_stream_id", "open_tracing", "impersonate_user", "preserve_ttl",
     "impersonate_privilege", "impersonate_token"});
constexpr auto kResponseItems = std::to_array<std::string_view>(
    {"server_duration", "read_units", "write_units", "throttle_duration"});

}  // namespace

FramingStep next_framing_item(ByteView rest, FramingItem& item) {
  if (rest.empty()) return FramingStep::End;
  std::size_t at = 1;
  std::uint16_t id = static_cast<std::uint16_t>(rest[0] >> 4U);
  std::uint16_t length = static_cast<std::uint16_t>(rest[0] & kNibbleMax);
  for (std::uint16_t* number : {&id, &length}) {
    if (*number != kNibbleMax) continue;
    if (at >= rest.size()) return FramingStep::Truncated;
    *number = static_cast<std::uint16_t>(kNibbleMax + rest[at++]);
  }
  if (rest.size() - at < length) return FramingStep::Truncated;
  item = {.id = id, .data = rest.subspan(at, length), .size = at + length};
  return FramingStep::Item;
}

std::string_view framing_item_name(Magic magic, std::uint16_t id) {
  if (is_response(magic)) return id < kResponseItems.size() ? kResponseItems[id] : "";
  return id < kRequestItems.size() ? kRequestItems[id] : "";
}

double framing_duration_us(std::uint16_t encoded) {
  return std::pow(encoded, 1.74) / 2;
}

}  // namespace mcbin::codec
