// What an operator may see of a connection that is being served.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace mcbin::net {

enum class Transport : std::uint8_t { Tcp, Unix };

/// A snapshot of one connection; times are exact to the sweep interval of its worker.
struct ShownConnection {
  enum class Doing : std::uint8_t {
    Idle,            // waits for a request
    ReadingRequest,  // waits for the rest of one
    Working,
    Sending,  // waits for the peer to read
    Closing,
  };

  std::uint64_t number = 0;
  std::uint32_t worker = 0;
  Transport transport = Transport::Tcp;
  std::string address;
  Doing doing = Doing::Idle;
  std::chrono::milliseconds age{0};
  std::chrono::milliseconds waited{0};  // in what it is doing
};

}  // namespace mcbin::net
