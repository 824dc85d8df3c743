// Couchbase's collections: once a connection has agreed on them, document keys begin with the id of
// their collection as an unsigned LEB128 number.
// Source: kv_engine docs, Collections and BinaryProtocol (HELO feature 0x12).
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/codec/header.hpp"

#include <cstdint>
#include <optional>

namespace mcbin::codec {

/// Whether `value`, that of a successful answer to HELLO, lists the feature Collections.
[[nodiscard]] bool grants_collections(ByteView value);

/// Whether keys of this opcode are document keys.
[[nodiscard]] bool has_document_key(Opcode opcode);

/// A document key taken apart. The view points into the whole key.
struct CollectionKey {
  std::uint32_t collection = 0;
  ByteView key;
};

/// @return nothing when `key` does not begin with a whole number of at most 32 bits.
[[nodiscard]] std::optional<CollectionKey> split_collection(ByteView key);

}  // namespace mcbin::codec
