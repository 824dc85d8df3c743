// The file of `--write`: the frames that passed, as a capture or as their bytes.
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/decoder/pcap_builder.hpp"

#include <fstream>
#include <memory>
#include <optional>
#include <string>

namespace mcbin::cmd {

class FrameFile {
 public:
  /// A name that ends in .pcap makes it a capture. @return Errc::WriteFailed with a sentence.
  [[nodiscard]] static Result<std::unique_ptr<FrameFile>> create(const std::string& path);

  void open(const capture::ConnectionInfo& connection);
  void close(std::uint64_t connection);
  void frame(const codec::PlacedFrame& frame);

  /// A write that has failed.
  [[nodiscard]] const std::optional<Error>& problem() const { return problem_; }
  /// Writes the rest. @return Errc::WriteFailed.
  [[nodiscard]] Result<void> finish();

 private:
  explicit FrameFile(std::string path) : path_(std::move(path)) {}
  void write();

  std::string path_;
  std::ofstream file_;
  std::unique_ptr<decoder::PcapBuilder> pcap_;  // none for bare bytes
  ByteVector out_;
  std::optional<Error> problem_;
};

}  // namespace mcbin::cmd
