// INCREMENT, DECREMENT and their quiet forms.
#include "mcbin/base/endian.hpp"
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/response.hpp"
#include "mcbin/engine/dispatch.hpp"

namespace mcbin::engine {

namespace {

using codec::Status;
using store::CountDirection;
using store::Outcome;

constexpr std::string_view kNoMemoryCreating = "Out of memory allocating new item";
constexpr std::string_view kNoMemoryChanging = "Out of memory incrementing value";

store::CounterChange requested_change(const Context& context, const Request& request,
                                      CountDirection direction) {
  const codec::CounterExtras extras = codec::load_counter_extras(request.extras);
  store::CounterChange change{
      .direction = direction, .delta = extras.delta, .initial = extras.initial};
  if (extras.expiry_seconds != codec::CounterExtras::kDoNotCreate) {
    change.create = store::expiry_from_seconds(extras.expiry_seconds, context.now);
  }
  const bool matchable = context.cas_enabled() || request.header.cas == 0;
  change.cas_expected = matchable ? request.header.cas : kCasOfNoItem;
  return change;
}

void count_outcome(Context& context, CountDirection direction, const store::Counted& counted) {
  const bool up = direction == CountDirection::Up;
  if (counted.outcome == Outcome::NotFound) {
    context.counters.add(up ? Count::IncrMisses : Count::DecrMisses);
  } else if (counted.outcome == Outcome::Done && !counted.created) {
    context.counters.add(up ? Count::IncrHits : Count::DecrHits);
  }
}

Status answer_counted(Context& context, const Request& request, const store::Counted& counted) {
  const Echo echo(request.header);
  const Status status = status_of(counted.outcome);
  if (!codec::answers(request.header.opcode, status)) return status;
  if (status == Status::Ok) {
    Byte value[sizeof counted.value];
    store_be64(value, counted.value);
    answer_value(context.out, echo, context.shown_cas(counted.cas), value);
  } else if (status == Status::OutOfMemory) {
    answer_error(context.out, echo, status,
                 counted.created ? kNoMemoryCreating : kNoMemoryChanging);
  } else {
    answer_error(context.out, echo, status);
  }
  return status;
}

Status handle_count(Context& context, const Request& request, CountDirection direction) {
  const store::CounterChange change = requested_change(context, request, direction);
  const store::Counted counted = context.store().count(request.stored_key, change, context.now);
  count_outcome(context, direction, counted);
  return answer_counted(context, request, counted);
}

}  // namespace

Status handle_increment(Context& context, const Request& request) {
  return handle_count(context, request, CountDirection::Up);
}

Status handle_decrement(Context& context, const Request& request) {
  return handle_count(context, request, CountDirection::Down);
}

}  // namespace mcbin::engine
