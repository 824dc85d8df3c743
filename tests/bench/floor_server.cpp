// The floor for a memcache-binary server on this machine: one thread and epoll, no parser and no
// store. Reads headers, skips bodies, answers look-ups with a fixed value and the rest empty.
//
//   mcbin_floor_server PORT [VALUE_BYTES]
#include "mcbin/base/endian.hpp"
#include "mcbin/codec/frame.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace mcbin::bench {
namespace {

using codec::kHeaderSize;
using codec::Opcode;

constexpr std::size_t kInputBytes = std::size_t{1} << 17U;
constexpr std::size_t kFlagsBytes = 4;
constexpr std::size_t kBodyLengthAt = 8;
constexpr std::size_t kExtrasLengthAt = 4;

struct Peer {
  int descriptor = -1;
  std::size_t filled = 0;
  std::vector<Byte> input = std::vector<Byte>(kInputBytes);
};

void append_answer(const Byte* request, std::size_t value_bytes, ByteVector& out) {
  const Opcode loud = codec::loud_opcode(static_cast<Opcode>(request[1]));
  if (static_cast<Opcode>(request[1]) == Opcode::SetQ) return;
  const bool looks_up = loud == Opcode::Get || loud == Opcode::GetK;
  const std::size_t body = looks_up ? kFlagsBytes + value_bytes : 0;
  const std::size_t at = out.size();
  out.resize(at + kHeaderSize + body);
  Byte* to = out.data() + at;
  std::memcpy(to, request, kHeaderSize);
  to[0] = static_cast<Byte>(codec::Magic::Response);
  store_be16(to + 2, 0);
  to[kExtrasLengthAt] = looks_up ? kFlagsBytes : 0;
  store_be16(to + 6, 0);
  store_be32(to + kBodyLengthAt, static_cast<std::uint32_t>(body));
}

void send_all(int descriptor, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
}

/// @return whether the peer is still there.
bool serve(Peer& peer, std::size_t value_bytes, ByteVector& out) {
  const ssize_t got =
      read(peer.descriptor, peer.input.data() + peer.filled, peer.input.size() - peer.filled);
  if (got <= 0) return false;
  peer.filled += static_cast<std::size_t>(got);
  std::size_t at = 0;
  out.clear();
  while (peer.filled - at >= kHeaderSize) {
    const Byte* request = peer.input.data() + at;
    const std::size_t frame = kHeaderSize + load_be32(request + kBodyLengthAt);
    if (peer.filled - at < frame) break;
    append_answer(request, value_bytes, out);
    at += frame;
  }
  std::memmove(peer.input.data(), peer.input.data() + at, peer.filled - at);
  peer.filled -= at;
  send_all(peer.descriptor, out);
  return true;
}

int listen_on(std::uint16_t port) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  constexpr int kBacklog = 1024;
  if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      listen(listener, kBacklog) != 0) {
    std::perror("floor_server");
    std::exit(1);
  }
  return listener;
}

[[noreturn]] void run(int listener, std::size_t value_bytes) {
  const int poll = epoll_create1(0);
  epoll_event event{.events = EPOLLIN, .data = {.ptr = nullptr}};
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
  std::vector<epoll_event> events(256);
  ByteVector out;
  for (;;) {
    const int count = epoll_wait(poll, events.data(), static_cast<int>(events.size()), -1);
    for (int at = 0; at < count; ++at) {
      auto* peer = static_cast<Peer*>(events[static_cast<std::size_t>(at)].data.ptr);
      if (peer == nullptr) {
        auto accepted = std::make_unique<Peer>();
        accepted->descriptor = accept(listener, nullptr, nullptr);
        const int on = 1;
        setsockopt(accepted->descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        event.data.ptr = accepted.get();
        epoll_ctl(poll, EPOLL_CTL_ADD, accepted->descriptor, &event);
        accepted.release();  // the poll set owns it until the peer leaves
      } else if (!serve(*peer, value_bytes, out)) {
        close(peer->descriptor);
        delete peer;
      }
    }
  }
}

}  // namespace
}  // namespace mcbin::bench

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: mcbin_floor_server PORT [VALUE_BYTES]\n");
    return 2;
  }
  constexpr int kValueBytesDefault = 100;
  const int value_bytes = argc > 2 ? std::atoi(argv[2]) : kValueBytesDefault;
  mcbin::bench::run(mcbin::bench::listen_on(static_cast<std::uint16_t>(std::atoi(argv[1]))),
                    static_cast<std::size_t>(value_bytes));
}
