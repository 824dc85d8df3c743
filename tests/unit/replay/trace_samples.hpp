// Small cache traces for tests, and a scanner over them that gets its bytes in small pieces.
#pragma once

#include "mcbin/replay/trace_scanner.hpp"

#include <algorithm>
#include <memory>
#include <string>

namespace mcbin::test {

/// Hands out at most `step` bytes a read.
class SteppedSource final : public capture::ByteSource {
 public:
  SteppedSource(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}

  [[nodiscard]] Result<std::size_t> read(MutableByteView space) override {
    const std::size_t size = std::min({step_, space.size(), text_.size() - at_});
    copy_bytes(as_bytes(text_).subspan(at_, size), space);
    at_ += size;
    return size;
  }

 private:
  std::string text_;
  std::size_t step_;
  std::size_t at_ = 0;
};

inline replay::TraceScanner trace_of(std::string text,
                                     replay::TraceFormat format = replay::TraceFormat::Twitter,
                                     std::size_t step = 1U << 20U) {
  return {std::make_unique<SteppedSource>(std::move(text), step), format};
}

}  // namespace mcbin::test
