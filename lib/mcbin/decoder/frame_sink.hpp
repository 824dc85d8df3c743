// What the decoder hands out, in one order that depends on the capture alone: frames with their
// pairs, what lies between them, and the beginning and end of connections.
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/placed_frame.hpp"
#include "mcbin/codec/stream_kind.hpp"

namespace mcbin::decoder {

/// Takes what was decoded. Views live until the call returns. Must not call the decoder.
class FrameSink {
 public:
  virtual ~FrameSink() = default;

  /// `frame.pair` is final: a request stands here when its outcome is known or given up.
  virtual void on_frame(const codec::PlacedFrame& frame) = 0;
  virtual void on_junk(const codec::PlacedJunk& junk) { static_cast<void>(junk); }
  virtual void on_gap(const capture::Gap& gap) { static_cast<void>(gap); }
  /// `kind` is what the first bytes say; connections without bytes open when they close.
  virtual void on_open(const capture::ConnectionInfo& connection, codec::StreamKind kind) {
    static_cast<void>(connection), static_cast<void>(kind);
  }
  virtual void on_close(const capture::ConnectionInfo& connection, codec::StreamKind kind,
                        const capture::Close& close) {
    static_cast<void>(connection), static_cast<void>(kind), static_cast<void>(close);
  }
};

}  // namespace mcbin::decoder
