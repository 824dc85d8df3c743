#include "unit/codec/recorded_frames.hpp"

#include "support/exact_bytes.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace mcbin::test {

namespace {

constexpr std::size_t kUdpHeaderSize = 8;

/// "80..." with "<CAS0>", "<CAS0+1000>" or masked "XXXXXXXXXXXXXXXX" (any CAS will do here) and
/// "+78*N" for N bytes 78.
ByteVector expand(const std::string& text) {
  ByteVector bytes;
  const std::size_t run = text.find('+', text.find('>') == std::string::npos ? 0 : text.find('>'));
  std::string hex = text.substr(0, run);
  if (const std::size_t cas = hex.find('<'); cas != std::string::npos) {
    hex.replace(cas, hex.find('>') - cas + 1, "0123456789abcdef");
  }
  std::replace(hex.begin(), hex.end(), 'X', '7');
  append(bytes, from_hex(hex));
  if (run == std::string::npos) return bytes;
  const ByteVector repeated = from_hex(text.substr(run + 1, 2));
  if (text.at(run + 3) != '*') throw std::invalid_argument("template: " + text);
  bytes.insert(bytes.end(), std::stoul(text.substr(run + 4)), repeated.at(0));
  return bytes;
}

RecordedStream join(const nlohmann::json& vector, const char* side, const nlohmann::json& pieces) {
  RecordedStream stream{.name = vector.at("name").get<std::string>() + ":" + side,
                        .match = vector.at("match"),
                        .bytes = {},
                        .pieces = pieces.size()};
  for (const std::string piece : pieces) {
    const ByteVector bytes = expand(piece);
    const std::size_t skip = stream.match == "udp" ? kUdpHeaderSize : 0;
    append(stream.bytes, ByteView{bytes}.subspan(skip));
  }
  return stream;
}

}  // namespace

std::vector<RecordedStream> recorded_streams() {
  std::ifstream file(MCBIN_VECTORS_FILE);
  if (!file) throw std::runtime_error("cannot open " MCBIN_VECTORS_FILE);
  std::vector<RecordedStream> streams;
  for (std::string line; std::getline(file, line);) {
    const auto vector = nlohmann::json::parse(line);
    streams.push_back(join(vector, "requests", vector.at("requests")));
    const char* answers = vector.contains("responses_raw") ? "responses_raw" : "responses";
    streams.push_back(join(vector, "responses", vector.at(answers)));
  }
  return streams;
}

}  // namespace mcbin::test
