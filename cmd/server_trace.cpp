// A stream around a stream: one scanner a direction for the lines, made-up packets for the capture.
#include "cmd/server_trace.hpp"

#include "mcbin/base/clock.hpp"
#include "mcbin/capture/made_up_tcp.hpp"
#include "mcbin/capture/pcapng_writer.hpp"
#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/codec/header.hpp"
#include "mcbin/codec/opcode.hpp"
#include "mcbin/render/frame_dump.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace mcbin::cmd {
namespace {

using capture::MadeUpTcp;
using capture::PacketEnd;
using capture::PacketSender;

constexpr std::uint16_t kFirstClientPort = 50000;
constexpr PacketEnd kClient{.address = {192, 0, 2, 254}, .port = 0};  // of TEST-NET-1
constexpr std::array<Byte, 4> kUnnamedServer = {192, 0, 2, 0};

/// The server's own address where it is written as one, else one that belongs to nobody.
PacketEnd server_end(const net::Endpoint& server, std::size_t index) {
  PacketEnd end{.address = kUnnamedServer, .port = server.port};
  if (!server.unix_path.empty()) end.port = net::kDefaultPort;
  if (!capture::read_ipv4(server.host, end.address)) {
    end.address = kUnnamedServer;
    end.address[3] = static_cast<Byte>(1 + index % 250);
  }
  return end;
}

PacketEnd client_end(std::size_t index) {
  PacketEnd end = kClient;
  end.port = static_cast<std::uint16_t>(kFirstClientPort + index % 10000);
  return end;
}

/// `bytes`, the start of a request, with what a login carries blotted out.
ByteVector without_secrets(ByteView bytes) {
  ByteVector shown(bytes.begin(), bytes.end());
  if (shown.size() < codec::kHeaderSize) return shown;
  const auto header = codec::decode_header(shown);
  if (!header) return shown;
  if (header->opcode != codec::Opcode::SaslAuth && header->opcode != codec::Opcode::SaslStep) {
    return shown;
  }
  const std::size_t parts = codec::kHeaderSize + header->extras_length + header->key_length;
  std::fill(shown.begin() + static_cast<std::ptrdiff_t>(std::min(parts, shown.size())), shown.end(),
            Byte{'*'});
  return shown;
}

/// One direction's frames as lines on standard error.
class LinePrinter {
 public:
  explicit LinePrinter(codec::Sender sender)
      : scanner_({.value_bytes_max = render::kMeaningBytesMin,
                  .sender = sender,
                  .confirm = codec::Confirm::WhenDoubtful}) {}

  void feed(ByteView bytes) {
    scanner_.feed(bytes, dump_);
    print();
  }
  void finish() {
    scanner_.finish(dump_);
    print();
  }

 private:
  void print() {
    const std::string_view lines = dump_.lines();
    std::fwrite(lines.data(), 1, lines.size(), stderr);
    dump_.clear();
  }

  codec::FrameScanner scanner_;
  render::FrameDump dump_{render::LineOptions{}};
};

class TracedStream final : public ByteStream {
 public:
  TracedStream(std::unique_ptr<ByteStream> stream, ServerTrace& trace, const PacketEnd& client,
               const PacketEnd& server)
      : stream_(std::move(stream)), trace_(&trace), packets_(client, server) {
    if (trace.captures()) packets_.open(record_);
  }
  TracedStream(const TracedStream&) = delete;
  TracedStream& operator=(const TracedStream&) = delete;

  ~TracedStream() override {
    if (trace_->lines() == ServerTrace::Lines::Yes) {
      requests_.finish();
      answers_.finish();
    }
    if (trace_->captures()) packets_.close(record_);
  }

  Result<void> write_all(ByteView bytes, Deadline deadline) override {
    if (trace_->lines() == ServerTrace::Lines::Yes) requests_.feed(bytes);
    if (trace_->captures()) packets_.send(PacketSender::Client, without_secrets(bytes), record_);
    return stream_->write_all(bytes, deadline);
  }

  Result<std::size_t> read_some(MutableByteView space, Deadline deadline) override {
    const auto size = stream_->read_some(space, deadline);
    if (!size || *size == 0) return size;
    const ByteView bytes = space.first(*size);
    if (trace_->lines() == ServerTrace::Lines::Yes) answers_.feed(bytes);
    if (trace_->captures()) packets_.send(PacketSender::Server, bytes, record_);
    return size;
  }

 private:
  struct Record {
    ServerTrace* trace;
    void operator()(ByteView packet) const { trace->record(packet); }
  };

  std::unique_ptr<ByteStream> stream_;
  ServerTrace* trace_;
  Record record_{trace_};
  MadeUpTcp packets_;
  LinePrinter requests_{codec::Sender::Client};
  LinePrinter answers_{codec::Sender::Server};
};

}  // namespace

Result<std::unique_ptr<ServerTrace>> ServerTrace::open(Lines lines,
                                                       const std::string& capture_file) {
  std::unique_ptr<ServerTrace> trace;
  if (capture_file.empty()) {
    if (lines == Lines::Yes) trace.reset(new ServerTrace(lines, nullptr));
    return trace;
  }
  std::FILE* const file = std::fopen(capture_file.c_str(), "wbe");
  if (file == nullptr) {
    return fail(Errc::WriteFailed, 0, capture_file + ": " + std::strerror(errno));
  }
  trace.reset(new ServerTrace(lines, file));
  ByteVector start;
  capture::append_pcapng_start(start, "mcbin " MCBIN_VERSION);
  std::fwrite(start.data(), 1, start.size(), file);
  return trace;
}

void ServerTrace::record(ByteView packet) {
  constexpr std::uint64_t kNanosecondsPerMillisecond = 1'000'000;
  const auto wall_ms = static_cast<std::uint64_t>(system_clock().now().wall_ms);
  ByteVector block;
  capture::append_pcapng_packet(block, packet, wall_ms * kNanosecondsPerMillisecond);
  std::fwrite(block.data(), 1, block.size(), file_.get());
}

std::unique_ptr<ByteStream> ServerTrace::wrap(std::unique_ptr<ByteStream> stream,
                                              const net::Endpoint& server, std::size_t index) {
  return std::make_unique<TracedStream>(std::move(stream), *this, client_end(index),
                                        server_end(server, index));
}

}  // namespace mcbin::cmd
