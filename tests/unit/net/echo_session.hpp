// A ByteSession for tests of net: answers each line with the same line. Bounded like a real one:
// it stops taking input while more than kHighWater bytes are unsent. Some lines do more:
// "close" is answered, then closes; "big N" is answered with N letters; "busy N" takes N turns.
#pragma once

#include "mcbin/base/byte_session.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

namespace mcbin::test {

/// What the sessions of one test tell it; outlives them.
struct EchoWatch {
  std::atomic<std::size_t> unsent_max{0};
  std::atomic<std::size_t> live{0};
  std::atomic<std::size_t> lines{0};
  std::atomic<std::size_t> received{0};
  std::atomic<bool> hang{false};  // whether sessions do not come back from their work
};

class EchoSession final : public ByteSession {
 public:
  static constexpr std::size_t kHighWater = 256 * 1024;

  explicit EchoSession(EchoWatch& watch) : watch_(watch) { ++watch_.live; }
  ~EchoSession() override { --watch_.live; }

  MutableByteView input_space(MutableByteView scratch) override { return space_ = scratch; }

  void consume(std::size_t size) override {
    while (watch_.hang) std::this_thread::yield();
    watch_.received += size;
    input_ += as_text(space_.first(size));
    answer_lines();
  }

  void end_of_input() override {
    ended_ = true;
    answer_lines();
  }

  std::size_t output(std::span<ByteView> pieces) const override {
    // In two pieces, so that gathering is tested.
    const ByteView all = as_bytes(output_);
    const std::size_t middle = all.size() / 2;
    std::size_t count = 0;
    if (middle > 0) pieces[count++] = all.first(middle);
    if (all.size() > middle) pieces[count++] = all.subspan(middle);
    return count;
  }

  void output_sent(std::size_t size) override { output_.erase(0, size); }
  bool wants_input() const override { return !closing_ && !ended_ && !more_; }
  bool wants_close() const override { return closing_; }
  bool idle() const override { return input_.empty() && output_.empty(); }

 private:
  void answer_lines() {
    more_ = false;
    while (!closing_) {
      if (busy_turns_ > 0) {
        --busy_turns_;
        more_ = true;
        return;
      }
      const std::size_t end = input_.find('\n');
      if (end == std::string::npos) break;
      if (output_.size() > kHighWater) {
        more_ = true;
        return;
      }
      answer(input_.substr(0, end + 1));
      input_.erase(0, end + 1);
    }
    if (ended_) closing_ = true;
  }

  void answer(const std::string& line) {
    ++watch_.lines;
    if (line.starts_with("big ")) {
      output_.append(std::strtoul(line.c_str() + 4, nullptr, 10), 'b');
    } else if (line.starts_with("busy ")) {
      busy_turns_ = std::strtoul(line.c_str() + 5, nullptr, 10);
    }
    closing_ = line == "close\n";
    output_ += line;
    watch_.unsent_max = std::max(watch_.unsent_max.load(), output_.size());
  }

  EchoWatch& watch_;
  MutableByteView space_;
  std::string input_;
  std::string output_;
  std::size_t busy_turns_ = 0;
  bool more_ = false;
  bool ended_ = false;
  bool closing_ = false;
};

}  // namespace mcbin::test
