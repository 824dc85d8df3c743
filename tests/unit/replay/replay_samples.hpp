// Recorded requests and answers for tests of replay, made by hand.
#pragma once

#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/request.hpp"
#include "mcbin/codec/status.hpp"
#include "mcbin/replay/replay_plan.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace mcbin::test {

/// An answer as a server writes it.
struct MadeAnswer {
  codec::Opcode opcode = codec::Opcode::Get;
  codec::Status status = codec::Status::Ok;
  std::string_view key = {};
  std::string_view value = {};
  std::uint32_t flags = 0;  // of look-ups
  std::uint64_t cas = 0;
  std::uint32_t opaque = 0;
};

inline ByteVector answer_bytes(const MadeAnswer& made) {
  const auto flags = codec::store_extras(made.flags);
  const bool hit = codec::is_lookup(made.opcode) && made.status == codec::Status::Ok;
  codec::Frame frame = codec::make_request(made.opcode, hit ? ByteView(flags) : ByteView{},
                                           as_bytes(made.key), as_bytes(made.value));
  frame.header.magic = codec::Magic::Response;
  frame.header.vbucket_or_status = static_cast<std::uint16_t>(made.status);
  frame.header.cas = made.cas;
  frame.header.opaque = made.opaque;
  ByteVector bytes;
  codec::append_frame(frame, bytes);
  return bytes;
}

/// A request as it was recorded.
struct MadeRequest {
  codec::Opcode opcode = codec::Opcode::Get;
  std::string_view key = "key";
  std::string_view value = {};
  std::uint32_t expiry_seconds = 0;  // of those that have one
  std::uint64_t cas = 0;
  std::uint32_t opaque = 0;
  std::int64_t time_ns = 0;
  std::uint64_t packet = 0;
};

inline replay::PlannedRequest planned(const MadeRequest& made) {
  using codec::Opcode;
  const auto store =
      codec::store_extras(codec::StoreExtras{.flags = 7, .expiry_seconds = made.expiry_seconds});
  const auto number = codec::store_extras(made.expiry_seconds);
  ByteView extras;
  const Opcode loud = codec::loud_opcode(made.opcode);
  if (loud == Opcode::Set || loud == Opcode::Add || loud == Opcode::Replace) extras = store;
  if (loud == Opcode::Touch || loud == Opcode::Gat) extras = number;
  codec::Frame frame =
      codec::make_request(made.opcode, extras, as_bytes(made.key), as_bytes(made.value));
  frame.header.cas = made.cas;
  frame.header.opaque = made.opaque;
  replay::PlannedRequest request;
  request.time_ns = made.time_ns;
  request.packet = made.packet;
  codec::append_frame(frame, request.bytes);
  return request;
}

/// A request whose recorded answer is `answer`.
inline replay::PlannedRequest planned(const MadeRequest& made, const MadeAnswer& answer) {
  replay::PlannedRequest request = planned(made);
  request.expectation = replay::Expectation::Answers;
  request.answers.push_back(answer_bytes(answer));
  request.recorded_cas = answer.cas;
  return request;
}

/// A quiet request that had nothing to say.
inline replay::PlannedRequest planned_silence(const MadeRequest& made) {
  replay::PlannedRequest request = planned(made);
  request.expectation = replay::Expectation::Silence;
  return request;
}

}  // namespace mcbin::test
