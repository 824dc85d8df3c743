// What the parts of a body mean, as JSON fields: extras by opcode, key, value, and what must not be
// shown. frame_line.cpp decides the order.
#pragma once

#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/render/frame_line.hpp"
#include "mcbin/render/json_line.hpp"

#include <cstddef>

namespace mcbin::render {

/// Flags, expiry, counters, mechanism, statistic, version, framing extras: what the opcode gives
/// the parts. Extras without a known meaning are written as `extras_hex`.
void write_meaning(JsonLine& line, const codec::ScannedFrame& frame, const LineOptions& options);

/// `key`, and `key_enc` when it is not UTF-8; nothing when there is none.
void write_key(JsonLine& line, const codec::ScannedFrame& frame, const LineOptions& options);

/// `collection`, the id in front of a document key, for frames whose connection has agreed on them.
void write_collection(JsonLine& line, const codec::ScannedFrame& frame);

/// `value` and `value_enc`, or `redacted`; nothing when there is none or none is wanted.
void write_value(JsonLine& line, const codec::ScannedFrame& frame, const LineOptions& options);

/// How many bytes of the value write_value() shows.
[[nodiscard]] std::size_t shown_value_bytes(const codec::ScannedFrame& frame,
                                            const LineOptions& options);

/// Whether the body carries credentials that must not be shown.
[[nodiscard]] bool is_secret(const codec::ScannedFrame& frame, const LineOptions& options);

}  // namespace mcbin::render
