#include "cmd/dump_progress.hpp"

#include "cmd/standard_streams.hpp"
#include "mcbin/base/clock.hpp"

#include <filesystem>
#include <system_error>

namespace mcbin::cmd {
namespace {

constexpr std::int64_t kIntervalNs = 250'000'000;
constexpr std::int64_t kFirstNs = 1'000'000'000;
constexpr std::uint64_t kMegabyte = 1'000'000;

}  // namespace

std::unique_ptr<DumpProgress> DumpProgress::create(const std::string& path) {
  if (!stderr_is_terminal() || stdout_is_terminal()) return nullptr;
  std::error_code failed;
  const std::uint64_t size = std::filesystem::file_size(path, failed);
  std::unique_ptr<DumpProgress> made(new DumpProgress(failed ? 0 : size));
  made->next_ns_ = system_clock().steady_ns() + kFirstNs;
  return made;
}

void DumpProgress::show(std::uint64_t bytes_read, std::uint64_t frames) {
  const std::int64_t now = system_clock().steady_ns();
  if (now < next_ns_) return;
  next_ns_ = now + kIntervalNs;
  shown_ = true;
  std::string line = "\r" + std::to_string(bytes_read / kMegabyte) + " MB";
  if (total_ >= bytes_read && total_ > 0) {
    line += " (" + std::to_string(bytes_read * 100 / total_) + "%)";
  }
  write_stderr(line + ", " + std::to_string(frames) + " frames\x1b[K");
}

void DumpProgress::clear() {
  if (shown_) write_stderr("\r\x1b[K");
  shown_ = false;
}

}  // namespace mcbin::cmd
