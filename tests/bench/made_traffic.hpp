// Made-up memcache traffic for benchmarks: clients that ask a server over TCP, as a sniffer on the
// way would record it. The same plan and seed always make the same bytes.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "support/capture_writer.hpp"

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace mcbin::bench {

/// What to make.
struct TrafficPlan {
  std::uint64_t file_bytes = 0;  // stop when the file is so long
  std::uint32_t connections = 200;
  std::uint32_t batch_max = 1;  // requests in one segment, drawn from 1 on
  std::uint32_t value_bytes_max = 0;
  std::uint32_t large_one_in = 0;  // one value in so many is large_value_bytes long; 0: none
  std::uint32_t large_value_bytes = 0;
  bool in_turn = false;  // one connection after the other, each of one exchange
};

/// What was made.
struct MadeTraffic {
  std::uint64_t packets = 0;
  std::uint64_t frames = 0;
  std::uint64_t bytes = 0;
};

/// Writes a pcap capture to `file`.
class TrafficMaker {
 public:
  TrafficMaker(const TrafficPlan& plan, std::FILE* file) : plan_(plan), file_(file) {}
  MadeTraffic make();

 private:
  struct Connection {
    std::uint32_t client_address = 0;
    std::uint16_t client_port = 0;
    std::uint32_t client_next = 0;
    std::uint32_t server_next = 0;
  };

  std::uint32_t below(std::uint32_t limit);
  void open(Connection& connection);
  void close(Connection& connection);
  void exchange(Connection& connection);
  void append_request(std::string& requests, std::string& responses);
  void append_frame(std::string& out, std::uint8_t magic, std::uint8_t opcode, std::uint16_t status,
                    std::string_view extras, std::string_view key, std::size_t value_bytes);
  void send(Connection& connection, bool from_server, std::string_view bytes);
  void segment(Connection& connection, bool from_server, std::uint8_t flags,
               std::string_view payload);
  void flush();

  TrafficPlan plan_;
  std::FILE* file_;
  ByteVector out_;
  MadeTraffic made_;
  std::uint64_t random_ = 0x9e3779b97f4a7c15U;
  std::uint32_t opaque_ = 0;
  std::int64_t time_ns_ = 1'700'000'000'000'000'000;
};

}  // namespace mcbin::bench
