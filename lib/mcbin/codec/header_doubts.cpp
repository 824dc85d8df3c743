#include "mcbin/codec/header_doubts.hpp"

#include "mcbin/codec/request.hpp"

namespace mcbin::codec {

namespace {

constexpr std::uint8_t kDatatypeBits = 0x07;            // JSON, Snappy, XATTR
constexpr std::uint16_t kApplicationStatuses = 0xff00;  // from here on everybody's own
constexpr std::uint8_t kForeignExtrasMax = 64;          // Couchbase's longest are 48
constexpr std::uint8_t kLookupExtras = 4;               // flags
constexpr std::uint8_t kMutationExtras = 16;  // Couchbase: vbucket UUID and sequence number
constexpr std::uint32_t kCounterSize = 8;

bool fits_sender(Magic magic, Sender sender) {
  if (sender == Sender::Anybody) return true;
  const bool from_server =
      magic == Magic::Response || magic == Magic::FramingResponse || magic == Magic::ServerRequest;
  return from_server == (sender == Sender::Server);
}

/// Whether the opcode table's rules for parts hold for this header: not for another dialect's
/// opcodes, nor for those that Couchbase gives another meaning.
bool parts_are_ruled(const Header& header, NameStyle style) {
  if (header.magic == Magic::ServerRequest || header.magic == Magic::ServerResponse) return false;
  const OpcodeInfo& info = opcode_info(header.opcode);
  if (info.support != Support::Served) return false;
  const bool couchbase = style == NameStyle::Couchbase || has_framing_extras(header.magic);
  return !couchbase || loud_opcode(header.opcode) != Opcode::GatK;
}

void doubt_request_parts(const Header& header, Doubts& doubts) {
  const OpcodeInfo& info = opcode_info(header.opcode);
  if (!info.extras.allows(header.extras_length)) doubts.add(Doubt::BadExtrasLength);
  if (info.key == Part::Must && header.key_length == 0) doubts.add(Doubt::KeyMissing);
  if (info.key == Part::Never && header.key_length > 0) doubts.add(Doubt::KeyUnexpected);
  if (info.value == Part::Never && header.value_length() > 0) doubts.add(Doubt::ValueUnexpected);
}

/// How many bytes of value the success of an opcode may carry.
bool value_fits_success(Opcode loud, std::uint32_t length) {
  switch (loud) {
    case Opcode::Get:
    case Opcode::GetK:
    case Opcode::Gat:
    case Opcode::GatK:
    case Opcode::Stat:
    case Opcode::Version:
    case Opcode::SaslListMechs:
    case Opcode::SaslAuth:
    case Opcode::SaslStep:
      return true;
    case Opcode::Increment:
    case Opcode::Decrement:
      return length == kCounterSize;
    default:
      return length == 0;
  }
}

bool extras_fit_success(Opcode loud, std::uint8_t length) {
  switch (loud) {
    case Opcode::Get:
    case Opcode::GetK:
    case Opcode::Gat:
    case Opcode::GatK:
      return length == kLookupExtras;
    case Opcode::Touch:
      return length == 0 || length == kLookupExtras;
    default:
      return length == 0 || length == kMutationExtras;
  }
}

void doubt_response_parts(const Header& header, Doubts& doubts) {
  const Opcode loud = loud_opcode(header.opcode);
  const bool may_have_key = returns_key(header.opcode) || loud == Opcode::Stat;
  if (header.key_length > 0 && !may_have_key) doubts.add(Doubt::KeyUnexpected);
  if (header.status() != Status::Ok) {
    if (header.extras_length > 0) doubts.add(Doubt::BadExtrasLength);
    return;
  }
  if (returns_key(header.opcode) && header.key_length == 0) doubts.add(Doubt::KeyMissing);
  if (!extras_fit_success(loud, header.extras_length)) doubts.add(Doubt::BadExtrasLength);
  if (!value_fits_success(loud, header.value_length())) doubts.add(Doubt::ValueUnexpected);
}

bool opcode_is_known(const Header& header) {
  if (header.magic == Magic::ServerRequest || header.magic == Magic::ServerResponse) {
    return !server_opcode_name(header.opcode).empty();
  }
  return opcode_info(header.opcode).support != Support::Unknown;
}

}  // namespace

Doubts header_doubts(const Header& header, Sender sender, NameStyle style) {
  Doubts doubts;
  if (!fits_sender(header.magic, sender)) doubts.add(Doubt::WrongDirection);
  if (!opcode_is_known(header)) doubts.add(Doubt::UnknownOpcode);
  if ((header.datatype & ~kDatatypeBits) != 0) doubts.add(Doubt::UnknownDatatype);
  if (header.key_length > kKeyLengthMax) doubts.add(Doubt::KeyTooLong);
  if (is_response(header.magic) && header.vbucket_or_status < kApplicationStatuses &&
      status_info(header.status()) == nullptr) {
    doubts.add(Doubt::UnknownStatus);
  }
  // With lengths that lie, what is left for the value says nothing.
  if (!header.lengths_agree()) doubts.add(Doubt::LengthsContradict);
  if (header.body_length > kBelievableBodyMax) doubts.add(Doubt::BodyTooLong);
  if (doubts.has(Doubt::LengthsContradict) || doubts.has(Doubt::BodyTooLong)) return doubts;
  if (!parts_are_ruled(header, style)) {
    if (header.extras_length > kForeignExtrasMax) doubts.add(Doubt::BadExtrasLength);
  } else if (is_response(header.magic)) {
    doubt_response_parts(header, doubts);
  } else {
    doubt_request_parts(header, doubts);
  }
  return doubts;
}

std::string_view doubt_name(Doubt doubt) {
  switch (doubt) {
    case Doubt::WrongDirection:
      return "wrong_direction";
    case Doubt::UnknownOpcode:
      return "unknown_opcode";
    case Doubt::UnknownDatatype:
      return "unknown_datatype";
    case Doubt::UnknownStatus:
      return "unknown_status";
    case Doubt::LengthsContradict:
      return "body_lt_key_extras";
    case Doubt::BodyTooLong:
      return "body_too_long";
    case Doubt::KeyTooLong:
      return "key_too_long";
    case Doubt::KeyMissing:
      return "key_missing";
    case Doubt::KeyUnexpected:
      return "key_unexpected";
    case Doubt::BadExtrasLength:
      return "extras_len_bad";
    case Doubt::ValueUnexpected:
      return "value_unexpected";
  }
  return {};
}

}  // namespace mcbin::codec
