#include "mcbin/engine/dispatch.hpp"

#include "mcbin/codec/response.hpp"

#include <array>

namespace mcbin::engine {

namespace {

using codec::Opcode;

using auth::Rights;

struct HandlerRow {
  Opcode loud;
  Handler handler;
  Rights needed;
};

constexpr Rights kNone = Rights::none();
constexpr Rights kRead = Rights::read();
constexpr Rights kWrite = Rights::write();
constexpr Rights kAdmin = Rights::admin();

constexpr auto kHandlerRows = std::to_array<HandlerRow>({
    {Opcode::Get, handle_get, kRead},
    {Opcode::GetK, handle_get, kRead},
    {Opcode::Touch, handle_touch, kWrite},
    {Opcode::Gat, handle_get_and_touch, kRead | kWrite},
    {Opcode::GatK, handle_get_and_touch, kRead | kWrite},
    {Opcode::Set, handle_set, kWrite},
    {Opcode::Add, handle_add, kWrite},
    {Opcode::Replace, handle_replace, kWrite},
    {Opcode::Append, handle_append, kWrite},
    {Opcode::Prepend, handle_prepend, kWrite},
    {Opcode::Delete, handle_delete, kWrite},
    {Opcode::Increment, handle_increment, kWrite},
    {Opcode::Decrement, handle_decrement, kWrite},
    {Opcode::Quit, handle_quit, kNone},
    {Opcode::Flush, handle_flush, kAdmin},
    {Opcode::Noop, handle_noop, kNone},
    {Opcode::Version, handle_version, kNone},
    {Opcode::Verbosity, handle_verbosity, kNone},
    {Opcode::Stat, handle_stat, kNone},
});

consteval std::array<Handler, 256> spread_handlers() {
  std::array<Handler, 256> all{};
  for (unsigned code = 0; code < all.size(); ++code) {
    for (const HandlerRow& row : kHandlerRows) {
      if (row.loud == codec::loud_opcode(static_cast<Opcode>(code))) all[code] = row.handler;
    }
  }
  return all;
}

constexpr std::array<Handler, 256> kHandlers = spread_handlers();

/// An opcode without a handler needs every right.
consteval std::array<Rights, 256> spread_rights() {
  std::array<Rights, 256> all{};
  for (unsigned code = 0; code < all.size(); ++code) {
    all[code] = Rights::all();
    for (const HandlerRow& row : kHandlerRows) {
      if (row.loud == codec::loud_opcode(static_cast<Opcode>(code))) all[code] = row.needed;
    }
  }
  return all;
}

constexpr std::array<Rights, 256> kNeededRights = spread_rights();

}  // namespace

Handler find_handler(Opcode opcode) {
  return kHandlers[static_cast<std::uint8_t>(opcode)];
}

auth::Rights needed_rights(Opcode opcode) {
  return kNeededRights[static_cast<std::uint8_t>(opcode)];
}

bool changes_items(Opcode opcode) {
  return needed_rights(opcode).include(Rights::write()) ||
         codec::loud_opcode(opcode) == Opcode::Flush;
}

codec::Status status_of(store::Outcome outcome) {
  switch (outcome) {
    case store::Outcome::Done:
      return codec::Status::Ok;
    case store::Outcome::NotFound:
      return codec::Status::KeyNotFound;
    case store::Outcome::Exists:
      return codec::Status::KeyExists;
    case store::Outcome::NotStored:
      return codec::Status::NotStored;
    case store::Outcome::TooLarge:
      return codec::Status::TooLarge;
    case store::Outcome::OutOfMemory:
      return codec::Status::OutOfMemory;
    case store::Outcome::NotANumber:
      return codec::Status::NotANumber;
  }
  return codec::Status::InternalError;
}

codec::Status answer_status(Context& context, const Request& request, codec::Status status,
                            std::uint64_t cas) {
  if (!codec::answers(request.header.opcode, status)) return status;
  const Echo echo(request.header);
  if (status == codec::Status::Ok) {
    answer_done(context.out, echo, context.shown_cas(cas));
  } else {
    answer_error(context.out, echo, status);
  }
  return status;
}

}  // namespace mcbin::engine
