// SET, ADD, REPLACE, APPEND, PREPEND, DELETE and their quiet forms: why did a set fail is answered
// here.
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/response.hpp"
#include "mcbin/engine/dispatch.hpp"

namespace mcbin::engine {

namespace {

using codec::Opcode;
using codec::Status;
using store::Outcome;

constexpr std::string_view kNoMemoryText = "Out of memory allocating item";

/// The CAS that a store has to match: without CAS support a client's number means nothing.
std::uint64_t cas_to_match(const Context& context, const Request& request) {
  return context.cas_enabled() ? request.header.cas : 0;
}

void count_cas(Context& context, Outcome outcome) {
  if (outcome == Outcome::Done) context.counters.add(Count::CasHits);
  if (outcome == Outcome::NotFound) context.counters.add(Count::CasMisses);
  if (outcome == Outcome::Exists) context.counters.add(Count::CasBadval);
}

Status finish_store(Context& context, const Request& request, store::Stored stored) {
  context.counters.add(Count::CmdSet);
  context.service.prefix_stats().set(request.key);
  if (request.header.cas != 0) count_cas(context, stored.outcome);
  if (stored.outcome == Outcome::TooLarge) context.counters.add(Count::StoreTooLarge);
  if (stored.outcome == Outcome::OutOfMemory) {
    context.counters.add(Count::StoreNoMemory);
    answer_error(context.out, Echo(request.header), Status::OutOfMemory, kNoMemoryText);
    return Status::OutOfMemory;
  }
  return answer_status(context, request, status_of(stored.outcome), stored.cas);
}

store::NewItem requested_item(const Context& context, const Request& request) {
  const codec::StoreExtras extras = codec::load_store_extras(request.extras);
  return {.value = request.value,
          .flags = extras.flags,
          .expiry = store::expiry_from_seconds(extras.expiry_seconds, context.now),
          .cas_expected = cas_to_match(context, request)};
}

/// An addition fits by itself (the session has seen to that), so a result that is too large, or
/// has no room, says "not stored" and the old value stays.
store::Stored as_addition(store::Stored stored) {
  const bool no_room =
      stored.outcome == Outcome::TooLarge || stored.outcome == Outcome::OutOfMemory;
  return no_room ? store::Stored{.outcome = Outcome::NotStored} : stored;
}

}  // namespace

Status handle_set(Context& context, const Request& request) {
  return finish_store(
      context, request,
      context.store().set(request.stored_key, requested_item(context, request), context.now));
}

Status handle_add(Context& context, const Request& request) {
  return finish_store(
      context, request,
      context.store().add(request.stored_key, requested_item(context, request), context.now));
}

Status handle_replace(Context& context, const Request& request) {
  return finish_store(
      context, request,
      context.store().replace(request.stored_key, requested_item(context, request), context.now));
}

Status handle_append(Context& context, const Request& request) {
  return finish_store(
      context, request,
      as_addition(context.store().append(request.stored_key, request.value,
                                         cas_to_match(context, request), context.now)));
}

Status handle_prepend(Context& context, const Request& request) {
  return finish_store(
      context, request,
      as_addition(context.store().prepend(request.stored_key, request.value,
                                          cas_to_match(context, request), context.now)));
}

void note_too_large(Context& context, const codec::Header& header, ByteView key) {
  context.counters.add(Count::CmdSet);
  context.counters.add(Count::StoreTooLarge);
  if (codec::loud_opcode(header.opcode) == Opcode::Set) {
    context.store().remove(context.store().key(key), 0, context.now);
  }
}

Status handle_delete(Context& context, const Request& request) {
  const std::uint64_t cas =
      context.cas_enabled() || request.header.cas == 0 ? request.header.cas : kCasOfNoItem;
  const store::Stored removed = context.store().remove(request.stored_key, cas, context.now);
  context.service.prefix_stats().remove(request.key);
  if (removed.outcome == Outcome::Done) context.counters.add(Count::DeleteHits);
  if (removed.outcome == Outcome::NotFound) context.counters.add(Count::DeleteMisses);
  return answer_status(context, request, status_of(removed.outcome), 0);
}

}  // namespace mcbin::engine
