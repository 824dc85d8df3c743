// What an operator decides about sockets, and the named limits that nobody has to decide.
#pragma once

#include "mcbin/net/endpoint.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <sys/types.h>
#include <vector>

namespace mcbin::net {

using Milliseconds = std::chrono::milliseconds;

/// What one read can bring at most.
inline constexpr std::size_t kScratchBytes = 64 * 1024;

/// A read that brought no more is executed after the next kReadAhead connections have read: for so
/// little, what waits for memory is most of the work. More is planned, and loaded ahead, within
/// itself. So a thread has that many buffers and one more, shared by its connections.
inline constexpr std::size_t kPutOffBytesMax = 1024;
inline constexpr std::size_t kReadAhead = 2;

/// What one read brings at most to a connection that holds nothing while memory is short: enough
/// for many small requests.
inline constexpr std::size_t kShortReadBytes = 4 * 1024;

/// The part of held_bytes_max, one by this, that is kept for those that began last.
inline constexpr std::size_t kHeldReserveDivisor = 4;

/// Most pieces of output handed to the system in one write.
inline constexpr std::size_t kOutputPiecesMax = 64;

/// After the last answer of a connection that we close, what the peer still sends is read and
/// dropped for at most this long and this much: closing at once would reset the connection, and
/// the reset could overtake the answer.
inline constexpr Milliseconds kDrainTimeout{1000};
inline constexpr Milliseconds kDrainTimeoutStopping{200};
inline constexpr std::size_t kDrainBytesMax = 1024 * 1024;

/// An incomplete body has to grow by this much in every body_timeout, or be completed.
inline constexpr std::size_t kRequestProgressBytes = 4096;

/// How long accepting rests when the system has no descriptor or memory for a new connection.
inline constexpr Milliseconds kAcceptPause{100};

/// How often such a pause is told at most; all are counted.
inline constexpr std::chrono::seconds kAcceptPauseTellInterval{60};

/// How often a stopping worker looks for connections that are overdue.
inline constexpr Milliseconds kStoppingSweepInterval{20};

/// Whether a listen address may be missing on this machine (no IPv6, say).
enum class Presence : std::uint8_t { Required, IfAvailable };

/// A descriptor that is none.
inline constexpr int kNoDescriptor = -1;

enum class Encryption : std::uint8_t { None, Tls };

struct ListenAddress {
  Endpoint endpoint;  // port 0: a free one, the same for all addresses with port 0
  Presence presence = Presence::Required;
  Encryption encryption = Encryption::None;  // Tls needs Server::use_tls()
  /// A socket that somebody else bound and handed to us, instead of `endpoint`. The server owns it
  /// from then on.
  int descriptor = kNoDescriptor;
};

struct ServerOptions {
  std::vector<ListenAddress> listen;
  mode_t unix_mode = 0700;  // permissions of unix sockets
  int backlog = 1024;
  std::uint32_t threads = 1;
  std::uint32_t connections_max = 1024;
  /// What all connections together may hold of requests that are not whole and answers that are not
  /// sent; each thread has its share. Over it, those that hold much are not read, and the ones that
  /// let us wait longest are closed.
  std::size_t held_bytes_max = 64 * 1024 * 1024;
  /// How long a peer has to let us wait before its connection may be closed for what it holds.
  Milliseconds stall_grace{1000};
  /// TCP connections that wait between two requests are closed after this long; 0: never.
  Milliseconds idle_timeout{0};
  /// A request whose header does not become whole; 0: never.
  Milliseconds header_timeout{10'000};
  /// A request whose body does not go on, or too slowly; 0: never.
  Milliseconds body_timeout{30'000};
  /// A peer that does not read its answers; 0: never.
  Milliseconds output_timeout{60'000};
  /// A peer that has to say who it is and does not; 0: any time. What it waits for us is not
  /// counted.
  Milliseconds login_timeout{5'000};
  /// From accepting a connection with TLS to the end of its handshake; 0: any time.
  Milliseconds handshake_timeout{10'000};
  /// How long stop() lets answers go out before it closes what is left.
  Milliseconds shutdown_timeout{5'000};
  /// How often time-outs are looked for; they end up to twice this late, never early.
  Milliseconds sweep_interval{500};
};

}  // namespace mcbin::net
