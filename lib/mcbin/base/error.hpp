// What went wrong, as a value. No exception leaves a room: a function that can fail returns
// Result<T>; hot loops return a small step enum instead. Sentences for people are made in cmd.
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace mcbin {

/// Every way in which input, a peer or the system can fail us. Our own mistakes are MCBIN_CHECK.
enum class Errc : std::uint8_t {
  Truncated,         // the input ends before the thing is whole
  BadMagic,          // the first byte of a frame is none of the known magics
  BadLength,         // lengths contradict each other
  BadExtras,         // extras of a length that the opcode does not have
  BadText,           // text input (hex, base64, number, duration) that cannot be read
  TooLarge,          // more than the named limit
  ConnectFailed,     // no connection: refused, unreachable, unknown host, no such socket
  TimedOut,          // the deadline passed
  ConnectionClosed,  // the peer closed in the middle of an answer
  ReadFailed,        // reading a file or socket failed
  WriteFailed,       // writing a file or socket failed
  ProtocolViolated,  // the peer answered with something that is not the answer
  LoginRefused,      // the server does not let us in
  StorageFull,       // the disk, or what is allowed of it, has no room left
  BadConfiguration,  // settings that cannot work
  SystemFailed,      // the operating system refused
};

/// The identifier of `code`, for logs and tests: "truncated", "bad_magic", ...
[[nodiscard]] std::string_view errc_name(Errc code);

/// A failure: its class, the input offset it points at (0 where there is none), and the
/// particulars.
struct Error {
  Errc code = Errc::SystemFailed;
  std::uint64_t at_byte = 0;
  std::string detail;
};

template <typename T>
using Result = tl::expected<T, Error>;

/// `return fail(Errc::Truncated, 24);`
[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::uint64_t at_byte = 0,
                                                std::string detail = {}) {
  return tl::unexpected<Error>(Error{code, at_byte, std::move(detail)});
}

}  // namespace mcbin
