// One request, one answer: everything but the pipelined get, which is in lookup.cpp.
#include "mcbin/client/client.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/client/frame_answer.hpp"
#include "mcbin/codec/request.hpp"
#include "mcbin/codec/response.hpp"

#include <array>

namespace mcbin::client {
Result<std::uint32_t> Client::send(const Request& request, Deadline deadline) {
  const bool needs_key = codec::opcode_info(request.opcode).key == codec::Part::Must;
  if ((needs_key && request.key.empty()) || request.key.size() > codec::kKeyLengthMax) {
    return fail(Errc::BadLength, 0,
                "a key has 1 to " + std::to_string(codec::kKeyLengthMax) + " bytes, this one " +
                    std::to_string(request.key.size()));
  }
  if (request.value.size() > codec::kBodyLengthMax - codec::kKeyLengthMax - request.extras.size()) {
    return fail(Errc::TooLarge, 0, "a value has at most 1 GiB");
  }
  codec::Frame frame =
      codec::make_request(request.opcode, request.extras, as_bytes(request.key), request.value);
  frame.header = codec::header_for_parts(frame);
  frame.header.cas = request.cas;
  frame.header.opaque = next_opaque_++;

  const bool one_write = request.value.size() <= kOneWriteBytes;
  ByteVector bytes(codec::kHeaderSize);
  codec::store_header(frame.header, bytes.data());
  append(bytes, request.extras);
  append(bytes, as_bytes(request.key));
  if (one_write) append(bytes, request.value);
  auto sent = connection_.send(bytes, deadline);
  if (sent && !one_write) sent = connection_.send(request.value, deadline);
  if (!sent) return tl::unexpected(sent.error());
  return frame.header.opaque;
}

Result<codec::Frame> Client::receive(codec::Opcode opcode, std::uint32_t opaque,
                                     Deadline deadline) {
  auto frame = connection_.receive(deadline);
  if (frame && !codec::matches(frame->header, opcode, opaque)) {
    return violated("the server's answer belongs to another request");
  }
  return frame;
}

Result<codec::Frame> Client::call(const Request& request, Deadline deadline) {
  const auto opaque = send(request, deadline);
  if (!opaque) return tl::unexpected(opaque.error());
  return receive(request.opcode, *opaque, deadline);
}

tl::unexpected<Error> Client::violated(std::string sentence) {
  connection_.give_up();
  return fail(Errc::ProtocolViolated, 0, std::move(sentence));
}

Result<Answer> Client::store(StoreMode mode, std::string_view key, ByteView value,
                             const StoreOptions& options, Deadline deadline) {
  const auto extras = codec::store_extras(
      codec::StoreExtras{.flags = options.flags, .expiry_seconds = options.expiry_seconds});
  const Request request{.opcode = store_opcode(mode),
                        .extras = joins(mode) ? ByteView{} : ByteView(extras),
                        .key = key,
                        .value = value,
                        .cas = options.cas};
  return call(request, deadline).map(answer_of);
}

Result<Answer> Client::remove(std::string_view key, std::uint64_t cas, Deadline deadline) {
  return call({.opcode = codec::Opcode::Delete, .key = key, .cas = cas}, deadline).map(answer_of);
}

Result<CounterAnswer> Client::count(CountDirection direction, std::string_view key,
                                    const codec::CounterExtras& extras, Deadline deadline) {
  const auto bytes = codec::store_extras(extras);
  const auto opcode = direction == CountDirection::Up ? codec::Opcode::Increment  //
                                                      : codec::Opcode::Decrement;
  const auto frame = call({.opcode = opcode, .extras = bytes, .key = key}, deadline);
  if (!frame) return tl::unexpected(frame.error());
  CounterAnswer answer{.answer = answer_of(*frame)};
  if (answer.answer.status != codec::Status::Ok) return answer;
  if (frame->value.size() != sizeof answer.number) {
    return violated("the server answered a counter with a number that is not 8 bytes long");
  }
  answer.number = load_be64(frame->value.data());
  return answer;
}

Result<Answer> Client::touch(std::string_view key, std::uint32_t expiry_seconds,
                             Deadline deadline) {
  const auto extras = codec::store_extras(expiry_seconds);
  const auto frame = call({.opcode = codec::Opcode::Touch, .extras = extras, .key = key}, deadline);
  if (!frame) return tl::unexpected(frame.error());
  // memcached sends the flags of the item along, other servers send nothing.
  if (!frame->extras.empty() && frame->extras.size() != codec::kU32ExtrasSize) {
    return violated("the server answered a touch with extras that are not 0 or 4 bytes long");
  }
  return answer_of(*frame);
}

Result<Answer> Client::flush(std::uint32_t expiry_seconds, Deadline deadline) {
  const auto extras = codec::store_extras(expiry_seconds);
  // Without extras it means now; that form is the one that every server knows.
  const ByteView sent = expiry_seconds == 0 ? ByteView{} : ByteView(extras);
  return call({.opcode = codec::Opcode::Flush, .extras = sent}, deadline).map(answer_of);
}

Result<Answer> Client::version(Deadline deadline) {
  const auto frame = call({.opcode = codec::Opcode::Version}, deadline);
  if (!frame) return tl::unexpected(frame.error());
  Answer answer = answer_of(*frame);
  answer.message = as_text(frame->value);
  return answer;
}

Result<Answer> Client::noop(Deadline deadline) {
  return call({.opcode = codec::Opcode::Noop}, deadline).map(answer_of);
}

Result<Answer> Client::stats(std::string_view group, OnStatistic on_statistic, Deadline deadline) {
  const auto opaque = send({.opcode = codec::Opcode::Stat, .key = group}, deadline);
  if (!opaque) return tl::unexpected(opaque.error());
  for (;;) {
    const auto frame = receive(codec::Opcode::Stat, *opaque, deadline);
    if (!frame) return tl::unexpected(frame.error());
    if (codec::ends_stat_series(frame->header)) return answer_of(*frame);
    const auto visited = on_statistic({as_text(frame->key), as_text(frame->value)});
    if (visited) continue;
    connection_.give_up();
    return tl::unexpected(visited.error());
  }
}

}  // namespace mcbin::client
