// The captures of tests/captures through reader and decoder. For the decoder's tests.
#pragma once

#include "mcbin/capture/decoded_source.hpp"
#include "mcbin/capture/traffic_reader.hpp"
#include "mcbin/decoder/traffic_decoder.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace mcbin::test {

/// A source of the packets of `path`, packed or not.
inline std::unique_ptr<capture::PacketSource> open_capture(const std::string& path) {
  auto source = capture::open_source(path);
  if (!source) throw std::runtime_error(source.error().detail);
  auto decoded = capture::decode_source(std::move(*source), capture::WantedFormat::Guess);
  if (!decoded) throw std::runtime_error(decoded.error().detail);
  auto packets = capture::open_packets(std::move(decoded->bytes));
  if (!packets) throw std::runtime_error(packets.error().detail);
  return std::move(*packets);
}

/// Hands the traffic of `path` to `sink`; throws unless it ends well.
inline void read_capture(const std::string& path, std::uint16_t port, capture::TrafficSink& sink) {
  const auto packets = open_capture(path);
  const auto totals = capture::read_traffic(*packets, {.server_ports = {port}}, sink);
  if (!totals) throw std::runtime_error(path + ": " + totals.error().detail);
}

/// The path of the capture that is called `name` in expected.jsonl, however it is packed.
inline std::string capture_path(const std::string& name) {
  for (const char* packed : {"", ".zst", ".gz"}) {
    std::string path = MCBIN_CAPTURES "/" + name + packed;
    if (std::filesystem::exists(path)) return path;
  }
  throw std::runtime_error("no capture " + name);
}

/// The rows of expected.jsonl.
inline std::vector<nlohmann::json> expected_captures() {
  std::ifstream file(MCBIN_CAPTURES "/expected.jsonl");
  std::vector<nlohmann::json> rows;
  for (std::string line; std::getline(file, line);) rows.push_back(nlohmann::json::parse(line));
  if (rows.empty()) throw std::runtime_error("no rows in expected.jsonl");
  return rows;
}

}  // namespace mcbin::test
