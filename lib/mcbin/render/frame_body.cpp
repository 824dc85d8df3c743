#include "mcbin/render/frame_body.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/codec/collection_key.hpp"
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/framing_extras.hpp"
#include "mcbin/render/frame_names.hpp"
#include "mcbin/render/frame_warnings.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace mcbin::render {

namespace {

using codec::Magic;
using codec::Opcode;
using codec::ScannedFrame;
using codec::Status;

/// Expiry numbers up to here count seconds from now; larger ones are Unix times.
constexpr std::uint32_t kRelativeExpiryMax = 30 * 24 * 60 * 60;
constexpr std::size_t kCounterSize = 8;
constexpr std::uint16_t kServerDurationId = 0;
constexpr std::uint16_t kThrottleDurationId = 3;
constexpr std::size_t kDurationSize = 2;

void write_expiry(JsonLine& line, std::uint32_t seconds) {
  line.number("expiry", seconds);
  line.word("expiry_kind", seconds == 0                    ? "none"
                           : seconds <= kRelativeExpiryMax ? "relative"
                                                           : "absolute");
}

/// Writes what a request's extras say; false when nobody here knows.
bool write_request_extras(JsonLine& line, Opcode loud, ByteView extras) {
  switch (loud) {
    case Opcode::Set:
    case Opcode::Add:
    case Opcode::Replace: {
      if (extras.size() != codec::StoreExtras::kSize) return false;
      const codec::StoreExtras store = codec::load_store_extras(extras);
      line.number("flags", store.flags);
      write_expiry(line, store.expiry_seconds);
      return true;
    }
    case Opcode::Increment:
    case Opcode::Decrement: {
      if (extras.size() != codec::CounterExtras::kSize) return false;
      const codec::CounterExtras counter = codec::load_counter_extras(extras);
      line.wide_number("delta", counter.delta);
      line.wide_number("initial", counter.initial);
      if (counter.expiry_seconds == codec::CounterExtras::kDoNotCreate) {
        line.number("expiry", counter.expiry_seconds);
        line.word("expiry_kind", "do_not_create");
      } else {
        write_expiry(line, counter.expiry_seconds);
      }
      return true;
    }
    case Opcode::Touch:
    case Opcode::Gat:
    case Opcode::GatK:
    case Opcode::Flush:
      if (extras.size() != codec::kU32ExtrasSize) return false;
      write_expiry(line, codec::load_u32_extras(extras));
      return true;
    case Opcode::Verbosity:
      if (extras.size() != codec::kU32ExtrasSize) return false;
      line.number("verbosity", codec::load_u32_extras(extras));
      return true;
    default:
      return false;
  }
}

bool answers_with_flags(Opcode loud) {
  return loud == Opcode::Get || loud == Opcode::GetK || loud == Opcode::Gat ||
         loud == Opcode::GatK || loud == Opcode::Touch;
}

void write_extras(JsonLine& line, const ScannedFrame& frame, Opcode loud) {
  const ByteView extras = frame.extras;
  if (extras.empty()) return;
  const bool whole = extras.size() == frame.header.extras_length;
  bool written = false;
  if (whole && !from_server_dialect(frame.header.magic)) {
    if (!codec::is_response(frame.header.magic)) {
      written = write_request_extras(line, loud, extras);
    } else if (answers_with_flags(loud) && extras.size() == codec::kU32ExtrasSize) {
      line.number("flags", codec::load_u32_extras(extras));
      written = true;
    }
  }
  if (!written) line.hex("extras_hex", extras);
}

void write_text_if_whole(JsonLine& line, std::string_view name, ByteView bytes,
                         std::size_t whole_size) {
  if (bytes.size() == whole_size && is_utf8(bytes)) line.text(name, as_text(bytes));
}

/// What a successful answer's value, or a request's key, says beyond being one.
void write_special_parts(JsonLine& line, const ScannedFrame& frame, Opcode loud,
                         const Redaction& redaction) {
  const codec::Header& header = frame.header;
  const bool sasl = loud == Opcode::SaslAuth || loud == Opcode::SaslStep;
  if (!codec::is_response(header.magic)) {
    if (sasl) write_text_if_whole(line, "mechanism", frame.key, header.key_length);
    return;
  }
  if (header.status() != Status::Ok || redaction.values) return;
  if (loud == Opcode::Increment || loud == Opcode::Decrement) {
    if (frame.value.size() == kCounterSize && header.value_length() == kCounterSize) {
      line.wide_number("counter", load_be64(frame.value.data()));
    }
  } else if (loud == Opcode::Version) {
    write_text_if_whole(line, "version", frame.value, header.value_length());
  } else if (loud == Opcode::Stat && header.key_length > 0) {
    if (!redaction.keys) write_text_if_whole(line, "stat_name", frame.key, header.key_length);
    write_text_if_whole(line, "stat_value", frame.value, header.value_length());
  }
}

void write_framing_extras(JsonLine& line, const ScannedFrame& frame) {
  if (frame.framing_extras.empty()) return;
  // Bytes that are no whole item are told as bytes, whoever cut them off.
  if (!splits_into_items(frame.framing_extras)) {
    line.hex("frame_extras_hex", frame.framing_extras);
    return;
  }
  line.open_list("frame_extras");
  ByteView rest = frame.framing_extras;
  codec::FramingItem item;
  while (codec::next_framing_item(rest, item) == codec::FramingStep::Item) {
    line.open_object_element();
    line.number("id", item.id);
    const std::string_view name = codec::framing_item_name(frame.header.magic, item.id);
    if (!name.empty()) line.text("name", name);
    line.hex("hex", item.data);
    const bool duration = codec::is_response(frame.header.magic) &&
                          (item.id == kServerDurationId || item.id == kThrottleDurationId);
    if (duration && item.data.size() == kDurationSize) {
      const double us = codec::framing_duration_us(load_be16(item.data.data()));
      line.number("us", static_cast<std::uint64_t>(us + 0.5));
    }
    line.close_object_element();
    rest = rest.subspan(item.size);
  }
  line.close_list();
}

/// Bytes of the value that came, shown or not. Those behind a hole were never kept: what is cut off
/// by a hole is not cut for want of room.
std::uint64_t value_bytes_there(const ScannedFrame& frame, const LineOptions& options) {
  if (frame.value.size() < options.value_bytes_max) return frame.value.size();
  const std::uint64_t value = frame.header.value_length();
  return value - std::min(value, frame.missing);
}

/// The bytes that are UTF-8, perhaps without a letter that was cut off with what is not wanted.
/// @param there  bytes of the value that are there; more than `bytes` when only these are wanted.
std::optional<ByteView> shown_utf8(ByteView bytes, std::uint64_t there) {
  const std::size_t prefix = utf8_prefix(bytes);
  const bool utf8 =
      prefix == bytes.size() || (bytes.size() < there && is_cut_utf8(bytes.subspan(prefix)));
  return utf8 ? std::optional(bytes.first(prefix)) : std::nullopt;
}

}  // namespace

void write_meaning(JsonLine& line, const ScannedFrame& frame, const LineOptions& options) {
  // GATK and GATKQ are something else at Couchbase.
  const bool foreign = from_server_dialect(frame.header.magic) ||
                       (options.names == codec::NameStyle::Couchbase &&
                        codec::loud_opcode(frame.header.opcode) == Opcode::GatK);
  const Opcode loud = foreign ? Opcode::Noop : codec::loud_opcode(frame.header.opcode);
  write_extras(line, frame, loud);
  write_special_parts(line, frame, loud, options.redaction);
  write_framing_extras(line, frame);
}

void write_key(JsonLine& line, const ScannedFrame& frame, const LineOptions& options) {
  if (frame.key.empty()) return;
  if (options.redaction.keys) {
    line.text("key", options.redaction.token(frame.key));
    line.word("key_enc", "hmac");
  } else if (is_plain_text(frame.key)) {
    line.plain_text("key", as_text(frame.key));
  } else if (is_utf8(frame.key)) {
    line.text("key", as_text(frame.key));
  } else {
    line.base64("key", frame.key);
    line.word("key_enc", "base64");
  }
}

void write_collection(JsonLine& line, const ScannedFrame& frame) {
  if (frame.key.empty() || !codec::has_document_key(frame.header.opcode)) return;
  const auto split = codec::split_collection(frame.key);
  if (split) line.number("collection", split->collection);
}

ShownValue shown_value(const ScannedFrame& frame, const LineOptions& options) {
  const bool secret = is_secret(frame, options);
  if (secret || options.redaction.values) return {.hidden = true, .secret = secret};
  const ByteView wanted =
      frame.value.first(std::min<std::size_t>(frame.value.size(), options.value_bytes_max));
  const bool text = options.values == ValueStyle::Auto || options.values == ValueStyle::Utf8;
  if (wanted.empty() || options.values == ValueStyle::None) return {};
  if (!text) return {.bytes = wanted, .style = options.values};
  if (is_plain_text(wanted)) return {.bytes = wanted, .style = ValueStyle::Utf8, .plain = true};
  if (const auto utf8 = shown_utf8(wanted, value_bytes_there(frame, options))) {
    return {.bytes = *utf8, .style = ValueStyle::Utf8};
  }
  if (options.values == ValueStyle::Utf8) return {};
  return {.bytes = wanted, .style = ValueStyle::Base64};
}

void write_value(JsonLine& line, const ScannedFrame& frame, const ShownValue& shown) {
  if (shown.secret || (shown.hidden && frame.header.value_length() > 0)) {
    line.yes("redacted");
    return;
  }
  if (shown.bytes.empty()) return;
  switch (shown.style) {
    case ValueStyle::Utf8:
      if (shown.plain) {
        line.plain_text("value", as_text(shown.bytes));
      } else {
        line.text("value", as_text(shown.bytes));
      }
      break;
    case ValueStyle::Hex:
      line.hex("value", shown.bytes);
      line.word("value_enc", "hex");
      break;
    case ValueStyle::Base64:
      line.base64("value", shown.bytes);
      line.word("value_enc", "base64");
      break;
    case ValueStyle::Auto:
    case ValueStyle::None:
      break;
  }
}

bool is_secret(const ScannedFrame& frame, const LineOptions& options) {
  if (options.secrets == Secrets::Show || frame.header.body_length == 0) return false;
  const codec::Header& header = frame.header;
  if (from_server_dialect(header.magic)) {
    return codec::server_opcode_name(header.opcode) == "Authenticate";
  }
  if (header.opcode != Opcode::SaslAuth && header.opcode != Opcode::SaslStep) return false;
  if (!codec::is_response(header.magic)) return true;
  return header.status() == Status::Ok || header.status() == Status::AuthContinue;
}

}  // namespace mcbin::render
