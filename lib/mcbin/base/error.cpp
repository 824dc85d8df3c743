#include "mcbin/base/error.hpp"

namespace mcbin {

std::string_view errc_name(Errc code) {
  switch (code) {
    case Errc::Truncated:
      return "truncated";
    case Errc::BadMagic:
      return "bad_magic";
    case Errc::BadLength:
      return "bad_length";
    case Errc::BadExtras:
      return "bad_extras";
    case Errc::BadText:
      return "bad_text";
    case Errc::TooLarge:
      return "too_large";
    case Errc::ConnectFailed:
      return "connect_failed";
    case Errc::TimedOut:
      return "timed_out";
    case Errc::ConnectionClosed:
      return "connection_closed";
    case Errc::ReadFailed:
      return "read_failed";
    case Errc::WriteFailed:
      return "write_failed";
    case Errc::ProtocolViolated:
      return "protocol_violated";
    case Errc::LoginRefused:
      return "login_refused";
    case Errc::StorageFull:
      return "storage_full";
    case Errc::BadConfiguration:
      return "bad_configuration";
    case Errc::SystemFailed:
      return "system_failed";
  }
  return "unknown";
}

}  // namespace mcbin
