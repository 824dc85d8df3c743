#include "cmd/key_trace.hpp"

#include "cmd/recording.hpp"
#include "mcbin/replay/trace_scanner.hpp"

#include <algorithm>
#include <unordered_map>

namespace mcbin::cmd {

Result<std::shared_ptr<const bench::KeyTrace>> read_key_trace(const std::string& path) {
  auto recording = open_recording(path, std::nullopt);
  if (!recording) return tl::unexpected(recording.error());
  const auto format = recording->trace();
  if (!format) {
    return fail(Errc::BadConfiguration, 0, path + " is no cache trace (see: mcbin replay --help)");
  }
  auto trace = std::make_shared<bench::KeyTrace>();
  std::unordered_map<std::string, std::uint32_t> numbers;
  replay::TraceScanner scanner(std::move(recording->source.bytes), *format);
  while (trace->keys.size() < kKeyTraceRequestsMax) {
    const auto rows = scanner.next();
    if (!rows) return tl::unexpected(rows.error());
    if (rows->empty()) break;
    for (const replay::TraceOperation& row : *rows) {
      const auto next = static_cast<std::uint32_t>(numbers.size());
      const std::uint32_t number =
          numbers.try_emplace(std::string(as_text(row.key)), next).first->second;
      if (number == next) trace->value_bytes.push_back(row.value_bytes);
      if (row.value_bytes > 0) trace->value_bytes[number] = row.value_bytes;
      const std::size_t room = kKeyTraceRequestsMax - trace->keys.size();
      trace->keys.insert(trace->keys.end(), std::min<std::size_t>(row.repeat, room), number);
    }
  }
  if (trace->keys.empty()) return fail(Errc::BadConfiguration, 0, path + " has no requests");
  return trace;
}

}  // namespace mcbin::cmd
