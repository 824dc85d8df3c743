#include "mcbin/engine/dispatch.hpp"

#include "mcbin/codec/response.hpp"

#include <array>

namespace mcbin::engine {

namespace {

using codec::Opcode;

struct HandlerRow {
  Opcode loud;
  Handler handler;
};

constexpr auto kHandlerRows = std::to_array<HandlerRow>({
    {Opcode::Get, handle_get},
    {Opcode::GetK, handle_get},
    {Opcode::Touch, handle_touch},
    {Opcode::Gat, handle_get_and_touch},
    {Opcode::GatK, handle_get_and_touch},
    {Opcode::Set, handle_set},
    {Opcode::Add, handle_add},
    {Opcode::Replace, handle_replace},
    {Opcode::Append, handle_append},
    {Opcode::Prepend, handle_prepend},
    {Opcode::Delete, handle_delete},
    {Opcode::Increment, handle_increment},
    {Opcode::Decrement, handle_decrement},
    {Opcode::Quit, handle_quit},
    {Opcode::Flush, handle_flush},
    {Opcode::Noop, handle_noop},
    {Opcode::Version, handle_version},
    {Opcode::Verbosity, handle_verbosity},
    {Opcode::Stat, handle_stat},
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

}  // namespace

Handler find_handler(Opcode opcode) {
  return kHandlers[static_cast<std::uint8_t>(opcode)];
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
