// The frames that the server sends, written straight into a connection's output queue.
// Spec: protocol-binary section 3.2; error texts are memcached's, CAS is 0 wherever it sends 0.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/codec/header.hpp"
#include "mcbin/engine/output_queue.hpp"
#include "mcbin/store/store.hpp"

#include <cstdint>
#include <string_view>

namespace mcbin::engine {

/// The two fields of a request that every answer repeats.
struct Echo {
  codec::Opcode opcode = codec::Opcode::Get;
  std::uint32_t opaque = 0;

  explicit Echo(const codec::Header& request) : opcode(request.opcode), opaque(request.opaque) {}
};

/// Status 0 without a body.
void answer_done(OutputQueue& out, Echo echo, std::uint64_t cas);

/// An error with `text` as its body, CAS 0.
void answer_error(OutputQueue& out, Echo echo, codec::Status status, std::string_view text);

/// An error with memcached's text for `status`.
void answer_error(OutputQueue& out, Echo echo, codec::Status status);

/// A miss that names its key: status 1, no text.
void answer_miss_with_key(OutputQueue& out, Echo echo, ByteView key);

/// Status 0 with a value and nothing else.
void answer_value(OutputQueue& out, Echo echo, std::uint64_t cas, ByteView value);

/// Status 0 with four bytes of extras: the flags (TOUCH).
void answer_flags(OutputQueue& out, Echo echo, std::uint64_t cas, std::uint32_t flags);

/// A hit: flags, `key` (empty for look-ups that do not return it) and the item's value. A value
/// that can be held is not copied.
void answer_item(OutputQueue& out, Echo echo, std::uint64_t cas, ByteView key,
                 const store::ItemView& item);

/// One statistic. The end of a series is a statistic without name and value.
void answer_stat(OutputQueue& out, Echo echo, std::string_view name, std::string_view value);

}  // namespace mcbin::engine
