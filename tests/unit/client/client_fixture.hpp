// Frames for client tests, spelt by their parts.
#pragma once

#include "mcbin/client/client.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/codec/header.hpp"
#include "mcbin/codec/request.hpp"
#include "support/scripted_stream.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mcbin::test {

/// No scripted stream ever waits.
inline const Deadline kNoDeadline = Deadline::max();

struct FrameParts {
  codec::Opcode opcode = codec::Opcode::Noop;
  std::uint32_t opaque = 1;
  codec::Status status = codec::Status::Ok;  // of answers
  std::string_view extras = {};
  std::string_view key = {};
  std::string_view value = {};
  std::uint64_t cas = 0;
};

inline ByteVector frame_bytes(codec::Magic magic, const FrameParts& parts) {
  codec::Frame frame;
  frame.header.magic = magic;
  frame.header.opcode = parts.opcode;
  frame.header.opaque = parts.opaque;
  frame.header.cas = parts.cas;
  frame.header.vbucket_or_status = static_cast<std::uint16_t>(parts.status);
  frame.extras = as_bytes(parts.extras);
  frame.key = as_bytes(parts.key);
  frame.value = as_bytes(parts.value);
  ByteVector bytes;
  codec::append_frame(frame, bytes);
  return bytes;
}

inline ByteVector request_bytes(const FrameParts& parts) {
  return frame_bytes(codec::Magic::Request, parts);
}

inline ByteVector answer_bytes(const FrameParts& parts) {
  return frame_bytes(codec::Magic::Response, parts);
}

inline ByteVector joined(std::initializer_list<ByteVector> pieces) {
  ByteVector all;
  for (const ByteVector& piece : pieces) append(all, piece);
  return all;
}

}  // namespace mcbin::test
