#include "mcbin/render/dumped_line.hpp"

#include "mcbin/codec/header_doubts.hpp"
#include "mcbin/render/line_object.hpp"
#include "mcbin/render/traffic_lines.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <limits>

namespace mcbin::render {

namespace {

using codec::Sender;

constexpr std::uint64_t kU16 = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint64_t kU32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kU64 = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kSecondsMax = 9'000'000'000;  // in nanoseconds they fit into 63 bits
constexpr std::int64_t kNanoseconds = 1'000'000'000;
constexpr std::size_t kFractionDigits = 9;
/// A header of which so much is known tells its lengths.
constexpr std::size_t kLengthsKnownBytes = 12;

/// The one of `all` that `name_of` calls as the field says; the first when there is no such field.
template <typename Word, typename NameOf>
Word word(JsonFields& fields, const char* name, NameOf name_of, std::initializer_list<Word> all) {
  const std::optional<std::string> text = fields.text(name);
  if (!text) return *all.begin();
  for (const Word candidate : all) {
    if (name_of(candidate) == *text) return candidate;
  }
  fields.refuse(std::string(name) + " '" + *text + "' is not known");
  return *all.begin();
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "SECONDS.NNNNNNNNN" in nanoseconds.
std::int64_t moment(JsonFields& fields, const char* name) {
  const std::string text = fields.text(name).value_or("0.000000000");
  const std::size_t dot = std::min(text.find('.'), text.size());
  const std::string_view whole = std::string_view(text).substr(0, dot);
  const std::string_view part =
      dot < text.size() ? std::string_view(text).substr(dot + 1) : std::string_view{};
  std::int64_t seconds = 0;
  std::int64_t ns = 0;
  const bool shaped = all_digits(whole) && all_digits(part) && part.size() == kFractionDigits;
  if (shaped) {
    const auto read = std::from_chars(whole.data(), whole.data() + whole.size(), seconds);
    std::from_chars(part.data(), part.data() + part.size(), ns);
    if (read.ec == std::errc{} && seconds <= static_cast<std::int64_t>(kSecondsMax)) {
      return seconds * kNanoseconds + ns;
    }
  }
  fields.refuse(std::string(name) + " is no moment");
  return 0;
}

std::uint64_t count(JsonFields& fields, const char* name) {
  return fields.number(name, kU64).value_or(0);
}

capture::Direction direction(JsonFields& fields) {
  return word(fields, "dir", [](capture::Direction one) { return direction_name(one); },
              {capture::Direction::ClientToServer, capture::Direction::ServerToClient});
}

Sender sender(JsonFields& fields, std::uint64_t connection) {
  if (connection == 0) return Sender::Anybody;
  return direction(fields) == capture::Direction::ServerToClient ? Sender::Server : Sender::Client;
}

/// "first_byte_us" and "latency_us" are written with three digits of fraction at most.
std::optional<std::int64_t> nanoseconds(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  const double us = found->get<double>();
  if (us < 0 || us > static_cast<double>(kSecondsMax)) return std::nullopt;
  return static_cast<std::int64_t>(us * 1000 + 0.5);
}

void read_packets(JsonFields& fields, const nlohmann::json& object, codec::FramePlace& place) {
  const auto found = object.find("pkt");
  if (found == object.end()) return;
  const bool shaped = found->is_array() && !found->empty() &&
                      std::all_of(found->begin(), found->end(), [](const nlohmann::json& packet) {
                        return packet.is_number_unsigned();
                      });
  if (!shaped) return fields.refuse("pkt is no list of numbers");
  place.first_packet = found->front().get<std::uint64_t>();
  place.last_packet = found->back().get<std::uint64_t>();
}

void read_place(JsonFields& fields, const nlohmann::json& object, codec::FramePlace& place) {
  place.connection = count(fields, "conn");
  place.sender = sender(fields, place.connection);
  if (place.connection == 0) return;
  place.last_ns = place.first_ns = moment(fields, "ts");
  const auto first = nanoseconds(object, "first_byte_us");
  const auto last = nanoseconds(object, "latency_us");
  const bool answer = fields.has("status_code");
  if (answer && first && last) place.first_ns -= std::max<std::int64_t>(*last - *first, 0);
  read_packets(fields, object, place);
  if (const auto id = fields.number("udp_id", kU16)) {
    place.datagram = static_cast<std::uint16_t>(*id);
  }
  place.collections = fields.has("collection");
}

/// Header, parts and what is missing, from the frame's bytes as far as they are known.
void read_frame(JsonFields& fields, codec::NameStyle names, DumpedLine& line) {
  codec::ScannedFrame& frame = line.frame.frame;
  std::array<Byte, codec::kHeaderSize> header{};
  frame.header_bytes = std::min(line.bytes.size(), header.size());
  copy_bytes(ByteView{line.bytes}.first(frame.header_bytes), header);
  frame.header = codec::load_header(header.data());
  frame.offset = count(fields, "off");
  frame.missing = count(fields, "missing");
  frame.length = frame.header_bytes;
  if (frame.header_bytes >= kLengthsKnownBytes) {
    frame.doubts = codec::header_doubts(frame.header, line.frame.place.sender, names);
    const std::uint64_t whole = frame.header.frame_length();
    frame.length = fields.has("hole") ? whole : whole - std::min(whole, frame.missing);
  }
  ByteView body = ByteView{line.bytes}.subspan(frame.header_bytes);
  body = body.first(std::min<std::size_t>(body.size(), frame.header.body_length));
  codec::split_body(frame, body);
}

Result<DumpedLine> frame_line(const nlohmann::json& object, codec::NameStyle names) {
  auto encoded = encode_frame_object(object, LackingBytes::Leave);
  if (!encoded) return tl::unexpected(encoded.error());
  DumpedLine line;
  line.kind = DumpedLine::Kind::Frame;
  line.bytes = std::move(encoded->bytes);
  JsonFields fields(object);
  if (line.bytes.empty() || !codec::known_magic(line.bytes[0])) {
    fields.refuse("the frame has no header");
  } else {
    read_place(fields, object, line.frame.place);
    read_frame(fields, names, line);
    line.frame.pair.uncertain = fields.has("uncertain");
    line.lack = lack_of_value(fields);
  }
  if (fields.failed()) return fields.failure();
  return line;
}

Result<DumpedLine> junk_line(const nlohmann::json& object) {
  JsonFields fields(object);
  DumpedLine line;
  line.kind = DumpedLine::Kind::Junk;
  line.junk.connection = count(fields, "conn");
  line.junk.sender = sender(fields, line.junk.connection);
  if (line.junk.connection != 0) line.junk.time_ns = moment(fields, "ts");
  line.junk.junk.offset = count(fields, "off");
  line.junk.junk.length = count(fields, "bytes");
  using codec::JunkReason;
  line.junk.junk.reason = word(fields, "reason", codec::junk_reason_name,
                               {JunkReason::UnknownMagic, JunkReason::NotAHeader,
                                JunkReason::BeforeHole, JunkReason::AfterHole});
  if (auto hex = fields.hex("hex")) line.bytes = std::move(*hex);
  if (line.bytes.size() > line.junk.junk.length) fields.refuse("hex has more than the junk");
  line.junk.junk.sample = line.bytes;
  if (fields.failed()) return fields.failure();
  return line;
}

Result<DumpedLine> gap_line(const nlohmann::json& object) {
  JsonFields fields(object);
  DumpedLine line;
  line.kind = DumpedLine::Kind::Gap;
  line.gap.connection = count(fields, "conn");
  line.gap.direction = direction(fields);
  line.gap.time_ns = moment(fields, "ts");
  line.gap.offset = count(fields, "off");
  line.gap.size = count(fields, "bytes");
  using capture::GapReason;
  line.gap.reason =
      word(fields, "reason", gap_name, {GapReason::Lost, GapReason::Snaplen, GapReason::Limit});
  if (fields.failed()) return fields.failure();
  return line;
}

capture::Endpoint endpoint(JsonFields& fields, const char* name) {
  const std::optional<std::string> text = fields.text(name);
  const auto end = text ? capture::endpoint_from_text(*text) : std::nullopt;
  if (!end) fields.refuse(std::string(name) + " is no address with a port");
  return end.value_or(capture::Endpoint{});
}

void read_open(JsonFields& fields, capture::ConnectionInfo& connection) {
  using capture::DirectionEvidence;
  connection.time_ns = moment(fields, "ts");
  connection.transport =
      word(fields, "transport", transport_name, {capture::Transport::Tcp, capture::Transport::Udp});
  connection.client = endpoint(fields, "client");
  connection.server = endpoint(fields, "server");
  connection.evidence = word(fields, "evidence", evidence_name,
                             {DirectionEvidence::Handshake, DirectionEvidence::FirstBytes,
                              DirectionEvidence::KnownServer, DirectionEvidence::ServerPort,
                              DirectionEvidence::LowerPort, DirectionEvidence::FirstSender});
  connection.opening =
      fields.has("midstream") ? capture::Opening::Midstream : capture::Opening::Handshake;
}

void read_totals(JsonFields& fields, const nlohmann::json& object, const char* name,
                 capture::DirectionTotals& totals) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_object()) {
    return fields.refuse(std::string(name) + " is no object");
  }
  JsonFields counts(*found);
  totals.packets = count(counts, "packets");
  totals.payload_bytes = count(counts, "bytes");
  totals.repeated_bytes = count(counts, "repeated_bytes");
  totals.gap_bytes = count(counts, "gap_bytes");
  totals.gaps = static_cast<std::uint32_t>(counts.number("gaps", kU32).value_or(0));
  totals.retransmissions =
      static_cast<std::uint32_t>(counts.number("retransmissions", kU32).value_or(0));
  if (counts.failed()) fields.refuse(counts.failure().value().detail);
}

Result<DumpedLine> connection_line(const nlohmann::json& object) {
  JsonFields fields(object);
  DumpedLine line;
  using codec::StreamKind;
  line.connection.id = line.close.connection = count(fields, "conn");
  line.protocol = word(fields, "protocol", protocol_name,
                       {StreamKind::Unknown, StreamKind::Binary, StreamKind::Text, StreamKind::Meta,
                        StreamKind::Tls});
  if (fields.text("event").value_or("") == "open") {
    line.kind = DumpedLine::Kind::Open;
    read_open(fields, line.connection);
  } else {
    line.kind = DumpedLine::Kind::Close;
    line.close.time_ns = moment(fields, "ts");
    using capture::CloseReason;
    line.close.reason = word(fields, "reason", close_name,
                             {CloseReason::End, CloseReason::Fin, CloseReason::Reset,
                              CloseReason::Replaced, CloseReason::Idle});
    read_totals(fields, object, "c2s", line.close.client);
    read_totals(fields, object, "s2c", line.close.server);
  }
  if (line.connection.id == 0) fields.refuse("conn is missing");
  if (fields.failed()) return fields.failure();
  return line;
}

}  // namespace

Result<DumpedLine> read_dumped_line(std::string_view line, codec::NameStyle names) {
  const nlohmann::json object = nlohmann::json::parse(line, nullptr, false);
  if (!object.is_object()) return fail(Errc::BadText, 0, "it is no JSON object");
  JsonFields fields(object);
  const std::string kind = fields.text("t").value_or("frame");
  if (fields.failed()) return fields.failure();
  if (kind == "frame") return frame_line(object, names);
  if (kind == "junk") return junk_line(object);
  if (kind == "gap") return gap_line(object);
  if (kind == "conn") return connection_line(object);
  if (kind == "summary") return DumpedLine{};
  if (kind == "transaction") {
    return fail(Errc::BadText, 0, "a transaction lacks the order of its frames (dump without it)");
  }
  return fail(Errc::BadText, 0, "t '" + kind + "' is not known");
}

}  // namespace mcbin::render
