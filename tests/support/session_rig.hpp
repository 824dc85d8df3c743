// A whole server in memory for tests: manual clock, store, service and one session, fed and read by
// hand. Requests are built, answers come back as owned frames.
#pragma once

#include "mcbin/auth/logins.hpp"
#include "mcbin/base/clock.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/engine/service.hpp"
#include "mcbin/engine/session.hpp"
#include "mcbin/store/store.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::test {

/// An answer that owns its bytes.
struct Answer {
  codec::Header header;
  std::string extras;
  std::string key;
  std::string value;

  [[nodiscard]] codec::Status status() const { return header.status(); }
};

/// A request that owns its bytes.
struct Ask {
  codec::Opcode opcode = codec::Opcode::Noop;
  std::string key;
  std::string value;
  std::string extras;
  std::uint64_t cas = 0;
  std::uint32_t opaque = 0;
};

/// The bytes of `ask` on the wire.
std::string wire(const Ask& ask);

/// Eight bytes of extras for SET, ADD and REPLACE.
std::string store_extras(std::uint32_t flags, std::uint32_t expiry_seconds);
/// Twenty bytes of extras for INCREMENT and DECREMENT.
std::string counter_extras(std::uint64_t delta, std::uint64_t initial,
                           std::uint32_t expiry_seconds);
/// Four bytes of extras.
std::string number_extras(std::uint32_t number);

class SessionRig {
 public:
  static constexpr std::uint64_t kHashSeed = 42;

  explicit SessionRig(engine::Settings settings = {},
                      store::Options options = {.hash_seed = kHashSeed});

  /// From now on logins are asked for, with the users of this users file; a new session begins.
  void require_logins(const std::string& users, std::string_view certificate_name = {});
  /// Another connection to the same server takes the place of the present one.
  void reconnect(std::string_view certificate_name = {});

  /// Sends the bytes in one read and returns every answer so far.
  std::vector<Answer> send(std::string_view bytes);
  std::vector<Answer> send(const Ask& ask) { return send(wire(ask)); }
  /// Sends and expects exactly one answer.
  Answer one(const Ask& ask);

  /// Hands `bytes` to the session in one read without taking the output.
  void feed(std::string_view bytes);
  /// Takes all output, as a peer that reads would, and lets the session go on.
  std::string drain();

  ManualClock clock;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<engine::Service> service;
  std::unique_ptr<auth::Logins> logins;
  std::unique_ptr<engine::LoginDesk> desk;
  std::vector<std::string> failed_logins;  // "ADDRESS USER"
  std::unique_ptr<engine::Session> session;
};

/// Waits until a suspended session has its answer.
void wait_for_answer(ByteSession& session);

/// Cuts `bytes`, which must be whole frames, into answers.
std::vector<Answer> answers_in(std::string_view bytes);

}  // namespace mcbin::test
