// Couchbase's flexible framing extras (magics 08 and 18): a list of small tagged items before the
// extras. Read one by one, in place.
// Source: kv_engine docs, BinaryProtocol.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/codec/header.hpp"

#include <cstddef>
#include <cstdint>

namespace mcbin::codec {

/// One item: its id (0 to 270) and its data, a view into the framing extras.
struct FramingItem {
  std::uint16_t id = 0;
  ByteView data;
  std::size_t size = 0;  // of the whole item on the wire
};

enum class FramingStep : std::uint8_t { Item, End, Truncated };

/// Reads the item at the front of `rest`.
///
///     while (next_framing_item(rest, item) == FramingStep::Item) { use(item); rest =
///     rest.subspan(item.size); }
[[nodiscard]] FramingStep next_framing_item(ByteView rest, FramingItem& item);

/// The name of an item's id in a request or a response ("durability", "server_duration"), or empty.
[[nodiscard]] std::string_view framing_item_name(Magic magic, std::uint16_t id);

/// The server duration or throttle duration that two bytes encode, in microseconds:
/// value ^ 1.74 / 2.
[[nodiscard]] double framing_duration_us(std::uint16_t encoded);

}  // namespace mcbin::codec
