// What the first bytes of a connection say about it, and whose they are: a connection that does not
// speak the binary protocol is named and left alone, never decoded as junk.
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/header_doubts.hpp"
#include "mcbin/codec/stream_kind.hpp"

namespace mcbin::decoder {

/// The kind of a stream that starts with `front`, sent by `sender`. Unknown also for bytes that
/// open like a frame but make no sense as one.
[[nodiscard]] codec::StreamKind guess_protocol(ByteView front, codec::Sender sender,
                                               codec::NameStyle style);

/// Who sends `front`, which may start anywhere in a binary stream.
[[nodiscard]] capture::Speaker guess_speaker(ByteView front, codec::NameStyle style);

}  // namespace mcbin::decoder
