// The commands that concern no single key: NOOP, VERSION, VERBOSITY, FLUSH, QUIT.
#include "mcbin/codec/extras.hpp"
#include "mcbin/engine/dispatch.hpp"

namespace mcbin::engine {

using codec::Status;

Status handle_quit(Context& context, const Request& request) {
  context.close = true;
  return answer_status(context, request, Status::Ok, 0);
}

Status handle_flush(Context& context, const Request& request) {
  context.counters.add(Count::CmdFlush);
  if (context.service.settings().flush == Switch::Off) {
    return answer_status(context, request, Status::AuthError, 0);
  }
  const std::uint32_t seconds = request.extras.empty() ? 0 : codec::load_u32_extras(request.extras);
  const store::Expiry at_once{context.now.steady_ms};
  const store::Expiry when =
      seconds == 0 ? at_once : store::expiry_from_seconds(seconds, context.now);
  context.store().flush(when, context.now);
  return answer_status(context, request, Status::Ok, 0);
}

Status handle_noop(Context& context, const Request& request) {
  return answer_status(context, request, Status::Ok, 0);
}

Status handle_version(Context& context, const Request& request) {
  answer_value(context.out, Echo(request.header), 0, as_bytes(context.service.settings().version));
  return Status::Ok;
}

/// Accepted as the specification says. How much a server logs is its operator's choice, so the
/// level changes nothing.
Status handle_verbosity(Context& context, const Request& request) {
  return answer_status(context, request, Status::Ok, 0);
}

}  // namespace mcbin::engine
