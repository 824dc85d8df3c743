// Reads lines of JSON as a strict reader would: valid UTF-8, one object, no key twice.
#pragma once

#include "mcbin/codec/frame_scanner.hpp"
#include "mcbin/render/frame_dump.hpp"
#include "support/exact_bytes.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mcbin::test {

/// The object that `line` holds; throws when it is not one, or a key comes twice.
inline nlohmann::ordered_json read_line(std::string_view line) {
  using Event = nlohmann::ordered_json::parse_event_t;
  std::vector<std::set<std::string>> keys;
  const auto watch = [&keys](int, Event event, nlohmann::ordered_json& parsed) {
    if (event == Event::object_start) keys.emplace_back();
    if (event == Event::object_end) keys.pop_back();
    if (event == Event::key && !keys.back().insert(parsed.get<std::string>()).second) {
      throw std::runtime_error("twice: " + parsed.get<std::string>());
    }
    return true;
  };
  auto object = nlohmann::ordered_json::parse(line, watch);
  if (!object.is_object()) throw std::runtime_error("not an object: " + std::string(line));
  return object;
}

inline std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) throw std::runtime_error("a line without its end");
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

/// The lines that `stream` is dumped as.
inline std::vector<std::string> dump_lines(ByteView stream, render::LineOptions options = {},
                                           codec::Sender sender = codec::Sender::Anybody,
                                           std::uint32_t junk_bytes_max = 32) {
  render::FrameDump sink(options);
  codec::FrameScanner scanner(
      {.value_bytes_max = std::max(options.value_bytes_max, render::kMeaningBytesMin),
       .junk_bytes_max = junk_bytes_max,
       .sender = sender,
       .style = options.names});
  scanner.feed(stream, sink);
  scanner.finish(sink);
  return split_lines(sink.lines());
}

inline std::vector<std::string> dump_lines(std::string_view hex, render::LineOptions options = {},
                                           codec::Sender sender = codec::Sender::Anybody) {
  return dump_lines(ByteView{from_hex(hex)}, options, sender);
}

}  // namespace mcbin::test
