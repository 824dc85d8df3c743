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

/// What is shown of a value, and how.
struct ShownValue {
  ByteView bytes;                       // of the frame
  ValueStyle style = ValueStyle::None;  // never Auto
  bool plain = false;                   // UTF-8 that JSON takes as it is
  bool hidden = false;                  // it must not be shown,
  bool secret = false;                  // as it is part of a login
};
[[nodiscard]] ShownValue shown_value(const codec::ScannedFrame& frame, const LineOptions& options);

/// `value` and `value_enc`, or `redacted`; nothing when there is none or none is wanted.
void write_value(JsonLine& line, const codec::ScannedFrame& frame, const ShownValue& shown);

/// Whether the body carries credentials that must not be shown.
[[nodiscard]] bool is_secret(const codec::ScannedFrame& frame, const LineOptions& options);

}  // namespace mcbin::render
