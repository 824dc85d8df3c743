// The channel that changes nothing: bytes go over the socket as they are.
#include "mcbin/net/channel.hpp"
#include "mcbin/net/server_options.hpp"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

namespace mcbin::net {
namespace {

Transfer failed() {
  const bool blocked = errno == EAGAIN || errno == EINTR;
  return {.state = blocked ? Transfer::State::Blocked : Transfer::State::Lost};
}

/// Small reads and writes are made without the C library's functions: those can be cancelled, and
/// in a program with threads each pays two atomic steps for that, a twentieth of our time.
class PlainChannel final : public Channel {
 public:
  explicit PlainChannel(Descriptor socket) : socket_(std::move(socket)) {}

  Transfer read(MutableByteView space) override {
    const long size =
        ::syscall(SYS_recvfrom, socket_.number(), space.data(), space.size(), 0, nullptr, nullptr);
    if (size < 0) return failed();
    if (size == 0) return {.state = Transfer::State::Ended};
    return {.size = static_cast<std::size_t>(size)};
  }

  Transfer write(std::span<const ByteView> pieces) override {
    const long size = pieces.size() == 1 ? ::syscall(SYS_sendto, socket_.number(), pieces[0].data(),
                                                     pieces[0].size(), MSG_NOSIGNAL, nullptr, 0)
                                         : write_gathered(pieces);
    if (size < 0) return failed();
    return {.size = static_cast<std::size_t>(size)};
  }

  void finish_sending() override { ::shutdown(socket_.number(), SHUT_WR); }

  [[nodiscard]] int descriptor() const override { return socket_.number(); }

 private:
  [[nodiscard]] ssize_t write_gathered(std::span<const ByteView> pieces) const {
    std::array<iovec, kOutputPiecesMax> vectors;
    for (std::size_t at = 0; at < pieces.size(); ++at) {
      vectors[at] = {const_cast<Byte*>(pieces[at].data()), pieces[at].size()};
    }
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = pieces.size();
    return ::sendmsg(socket_.number(), &message, MSG_NOSIGNAL);
  }

  Descriptor socket_;
};

}  // namespace

std::unique_ptr<Channel> make_plain_channel(Descriptor socket) {
  return std::make_unique<PlainChannel>(std::move(socket));
}

}  // namespace mcbin::net
