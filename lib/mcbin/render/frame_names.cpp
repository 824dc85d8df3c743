#include "mcbin/render/frame_names.hpp"

namespace mcbin::render {

using codec::Magic;

std::string_view magic_name(Magic magic) {
  switch (magic) {
    case Magic::Request:
      return "request";
    case Magic::Response:
      return "response";
    case Magic::FramingRequest:
      return "alt_request";
    case Magic::FramingResponse:
      return "alt_response";
    case Magic::ServerRequest:
      return "server_request";
    case Magic::ServerResponse:
      return "server_response";
  }
  return {};
}

bool from_server_dialect(Magic magic) {
  return magic == Magic::ServerRequest || magic == Magic::ServerResponse;
}

std::string_view header_opcode_name(const codec::Header& header, codec::NameStyle names) {
  return from_server_dialect(header.magic) ? codec::server_opcode_name(header.opcode)
                                           : codec::opcode_name(header.opcode, names);
}

std::string_view shown_status_name(codec::Status status, codec::NameStyle names) {
  const codec::StatusInfo* info = codec::status_info(status);
  if (info == nullptr) return {};
  const bool couchbase = names == codec::NameStyle::Couchbase && !info->couchbase_name.empty();
  return couchbase ? info->couchbase_name : info->name;
}

std::string code_name(unsigned code, unsigned digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string name = "0x";
  for (unsigned digit = digits; digit > 0; --digit) {
    name += kDigits[code >> (4 * (digit - 1)) & 15U];
  }
  return name;
}

std::string opcode_text(const codec::Header& header, codec::NameStyle names) {
  const std::string_view name = header_opcode_name(header, names);
  return name.empty() ? code_name(static_cast<std::uint8_t>(header.opcode), 2) : std::string(name);
}

std::string status_text_of(codec::Status status, codec::NameStyle names) {
  const std::string_view name = shown_status_name(status, names);
  return name.empty() ? code_name(static_cast<std::uint16_t>(status), 4) : std::string(name);
}

}  // namespace mcbin::render
