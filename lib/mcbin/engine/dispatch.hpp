// From a well-formed request to the function that answers it: what a handler is given, and the
// table of handlers. The handlers are grouped by what they do: retrieving, storing, counting,
// control, statistics.
#pragma once

#include "mcbin/auth/user.hpp"
#include "mcbin/base/clock.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/engine/answer.hpp"
#include "mcbin/engine/counters.hpp"
#include "mcbin/engine/output_queue.hpp"
#include "mcbin/engine/service.hpp"

#include <cstdint>

namespace mcbin::engine {

/// A CAS that no item ever has: what a request's CAS becomes when CAS is disabled, where memcached
/// lets such a request fail (DELETE, INCREMENT, DECREMENT).
inline constexpr std::uint64_t kCasOfNoItem = ~std::uint64_t{0};

/// What a handler may use. Lives for one turn of a session.
struct Context {
  Service& service;
  Counters& counters;
  OutputQueue& out;
  Now now;
  bool close = false;  // set by a handler: no further request of this connection is executed

  [[nodiscard]] store::Store& store() const { return service.store(); }
  [[nodiscard]] bool cas_enabled() const { return service.settings().cas == Switch::On; }
  /// The CAS to show: 0 throughout when CAS is disabled.
  [[nodiscard]] std::uint64_t shown_cas(std::uint64_t cas) const { return cas_enabled() ? cas : 0; }
};

/// A request whose shape is good and whose body is whole. Views the session's input.
struct Request : codec::Frame {
  store::Key stored_key;  // the key with its hash; empty where there is no key
};

/// Answers one request. Returns how it ended, which a quiet request keeps to itself.
using Handler = codec::Status (*)(Context& context, const Request& request);

codec::Status handle_get(Context& context, const Request& request);
codec::Status handle_touch(Context& context, const Request& request);
codec::Status handle_get_and_touch(Context& context, const Request& request);

codec::Status handle_set(Context& context, const Request& request);
codec::Status handle_add(Context& context, const Request& request);
codec::Status handle_replace(Context& context, const Request& request);
codec::Status handle_append(Context& context, const Request& request);
codec::Status handle_prepend(Context& context, const Request& request);
codec::Status handle_delete(Context& context, const Request& request);
/// A store whose key + value exceed the limit: counts it and removes what a SET meant to replace.
/// The answer, status 3, is the session's to give once the body is swallowed.
void note_too_large(Context& context, const codec::Header& header, ByteView key);

codec::Status handle_increment(Context& context, const Request& request);
codec::Status handle_decrement(Context& context, const Request& request);

codec::Status handle_quit(Context& context, const Request& request);
codec::Status handle_flush(Context& context, const Request& request);
codec::Status handle_noop(Context& context, const Request& request);
codec::Status handle_version(Context& context, const Request& request);
codec::Status handle_verbosity(Context& context, const Request& request);

codec::Status handle_stat(Context& context, const Request& request);

/// The handler of `opcode`, quiet or loud; nullptr for opcodes that are not offered, which answer
/// 0x81 unless the session itself knows them: the SASL ones.
[[nodiscard]] Handler find_handler(codec::Opcode opcode);

/// What a user must be allowed to for `opcode`, quiet or loud. What STAT shows is for some groups
/// a matter of its key: see is_for_admins().
[[nodiscard]] auth::Rights needed_rights(codec::Opcode opcode);

/// Whether requests of `opcode`, quiet or loud, change items.
[[nodiscard]] bool changes_items(codec::Opcode opcode);

/// What the store's outcome is called on the wire.
[[nodiscard]] codec::Status status_of(store::Outcome outcome);

/// Answers with `status` unless the request's opcode keeps quiet about it. `cas` is for Ok only.
/// Returns `status`.
codec::Status answer_status(Context& context, const Request& request, codec::Status status,
                            std::uint64_t cas);

}  // namespace mcbin::engine
