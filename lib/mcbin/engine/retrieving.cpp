// GET, GETK, TOUCH, GAT, GATK and their quiet forms: look-ups, with and without a new expiry.
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/response.hpp"
#include "mcbin/engine/dispatch.hpp"

namespace mcbin::engine {

namespace {

using codec::Status;

void answer_hit(Context& context, const Request& request, const store::ItemView& item) {
  const ByteView key = codec::returns_key(request.header.opcode) ? request.key : ByteView{};
  answer_item(context.out, Echo(request.header), context.shown_cas(item.cas), key, item);
}

/// @return the status of a miss.
Status answer_miss(Context& context, const Request& request) {
  if (!codec::answers(request.header.opcode, Status::KeyNotFound)) return Status::KeyNotFound;
  if (codec::returns_key(request.header.opcode)) {
    answer_miss_with_key(context.out, Echo(request.header), request.key);
  } else {
    answer_error(context.out, Echo(request.header), Status::KeyNotFound);
  }
  return Status::KeyNotFound;
}

void count_get(Context& context, ByteView key, store::Lookup lookup) {
  context.counters.add(Count::CmdGet);
  if (lookup == store::Lookup::Hit) {
    context.counters.add(Count::GetHits);
    context.service.prefix_stats().get_hit(key);
    return;
  }
  context.counters.add(Count::GetMisses);
  context.service.prefix_stats().get_miss(key);
  if (lookup == store::Lookup::Expired) context.counters.add(Count::GetExpired);
  if (lookup == store::Lookup::Flushed) context.counters.add(Count::GetFlushed);
}

void count_touch(Context& context, store::Lookup lookup) {
  const bool hit = lookup == store::Lookup::Hit;
  context.counters.add(Count::CmdTouch);
  context.counters.add(hit ? Count::TouchHits : Count::TouchMisses);
}

store::Expiry requested_expiry(const Context& context, const Request& request) {
  return store::expiry_from_seconds(codec::load_u32_extras(request.extras), context.now);
}

}  // namespace

Status handle_get(Context& context, const Request& request) {
  const store::Lookup lookup =
      context.store().get(request.stored_key, context.now,
                          [&](const store::ItemView& item) { answer_hit(context, request, item); });
  count_get(context, request.key, lookup);
  return lookup == store::Lookup::Hit ? Status::Ok : answer_miss(context, request);
}

Status handle_touch(Context& context, const Request& request) {
  const store::Touched touched =
      context.store().touch(request.stored_key, requested_expiry(context, request), context.now);
  count_touch(context, touched.lookup);
  if (touched.lookup != store::Lookup::Hit) return answer_miss(context, request);
  answer_flags(context.out, Echo(request.header), context.shown_cas(touched.cas), touched.flags);
  return Status::Ok;
}

Status handle_get_and_touch(Context& context, const Request& request) {
  const store::Lookup lookup = context.store().get_and_touch(
      request.stored_key, requested_expiry(context, request), context.now,
      [&](const store::ItemView& item) { answer_hit(context, request, item); });
  count_touch(context, lookup);
  return lookup == store::Lookup::Hit ? Status::Ok : answer_miss(context, request);
}

}  // namespace mcbin::engine
