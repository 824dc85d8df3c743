// A ByteSession for tests of net: answers each line with the same line. Bounded like a real one:
// it stops taking input while more than kHighWater bytes are unsent. Some lines do more:
// "close" is answered, then closes; "big N" is answered with N letters; "busy N" takes N turns;
// "ask" is answered, and nothing more is done until the test calls EchoWatch::answer_all();
// "stranger" and "friend" say whether the peer still has to say who it is.
#pragma once

#include "mcbin/base/byte_session.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace mcbin::test {

/// What the sessions of one test tell it; outlives them.
struct EchoWatch {
  std::atomic<std::size_t> unsent_max{0};
  std::atomic<std::size_t> live{0};
  std::atomic<std::size_t> lines{0};
  std::atomic<std::size_t> received{0};
  std::atomic<std::size_t> expected{0};  // announced; at most what was received then
  std::atomic<bool> hang{false};         // whether sessions do not come back from their work
  std::atomic<std::uint64_t> answers{0};
  std::atomic<std::size_t> asking{0};

  /// Gives every session that asks its answer, from the calling thread.
  void answer_all() {
    ++answers;
    std::vector<std::function<void()>> resumes;
    {
      const std::lock_guard lock(mutex);
      resumes.swap(waiting);
    }
    for (const auto& resume : resumes) resume();
  }

  std::mutex mutex;
  std::vector<std::function<void()>> waiting;
};

class EchoSession final : public ByteSession {
 public:
  static constexpr std::size_t kHighWater = 256 * 1024;
  static constexpr std::size_t kHeaderBytes = 10;  // of a line, for the time-outs

  explicit EchoSession(EchoWatch& watch) : watch_(watch) { ++watch_.live; }
  ~EchoSession() override { --watch_.live; }

  MutableByteView input_space(MutableByteView scratch) override { return space_ = scratch; }

  void expect(std::size_t size) override { expected_ = size; }
  void expect_soon() override { watch_.expected += std::exchange(expected_, 0); }

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
  void output_blocked() override {}
  bool wants_input() const override { return !closing_ && !ended_ && !more_; }
  bool wants_close() const override { return closing_; }
  bool suspended() const override { return asked_at_ && watch_.answers == *asked_at_; }
  void when_resumed(std::function<void()> resume) override {
    const std::lock_guard lock(watch_.mutex);
    watch_.waiting.push_back(std::move(resume));
    ++watch_.asking;
  }
  bool stranger() const override { return stranger_; }
  bool idle() const override { return input_.empty() && output_.empty(); }
  bool inside_body() const override { return input_.size() >= kHeaderBytes; }
  std::size_t held_bytes() const override { return input_.size() + output_.size(); }

 private:
  void answer_lines() {
    more_ = suspended();
    if (more_) return;
    asked_at_.reset();
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
      const std::string line = input_.substr(0, end + 1);
      input_.erase(0, end + 1);
      answer(line);
      if (asked_at_) {
        more_ = true;
        return;
      }
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
    if (line == "stranger\n") stranger_ = true;
    if (line == "friend\n") stranger_ = false;
    if (line == "ask\n") asked_at_ = watch_.answers.load();
    output_ += line;
    watch_.unsent_max = std::max(watch_.unsent_max.load(), output_.size());
  }

  EchoWatch& watch_;
  MutableByteView space_;
  std::size_t expected_ = 0;
  std::string input_;
  std::string output_;
  bool stranger_ = false;
  std::size_t busy_turns_ = 0;
  std::optional<std::uint64_t> asked_at_;  // while it waits for an answer
  bool more_ = false;
  bool ended_ = false;
  bool closing_ = false;
};

}  // namespace mcbin::test
