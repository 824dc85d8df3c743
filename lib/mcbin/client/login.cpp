// SASL, the client's side: which mechanisms there are, and PLAIN.
// Spec: the SASL page of memcached's wiki (opcodes 20 to 22); RFC 4616 for PLAIN.
#include "mcbin/client/client.hpp"

#include <algorithm>

namespace mcbin::client {

Result<Mechanisms> Client::mechanisms(Deadline deadline) {
  const auto frame = call({.opcode = codec::Opcode::SaslListMechs}, deadline);
  if (!frame) return tl::unexpected(frame.error());
  Mechanisms found{.answer = {.status = frame->header.status(), .cas = 0, .message = {}},
                   .names = {}};
  const std::string_view text = as_text(frame->value);
  if (found.answer.status != codec::Status::Ok) {
    found.answer.message = text;
    return found;
  }
  std::size_t at = 0;
  while ((at = text.find_first_not_of(" \t", at)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
    found.names.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return found;
}

Result<Answer> Client::login_plain(std::string_view username, std::string_view password,
                                   Deadline deadline) {
  constexpr char kNul = '\0';
  std::string response;
  response += kNul;  // no identity but the user's own
  response += username;
  response += kNul;
  response += password;
  const auto frame = call(
      {.opcode = codec::Opcode::SaslAuth, .key = "PLAIN", .value = as_bytes(response)}, deadline);
  if (!frame) return tl::unexpected(frame.error());
  return Answer{
      .status = frame->header.status(), .cas = 0, .message = std::string(as_text(frame->value))};
}

}  // namespace mcbin::client
