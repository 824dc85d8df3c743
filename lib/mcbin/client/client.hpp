// Typed calls of the memcache binary protocol over one connection. What a status means to the
// caller is the caller's business; many servers and retries live above.
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/bytes.hpp"
#include "mcbin/base/error.hpp"
#include "mcbin/base/function_ref.hpp"
#include "mcbin/client/connection.hpp"
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/status.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::client {

/// What the server said to a request.
struct Answer {
  codec::Status status = codec::Status::Ok;
  std::uint64_t cas = 0;  // the item's, where the server sends one
  std::string message;    // the server's text with an error; empty with Ok
};

/// The answer to one key of a get.
struct Lookup {
  std::size_t index = 0;  // of the key in the call's list
  codec::Status status = codec::Status::Ok;
  std::uint32_t flags = 0;
  std::uint64_t cas = 0;
  ByteView value;            // valid during the visit only
  std::string_view message;  // the server's text with an error; valid during the visit only
};

/// The answer to a counter call; `number` is set with Ok.
struct CounterAnswer {
  Answer answer;
  std::uint64_t number = 0;
};

/// The answer to LIST_MECHS; `names` is set with Ok.
struct Mechanisms {
  Answer answer;
  std::vector<std::string> names;
};

/// One line of the server's statistics; valid during the visit only.
struct Statistic {
  std::string_view name;
  std::string_view value;
};

enum class StoreMode : std::uint8_t { Set, Add, Replace, Append, Prepend };
enum class CountDirection : std::uint8_t { Up, Down };

/// What is stored with a value; Append and Prepend take the CAS alone.
struct StoreOptions {
  std::uint32_t flags = 0;
  std::uint32_t expiry_seconds = 0;  // as on the wire
  std::uint64_t cas = 0;             // 0: whatever is there
};

/// One of many values to store; the views must live as long as the call.
struct StoreItem {
  StoreMode mode = StoreMode::Set;
  std::string_view key = {};
  ByteView value = {};
  StoreOptions options = {};
};

/// One connection's calls, one after the other. An answer is accepted only when opcode and opaque
/// are its request's; anything else, like any time-out, makes the connection unusable
/// (Errc::ProtocolViolated, then Errc::ConnectionClosed for every later call), because the bytes
/// that are still under way would be taken for the answers of other requests.
///
/// Every call returns the errors of ByteStream and Connection::receive besides its own; a status
/// other than Ok is an answer, not an error. Keys are 1 to codec::kKeyLengthMax bytes; others are
/// Errc::BadLength and nothing is sent. Not thread-safe.
class Client {
 public:
  /// Requests of a get that are sent before their answers are read: as many as fit. Small, so that
  /// a server that waits for us to read can always finish reading first.
  static constexpr std::size_t kWindowBytes = 16 * 1024;
  /// Up to here a request goes out in one write; a longer value follows in a second one.
  static constexpr std::size_t kOneWriteBytes = 64 * 1024;
  /// Quiet stores or deletes that are sent before their refusals are read: up to this many requests
  /// and, but for a single larger one, this many bytes.
  static constexpr std::size_t kQuietRequestsMax = 512;
  static constexpr std::size_t kQuietWindowBytes = 128 * 1024;

  /// @param stream  connected; must outlive the client.
  explicit Client(ByteStream& stream, std::uint32_t answer_body_bytes_max = codec::kBodyLengthMax)
      : connection_(stream, answer_body_bytes_max) {}

  /// Whether calls can still succeed; false after a time-out or a broken answer.
  [[nodiscard]] bool usable() const { return connection_.usable(); }

  using OnLookup = FunctionRef<Result<void>(const Lookup&)>;
  /// Told the index of the request that was refused.
  using OnRefusal = FunctionRef<Result<void>(std::size_t index, const Answer& answer)>;
  using OnStatistic = FunctionRef<Result<void>(const Statistic&)>;

  /// Looks up `keys` (GETKQ ... NOOP, in windows) and visits every one in order, misses included.
  /// Time spent in `on_lookup` does not count; an error it returns ends the call.
  [[nodiscard]] Result<void> get(std::span<const std::string> keys, OnLookup on_lookup,
                                 Deadline deadline);

  /// `get` that also gives each key it finds a new expiry (GATQ ... NOOP).
  [[nodiscard]] Result<void> get_and_touch(std::span<const std::string> keys,
                                           std::uint32_t expiry_seconds, OnLookup on_lookup,
                                           Deadline deadline);

  [[nodiscard]] Result<Answer> store(StoreMode mode, std::string_view key, ByteView value,
                                     const StoreOptions& options, Deadline deadline);

  [[nodiscard]] Result<Answer> remove(std::string_view key, std::uint64_t cas, Deadline deadline);

  /// Stores `items` (SETQ ... NOOP, in windows) in order and visits those that were refused. When
  /// the call fails nobody knows which of the window under way were stored.
  [[nodiscard]] Result<void> store_all(std::span<const StoreItem> items, OnRefusal on_refusal,
                                       Deadline deadline);

  /// Deletes `keys` (DELETEQ ... NOOP) and visits those that were refused, misses included.
  [[nodiscard]] Result<void> remove_all(std::span<const std::string> keys, OnRefusal on_refusal,
                                        Deadline deadline);

  [[nodiscard]] Result<CounterAnswer> count(CountDirection direction, std::string_view key,
                                            const codec::CounterExtras& extras, Deadline deadline);

  /// Gives `key` a new expiry.
  [[nodiscard]] Result<Answer> touch(std::string_view key, std::uint32_t expiry_seconds,
                                     Deadline deadline);

  /// Drops every item, at once or when `expiry_seconds` (as on the wire) have passed.
  [[nodiscard]] Result<Answer> flush(std::uint32_t expiry_seconds, Deadline deadline);

  /// The server's version text as the answer's message.
  [[nodiscard]] Result<Answer> version(Deadline deadline);

  [[nodiscard]] Result<Answer> noop(Deadline deadline);

  /// The SASL mechanisms that the server offers; Status::UnknownCommand from one without logins.
  [[nodiscard]] Result<Mechanisms> mechanisms(Deadline deadline);

  /// Logs in with SASL PLAIN. Neither text may hold a NUL.
  [[nodiscard]] Result<Answer> login_plain(std::string_view username, std::string_view password,
                                           Deadline deadline);

  /// Visits the statistics of `group` (empty: the general ones).
  [[nodiscard]] Result<Answer> stats(std::string_view group, OnStatistic on_statistic,
                                     Deadline deadline);

 private:
  struct Request {
    codec::Opcode opcode = codec::Opcode::Noop;
    ByteView extras = {};
    std::string_view key = {};
    ByteView value = {};
    std::uint64_t cas = 0;
  };
  struct Window {
    std::size_t begin = 0;  // indices into the keys of the call
    std::size_t end = 0;
    std::uint32_t opaque = 0;  // of the first key; the NOOP has opaque + (end - begin)
  };

  [[nodiscard]] Result<std::uint32_t> send(const Request& request, Deadline deadline);
  [[nodiscard]] Result<codec::Frame> receive(codec::Opcode opcode, std::uint32_t opaque,
                                             Deadline deadline);
  [[nodiscard]] Result<codec::Frame> call(const Request& request, Deadline deadline);
  /// Which quiet look-up, and its extras.
  struct LookupForm {
    codec::Opcode opcode = codec::Opcode::GetKQ;
    ByteView extras = {};
  };
  /// The request at an index; its views are valid until the next call.
  using QuietRequestOf = FunctionRef<Request(std::size_t index)>;

  [[nodiscard]] Result<void> look_up(std::span<const std::string> keys, const LookupForm& form,
                                     OnLookup on_lookup, Deadline deadline);
  [[nodiscard]] Result<Window> send_window(std::span<const std::string> keys, std::size_t begin,
                                           const LookupForm& form, Deadline deadline);
  [[nodiscard]] Result<void> receive_window(std::span<const std::string> keys, const Window& window,
                                            codec::Opcode opcode, OnLookup on_lookup,
                                            Deadline deadline);
  [[nodiscard]] Result<Lookup> read_lookup(const codec::Frame& frame, std::string_view key,
                                           std::size_t index);
  [[nodiscard]] Result<void> run_quietly(std::size_t count, QuietRequestOf request_of,
                                         OnRefusal on_refusal, Deadline deadline);
  [[nodiscard]] Result<Window> send_quiet_window(std::size_t begin, std::size_t count,
                                                 QuietRequestOf request_of, Deadline deadline);
  [[nodiscard]] Result<void> receive_refusals(const Window& window, QuietRequestOf request_of,
                                              OnRefusal on_refusal, Deadline deadline);
  [[nodiscard]] tl::unexpected<Error> violated(std::string sentence);

  Connection connection_;
  std::uint32_t next_opaque_ = 1;
};

}  // namespace mcbin::client
