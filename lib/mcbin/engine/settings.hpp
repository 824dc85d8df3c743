// What an operator decides and the protocol shows: the switches that change answers, and the facts
// that STAT "settings" repeats. How they are spelt on a command line is cmd's business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mcbin::engine {

/// Whether a feature is offered.
enum class Switch : std::uint8_t { Off, On };

/// What a connection may speak. Auto: the binary protocol or, for tools that know nothing else, a
/// read-only part of the text protocol; the first byte decides.
enum class Protocol : std::uint8_t { Binary, Auto };

struct Settings {
  /// Digits and dots, first number at least 1, under 32 bytes: libmemcached reads no other form.
  std::string version = MCBIN_VERSION;
  Switch cas = Switch::On;             // Off: every CAS in an answer is 0
  Switch flush = Switch::On;           // Off: FLUSH answers 0x20
  Switch evictions = Switch::On;       // as the store was told; shown only
  Switch sasl = Switch::Off;           // as the service was told; shown only
  Switch key_statistics = Switch::On;  // Off: STAT shows no keys (-X)
  Protocol protocol = Protocol::Binary;
  std::uint64_t memory_bytes = 64ULL << 20;
  /// Longest key + value. Larger stores are swallowed without being kept.
  std::uint64_t item_bytes_max = 1ULL << 20;
  /// Requests executed for one connection before others get their turn (-R).
  std::uint32_t requests_per_event = 1024;
  /// Unsent output of one connection above which no further request is executed.
  std::size_t output_high_water_bytes = 1U << 20U;

  /// Requests that take this long, or are or bring this much, are listed by STAT "notable".
  std::uint64_t slow_request_us = 100'000;
  std::uint64_t large_request_bytes = 512U << 10U;

  /// Where the prefix of a key ends for STAT "detail", and whether it counts from the start (-D).
  char prefix_delimiter = ':';
  Switch prefix_detail = Switch::Off;

  // Shown by STAT settings, acted on elsewhere.
  std::uint32_t threads = 1;
  std::uint32_t connections_max = 1024;
  std::uint32_t listen_backlog = 1024;
  std::uint32_t idle_timeout_s = 0;
  std::uint16_t tcp_port = 0;
  std::string listen_addresses;          // as given, comma separated; empty: the default
  std::string unix_socket = "NULL";      // memcached shows NULL for none
  std::string unix_socket_mode = "700";  // octal text
  std::uint32_t verbosity = 0;
};

}  // namespace mcbin::engine
