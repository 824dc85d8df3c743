#include "load_connection.hpp"

#include "mcbin/codec/frame.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mcbin::bench {

using codec::Opcode;
using codec::Status;

void give_up(const char* what) {
  std::fprintf(stderr, "server_load: %s: %s\n", what, std::strerror(errno));
  std::exit(1);
}

LoadConnection::LoadConnection(const LoadPlan& plan, LoadTally& tally)
    : plan_(plan), tally_(tally) {
  descriptor_ = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(plan.port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    give_up("cannot connect");
  }
  const int on = 1;
  setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  fcntl(descriptor_, F_SETFL, O_NONBLOCK);
  constexpr std::size_t kAnswerOverhead = 64;
  in_.resize((plan.depth + 1) * (kAnswerOverhead + plan.key_bytes + plan.value_bytes) + 4096);
}

LoadConnection::~LoadConnection() {
  close(descriptor_);
}

bool LoadConnection::send_rest() {
  while (out_sent_ < out_.size()) {
    const ssize_t sent =
        send(descriptor_, out_.data() + out_sent_, out_.size() - out_sent_, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EAGAIN) return false;
      give_up("cannot send");
    }
    out_sent_ += static_cast<std::size_t>(sent);
  }
  return true;
}

bool LoadConnection::receive() {
  const ssize_t got = recv(descriptor_, in_.data() + in_size_, in_.size() - in_size_, 0);
  if (got < 0 && errno == EAGAIN) return false;
  if (got <= 0) give_up("the server closed a connection");
  in_size_ += static_cast<std::size_t>(got);
  if (!take_answers()) return false;
  tally_.operations += batch_size_;
  if (plan_.kind == LoadKind::MultiGet) tally_.misses += batch_size_ - hits_in_batch_;
  return true;
}

bool LoadConnection::take_answers() {
  ByteView rest = ByteView(in_).first(in_size_);
  codec::Frame frame;
  codec::FrameStep step = codec::FrameStep::NeedMore;
  while (answers_left_ > 0 && (step = codec::next_frame(rest, frame)) == codec::FrameStep::Whole) {
    check_answer(rest.first(frame.size()));
    rest = rest.subspan(frame.size());
  }
  if (step == codec::FrameStep::BadMagic || step == codec::FrameStep::BadLengths) {
    give_up("the server answered with something that is no frame");
  }
  std::memmove(in_.data(), rest.data(), rest.size());
  in_size_ = rest.size();
  return answers_left_ == 0;
}

void LoadConnection::check_answer(ByteView bytes) {
  codec::Frame frame;
  (void)codec::next_frame(bytes, frame);
  const Opcode opcode = frame.header.opcode;
  const Status status = frame.header.status();
  const bool looks_up = opcode == Opcode::Get || opcode == Opcode::GetKQ;
  if (looks_up && status == Status::Ok) {
    const bool right = value_is_right(plan_, frame.value, frame.header.opaque);
    ++(right ? tally_.hits : tally_.errors);
    ++hits_in_batch_;
  } else if (opcode == Opcode::Get && status == Status::KeyNotFound) {
    ++tally_.misses;
  } else if (status != Status::Ok) {
    ++tally_.errors;
  }
  if (plan_.kind == LoadKind::Get || opcode == Opcode::Noop) --answers_left_;
}

}  // namespace mcbin::bench
