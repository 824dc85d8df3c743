// Standard output in large pieces, for commands that print many small ones.
#pragma once

#include "cmd/standard_streams.hpp"

#include <string>
#include <string_view>

namespace mcbin::cmd {

class OutputBuffer {
 public:
  /// Where to append; `settle` afterwards.
  [[nodiscard]] std::string& text() { return text_; }

  /// Writes what has gathered once it is much.
  [[nodiscard]] Result<void> settle() { return text_.size() < kEnough ? Result<void>() : flush(); }

  /// Writes everything.
  [[nodiscard]] Result<void> flush() {
    auto written = text_.empty() ? Result<void>() : write_stdout(text_);
    text_.clear();
    return written;
  }

 private:
  static constexpr std::size_t kEnough = 64U << 10U;
  std::string text_;
};

}  // namespace mcbin::cmd
