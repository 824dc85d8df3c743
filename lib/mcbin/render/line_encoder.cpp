#include "mcbin/render/line_encoder.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/render/frame_names.hpp"
#include "mcbin/render/line_object.hpp"
#include "mcbin/render/word_codes.hpp"

#include <algorithm>
#include <limits>

namespace mcbin::render {

namespace {

using codec::Header;
using codec::Opcode;

constexpr std::uint64_t kU8 = std::numeric_limits<std::uint8_t>::max();
constexpr std::uint64_t kU16 = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint64_t kU32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kU64 = std::numeric_limits<std::uint64_t>::max();

/// The parts of a body as the fields give them.
struct Parts {
  ByteVector framing_extras;
  ByteVector extras;
  ByteVector key;
  ByteVector value;

  [[nodiscard]] std::size_t size() const {
    return framing_extras.size() + extras.size() + key.size() + value.size();
  }
};

codec::Magic read_magic(JsonFields& fields) {
  const std::optional<std::string> name = fields.text("magic");
  if (!name) {
    const bool answers = fields.has("status") || fields.has("status_code");
    return answers ? codec::Magic::Response : codec::Magic::Request;
  }
  for (const codec::Magic magic :
       {codec::Magic::Request, codec::Magic::Response, codec::Magic::FramingRequest,
        codec::Magic::FramingResponse, codec::Magic::ServerRequest, codec::Magic::ServerResponse}) {
    if (magic_name(magic) == *name) return magic;
  }
  fields.refuse("magic '" + *name + "' is not known");
  return codec::Magic::Request;
}

std::uint8_t read_opcode(JsonFields& fields) {
  if (const auto number = fields.number("opcode", kU8)) return static_cast<std::uint8_t>(*number);
  const std::optional<std::string> name = fields.text("op");
  const std::optional<std::uint8_t> code = name ? opcode_from_word(*name) : std::nullopt;
  if (!code) fields.refuse(name ? "op '" + *name + "' is not known" : "there is no op");
  return code.value_or(0);
}

std::uint16_t read_status_or_vbucket(JsonFields& fields, codec::Magic magic) {
  if (!codec::is_response(magic)) {
    return static_cast<std::uint16_t>(fields.number("vbucket", kU16).value_or(0));
  }
  if (const auto number = fields.number("status_code", kU16)) {
    return static_cast<std::uint16_t>(*number);
  }
  const std::optional<std::string> name = fields.text("status");
  if (!name) return 0;
  const std::optional<std::uint16_t> code = status_from_word(*name);
  if (!code) fields.refuse("status '" + *name + "' is not known");
  return code.value_or(0);
}

void append_u32(ByteVector& out, std::uint64_t value) {
  out.resize(out.size() + 4);
  store_be32(&out[out.size() - 4], static_cast<std::uint32_t>(value));
}

void append_u64(ByteVector& out, std::uint64_t value) {
  out.resize(out.size() + 8);
  store_be64(&out[out.size() - 8], value);
}

/// Extras by the fields that are there; the shapes that an opcode must have, with zeros, when the
/// line says nothing of extras at all.
ByteVector read_extras(JsonFields& fields, const Header& header) {
  if (auto hex = fields.hex("extras_hex")) return *hex;
  ByteVector extras;
  const bool request = !codec::is_response(header.magic);
  const Opcode loud = codec::loud_opcode(header.opcode);
  const bool free = request && !fields.has("extras_len");
  const bool stores = loud == Opcode::Set || loud == Opcode::Add || loud == Opcode::Replace;
  const bool counts = loud == Opcode::Increment || loud == Opcode::Decrement;
  const bool touches = loud == Opcode::Touch || loud == Opcode::Gat || loud == Opcode::GatK;
  if (fields.has("delta") || (free && counts)) {
    append_u64(extras, fields.number("delta", kU64).value_or(1));
    append_u64(extras, fields.number("initial", kU64).value_or(0));
    append_u32(extras, fields.number("expiry", kU32).value_or(0));
    return extras;
  }
  if (fields.has("verbosity")) {
    append_u32(extras, fields.number("verbosity", kU32).value_or(0));
  }
  if (fields.has("flags") || (free && stores)) {
    append_u32(extras, fields.number("flags", kU32).value_or(0));
  }
  if (fields.has("expiry") || (free && (stores || touches))) {
    append_u32(extras, fields.number("expiry", kU32).value_or(0));
  }
  return extras;
}

void append_framing_item(ByteVector& out, std::uint64_t id, ByteView data) {
  constexpr std::uint64_t kNibbleMax = 15;
  const std::uint64_t size = data.size();
  const std::uint64_t high = std::min(id, kNibbleMax);
  const std::uint64_t low = std::min(size, kNibbleMax);
  out.push_back(static_cast<Byte>(high << 4U | low));
  if (high == kNibbleMax) out.push_back(static_cast<Byte>(id - kNibbleMax));
  if (low == kNibbleMax) out.push_back(static_cast<Byte>(size - kNibbleMax));
  append(out, data);
}

ByteVector read_framing_extras(JsonFields& fields, const nlohmann::json& object) {
  if (auto hex = fields.hex("frame_extras_hex")) return *hex;
  ByteVector out;
  const auto found = object.find("frame_extras");
  if (found == object.end()) return out;
  if (!found->is_array()) fields.refuse("frame_extras is no list");
  for (const nlohmann::json& item : *found) {
    if (!item.is_object()) {
      fields.refuse("an element of frame_extras is no object");
      break;
    }
    JsonFields item_fields(item);
    const auto id = item_fields.number("id", kU8 + 15);
    const auto data = item_fields.hex("hex");
    if (!id || !data || data->size() > kU8) {
      fields.refuse("an element of frame_extras has no id or no hex");
      break;
    }
    append_framing_item(out, *id, *data);
  }
  return out;
}

ByteVector read_value(JsonFields& fields, const Header& header) {
  if (auto value = fields.bytes("value", "value_enc")) return *value;
  ByteVector value;
  if (!codec::is_response(header.magic)) return value;
  if (const auto counter = fields.number("counter", kU64)) {
    append_u64(value, *counter);
    return value;
  }
  for (const char* const name : {"stat_value", "version"}) {
    if (const auto text = fields.text(name)) append(value, as_bytes(*text));
  }
  return value;
}

Header read_header(JsonFields& fields) {
  Header header;
  header.magic = read_magic(fields);
  header.opcode = static_cast<Opcode>(read_opcode(fields));
  header.datatype = static_cast<std::uint8_t>(fields.number("datatype", kU8).value_or(0));
  header.vbucket_or_status = read_status_or_vbucket(fields, header.magic);
  header.opaque = static_cast<std::uint32_t>(fields.number("opaque", kU32).value_or(0));
  header.cas = fields.number("cas", kU64).value_or(0);
  return header;
}

/// Lengths as given, else those of the parts.
void read_lengths(JsonFields& fields, const Parts& parts, Header& header) {
  const auto length = [&fields](const char* name, std::uint64_t max, std::uint64_t computed) {
    const std::uint64_t value = fields.number(name, max).value_or(computed);
    if (value > max) fields.refuse(std::string("too many bytes for ") + name);
    return value;
  };
  const bool framing = codec::has_framing_extras(header.magic);
  if (framing) {
    header.framing_extras_length =
        static_cast<std::uint8_t>(length("frame_extras_len", kU8, parts.framing_extras.size()));
  }
  header.key_length =
      static_cast<std::uint16_t>(length("key_len", framing ? kU8 : kU16, parts.key.size()));
  header.extras_length = static_cast<std::uint8_t>(length("extras_len", kU8, parts.extras.size()));
  header.body_length = static_cast<std::uint32_t>(length("body_len", kU32, parts.size()));
}

/// The frame that the fields spell. @param frame_length  gets what its header says.
ByteVector spelt_frame(JsonFields& fields, const nlohmann::json& object, LackingBytes lacking,
                       std::uint64_t& frame_length) {
  Header header = read_header(fields);
  Parts parts;
  if (auto body = fields.hex("body_hex")) {
    parts.value = std::move(*body);
  } else {
    parts.framing_extras = read_framing_extras(fields, object);
    parts.extras = read_extras(fields, header);
    auto key = fields.bytes("key", "key_enc");
    if (key) parts.key = std::move(*key);
    const std::string_view lack = lack_of_value(fields);
    if (lacking == LackingBytes::Refuse && !lack.empty()) fields.refuse(std::string(lack));
    parts.value = read_value(fields, header);
  }
  read_lengths(fields, parts, header);
  ByteVector bytes(codec::kHeaderSize);
  codec::store_header(header, bytes.data());
  for (const ByteVector* part : {&parts.framing_extras, &parts.extras, &parts.key, &parts.value}) {
    append(bytes, *part);
  }
  frame_length = header.frame_length();
  return bytes;
}

Result<EncodedLine> encode_junk(const nlohmann::json& object) {
  JsonFields fields(object);
  EncodedLine line;
  line.connection = fields.number("conn", kU64).value_or(0);
  line.from_server = fields.text("dir").value_or("c2s") == "s2c";
  if (fields.has("hex_shown")) fields.refuse("the junk is cut (dump with --max-value all)");
  if (fields.has("redacted")) fields.refuse("the line is redacted");
  if (auto hex = fields.hex("hex")) line.bytes = std::move(*hex);
  if (fields.failed()) return fields.failure();
  return line;
}

/// A request and its answers: the bytes one after another.
Result<EncodedLine> encode_transaction(const nlohmann::json& object) {
  EncodedLine all;
  const auto add = [&all](const nlohmann::json& part) -> Result<void> {
    if (!part.is_object()) return fail(Errc::BadText, 0, "a frame is no object");
    auto frame =
        encode_frame_object(part, LackingBytes::Refuse, kFilledBytesMax - all.filled_bytes);
    if (!frame) return tl::unexpected(frame.error());
    append(all.bytes, frame->bytes);
    all.connection = frame->connection;
    all.filled_bytes += frame->filled_bytes;
    return {};
  };
  if (object.contains("req")) {
    if (auto added = add(object["req"]); !added) return tl::unexpected(added.error());
  }
  if (!object.contains("res")) return all;
  for (const nlohmann::json& answer : object["res"]) {
    if (auto added = add(answer); !added) return tl::unexpected(added.error());
  }
  return all;
}

}  // namespace

std::string_view lack_of_value(JsonFields& fields) {
  if (fields.has("redacted")) return "the line is redacted";
  // What lies behind a hole is not in the line; it is filled up with the hole.
  if (!fields.has("value_shown") || fields.has("hole")) return {};
  const std::uint64_t whole = fields.number("value_len", kU32).value_or(0);
  const std::uint64_t missing = fields.number("missing", kU64).value_or(0);
  const std::uint64_t there = whole - std::min(whole, missing);
  const bool cut = fields.number("value_shown", kU32).value_or(0) < there;
  return cut ? "the value is cut (dump with --max-value all)" : std::string_view{};
}

Result<EncodedLine> encode_frame_object(const nlohmann::json& object, LackingBytes lacking,
                                        std::uint64_t filled_max) {
  JsonFields fields(object);
  EncodedLine line;
  line.connection = fields.number("conn", kU64).value_or(0);
  line.from_server = fields.text("dir").value_or("c2s") == "s2c";
  std::uint64_t frame_length = 0;
  if (auto hex = fields.hex("hex")) {
    line.bytes = std::move(*hex);
    if (line.bytes.size() >= codec::kHeaderSize) {
      frame_length = codec::load_header(line.bytes.data()).frame_length();
    }
  } else {
    line.bytes = spelt_frame(fields, object, lacking, frame_length);
  }
  const bool fill = lacking == LackingBytes::Refuse && fields.has("hole");
  if (fill && frame_length > line.bytes.size()) {
    line.filled_bytes = frame_length - line.bytes.size();
    if (line.filled_bytes > filled_max) fields.refuse("the hole is too large to be filled");
    if (!fields.failed()) line.bytes.resize(static_cast<std::size_t>(frame_length));
  }
  if (fields.failed()) return fields.failure();
  return line;
}

Result<EncodedLine> encode_line(std::string_view line) {
  const nlohmann::json object = nlohmann::json::parse(line, nullptr, false);
  if (!object.is_object()) return fail(Errc::BadText, 0, "it is no JSON object");
  JsonFields fields(object);
  const std::string kind = fields.text("t").value_or("frame");
  if (fields.failed()) return fields.failure();
  if (kind == "frame") return encode_frame_object(object, LackingBytes::Refuse);
  if (kind == "junk") return encode_junk(object);
  if (kind == "transaction") return encode_transaction(object);
  if (kind == "conn" || kind == "gap" || kind == "summary") return EncodedLine{};
  return fail(Errc::BadText, 0, "t '" + kind + "' is not known");
}

}  // namespace mcbin::render
