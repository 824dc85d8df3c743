#include "conformance/packet_maker.hpp"

#include "mcbin/base/bytes.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/status.hpp"

namespace mcbin::conformance {

namespace {

std::string header_hex(const codec::Header& header) {
  Byte bytes[codec::kHeaderSize];
  codec::store_header(header, bytes);
  return hex_of(as_text(bytes));
}

/// The header of an answer with a mask where its CAS is.
std::string answer_header(codec::Header header, Cas cas) {
  constexpr std::size_t kCasDigits = 16;
  header.magic = codec::Magic::Response;
  std::string hex = header_hex(header);
  if (cas == Cas::Some) hex.replace(hex.size() - kCasDigits, kCasDigits, kCasDigits, 'X');
  return hex;
}

}  // namespace

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const Byte byte : as_bytes(bytes)) {
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 0xfU];
  }
  return hex;
}

std::string header(const Claim& claim) {
  return header_hex({.magic = codec::Magic::Request,
                     .opcode = static_cast<codec::Opcode>(claim.opcode),
                     .extras_length = claim.extras,
                     .key_length = claim.key,
                     .body_length = claim.body,
                     .opaque = claim.opaque});
}

std::string request(const Parts& parts) {
  const std::size_t body = parts.extras.size() + parts.key.size() + parts.value.size();
  return header({.opcode = parts.opcode,
                 .key = static_cast<std::uint16_t>(parts.key.size()),
                 .extras = static_cast<std::uint8_t>(parts.extras.size()),
                 .body = static_cast<std::uint32_t>(body),
                 .opaque = parts.opaque}) +
         hex_of(parts.extras) + hex_of(parts.key) + hex_of(parts.value);
}

std::string error(std::uint8_t opcode, std::uint16_t status, std::uint32_t opaque) {
  const std::string_view text = codec::status_text(static_cast<codec::Status>(status));
  return answer_header({.opcode = static_cast<codec::Opcode>(opcode),
                        .vbucket_or_status = status,
                        .body_length = static_cast<std::uint32_t>(text.size()),
                        .opaque = opaque},
                       Cas::Zero) +
         hex_of(text);
}

std::string done(std::uint8_t opcode, Cas cas, std::uint32_t opaque) {
  return answer_header({.opcode = static_cast<codec::Opcode>(opcode), .opaque = opaque}, cas);
}

std::string hit(std::uint8_t opcode, std::string_view key, std::string_view value,
                std::uint32_t opaque) {
  constexpr std::uint8_t kFlagsBytes = 4;
  return answer_header(
             {.opcode = static_cast<codec::Opcode>(opcode),
              .extras_length = kFlagsBytes,
              .key_length = static_cast<std::uint16_t>(key.size()),
              .body_length = static_cast<std::uint32_t>(kFlagsBytes + key.size() + value.size()),
              .opaque = opaque},
             Cas::Some) +
         "00000000" + hex_of(key) + hex_of(value);
}

Conversation one_write(std::string name, std::vector<std::string> packets,
                       std::vector<std::string> answers, Ending ending) {
  packets.emplace_back(kNoopRequest);
  if (ending == Ending::Open) answers.emplace_back(kNoopReply);
  Conversation conversation;
  conversation.name = std::move(name);
  conversation.ending = ending;
  conversation.steps.push_back({.send = std::move(packets), .receive = std::move(answers)});
  return conversation;
}

}  // namespace mcbin::conformance
