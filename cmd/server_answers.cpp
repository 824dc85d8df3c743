// The table from status to exit code and words.
#include "cmd/server_answers.hpp"

#include "cmd/terminal_text.hpp"

namespace mcbin::cmd {
namespace {

std::string status_in_hex(codec::Status status) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "0x";
  const auto number = static_cast<std::uint16_t>(status);
  for (int shift = 12; shift >= 0; shift -= 4) text += kDigits[(number >> shift) & 15U];
  return text;
}

std::string_view known_reason(codec::Status status) {
  using codec::Status;
  switch (status) {
    case Status::KeyNotFound:
      return "there is no such key";
    case Status::KeyExists:
      return "the key exists, or has changed meanwhile";
    case Status::TooLarge:
      return "the server finds the value too large (its limit: memcached -I, mcbin serve -I)";
    case Status::NotStored:
      return "the server did not store it";
    case Status::NotANumber:
      return "the stored value is not a number";
    case Status::AuthError:
      return "the server asks for a login, or does not let this user do it";
    case Status::AuthContinue:
      return "the server asks for another step of the login";
    case Status::UnknownCommand:
      return "the server does not know this command";
    case Status::OutOfMemory:
      return "the server is out of memory";
    case Status::Busy:
    case Status::TemporaryFailure:
      return "the server is busy; try again";
    default:
      return {};
  }
}

}  // namespace

ExitCode exit_code_for(codec::Status status) {
  using codec::Status;
  switch (status) {
    case Status::Ok:
      return ExitCode::Ok;
    case Status::KeyNotFound:
      return ExitCode::Miss;
    case Status::KeyExists:
    case Status::NotStored:
    case Status::NotANumber:
      return ExitCode::Precondition;
    case Status::AuthError:
    case Status::AuthContinue:
      return ExitCode::Authentication;
    default:
      return ExitCode::Refused;
  }
}

std::string refusal_sentence(std::string_view action, std::string_view key, codec::Status status,
                             std::string_view message) {
  std::string sentence = "cannot " + std::string(action) + " " + quoted_key(key) + ": ";
  const std::string_view reason = known_reason(status);
  if (!reason.empty()) return sentence + std::string(reason);
  sentence += "the server answered with status " + status_in_hex(status);
  if (const std::string_view name = codec::status_name(status); !name.empty()) {
    sentence += " (" + std::string(name) + ")";
  }
  return message.empty() ? sentence : sentence + " " + quoted_key(message);
}

}  // namespace mcbin::cmd
