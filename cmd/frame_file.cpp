#include "cmd/frame_file.hpp"

#include <cerrno>
#include <cstring>

namespace mcbin::cmd {
namespace {

constexpr std::size_t kWriteBytes = 256U << 10U;
constexpr std::string_view kCaptureSuffix = ".pcap";

}  // namespace

Result<std::unique_ptr<FrameFile>> FrameFile::create(const std::string& path) {
  std::unique_ptr<FrameFile> made(new FrameFile(path));
  if (std::string_view(path).ends_with(kCaptureSuffix)) {
    made->pcap_ = std::make_unique<decoder::PcapBuilder>();
    made->pcap_->begin(made->out_);
  }
  errno = 0;
  made->file_.open(path, std::ios::binary | std::ios::trunc);
  if (made->file_) return made;
  return fail(Errc::WriteFailed, 0, "cannot write " + path + ": " + std::strerror(errno));
}

void FrameFile::open(const capture::ConnectionInfo& connection) {
  if (pcap_ != nullptr) pcap_->open(connection);
}

void FrameFile::close(std::uint64_t connection) {
  if (pcap_ != nullptr) pcap_->close(connection);
}

void FrameFile::frame(const codec::PlacedFrame& frame) {
  if (pcap_ != nullptr) {
    pcap_->frame(out_, frame);
  } else {
    append(out_, decoder::frame_bytes(frame.frame));
  }
  if (out_.size() >= kWriteBytes) write();
}

Result<void> FrameFile::finish() {
  write();
  file_.close();
  if (!file_ && !problem_) problem_ = Error{.code = Errc::WriteFailed, .detail = {}};
  if (!problem_) return {};
  problem_->detail = "cannot write " + path_ + ": " + problem_->detail;
  return tl::unexpected(*problem_);
}

void FrameFile::write() {
  errno = 0;
  file_.write(as_text(out_).data(), static_cast<std::streamsize>(out_.size()));
  file_.flush();
  out_.clear();
  if (file_ || problem_) return;
  problem_ = Error{.code = Errc::WriteFailed, .detail = std::strerror(errno)};
}

}  // namespace mcbin::cmd
