// The table from error class to exit code and sentence.
#include "cmd/sentences.hpp"

namespace mcbin::cmd {
namespace {

std::string_view class_sentence(Errc code) {
  switch (code) {
    case Errc::Truncated:
      return "the input ends too early";
    case Errc::BadMagic:
      return "the input is not a frame";
    case Errc::BadLength:
      return "the lengths of a frame contradict each other";
    case Errc::BadExtras:
      return "the extras of a frame have the wrong length";
    case Errc::BadText:
      return "the text cannot be read";
    case Errc::TooLarge:
      return "the input is larger than the limit";
    case Errc::ConnectFailed:
      return "cannot connect";
    case Errc::TimedOut:
      return "no answer in time";
    case Errc::ConnectionClosed:
      return "the server closed the connection before it had answered";
    case Errc::ReadFailed:
      return "reading failed";
    case Errc::WriteFailed:
      return "writing failed";
    case Errc::ProtocolViolated:
      return "the server answered with something that is not the answer";
    case Errc::LoginRefused:
      return "the server refused the login";
    case Errc::StorageFull:
      return "the disk is full";
    case Errc::BadConfiguration:
      return "the settings cannot work";
    case Errc::SystemFailed:
      return "the operating system refused";
  }
  return "failed";
}

}  // namespace

ExitCode exit_code_for(Errc code) {
  switch (code) {
    case Errc::ConnectFailed:
    case Errc::TimedOut:
    case Errc::ConnectionClosed:
      return ExitCode::Connection;
    case Errc::ProtocolViolated:
      return ExitCode::Protocol;
    case Errc::LoginRefused:
      return ExitCode::Authentication;
    default:
      return ExitCode::Usage;
  }
}

std::string sentence_for(const Error& error) {
  return error.detail.empty() ? std::string(class_sentence(error.code)) : error.detail;
}

}  // namespace mcbin::cmd
