// A ByteStream that follows a script: what must be written, what is read, which step fails. No
// socket, no waiting; a conversation that leaves the script is reported by finish().
#pragma once

#include "mcbin/base/byte_stream.hpp"
#include "mcbin/base/bytes.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <string>
#include <utility>

namespace mcbin::test {

/// The script in order:
///
///     stream.expect_write(request);  stream.give_read(answer);  ...;  call();  stream.problem()
///
/// Writes may come in any pieces; a read gives one piece at most, and never more than asked for.
class ScriptedStream final : public ByteStream {
 public:
  void expect_write(ByteView bytes) { add(Kind::Write, bytes); }
  void give_read(ByteView bytes) { add(Kind::Read, bytes); }
  /// The same, a byte at a time.
  void give_read_bytewise(ByteView bytes) {
    for (std::size_t index = 0; index < bytes.size(); ++index) give_read(bytes.subspan(index, 1));
  }
  /// The peer closes in an orderly way.
  void give_end() { steps_.push_back({.kind = Kind::End, .bytes = {}, .error = {}}); }
  /// The next write or read fails with `code`.
  void fail_write(Errc code) { steps_.push_back({Kind::FailWrite, {}, code}); }
  void fail_read(Errc code) { steps_.push_back({Kind::FailRead, {}, code}); }

  /// Empty when the script was followed to its end.
  [[nodiscard]] std::string problem() const {
    if (!problem_.empty()) return problem_;
    return steps_.empty() ? std::string() : std::to_string(steps_.size()) + " steps are left";
  }

  Result<void> write_all(ByteView bytes, Deadline /*deadline*/) override {
    if (next_is(Kind::FailWrite)) return fail(take_error());
    while (!bytes.empty()) {
      if (!next_is(Kind::Write)) return leave("a write that the script does not have");
      ByteVector& expected = steps_.front().bytes;
      const std::size_t size = std::min(bytes.size(), expected.size());
      if (!same_bytes(bytes.first(size), ByteView(expected).first(size))) {
        return leave("a write of other bytes than the script's");
      }
      bytes = bytes.subspan(size);
      drop(size);
    }
    return {};
  }

  Result<std::size_t> read_some(MutableByteView space, Deadline /*deadline*/) override {
    if (next_is(Kind::FailRead)) return fail(take_error());
    if (next_is(Kind::End)) {
      steps_.pop_front();
      return std::size_t{0};
    }
    if (!next_is(Kind::Read)) return leave("a read that the script does not have");
    const std::size_t size = std::min(space.size(), steps_.front().bytes.size());
    copy_bytes(ByteView(steps_.front().bytes).first(size), space);
    drop(size);
    return size;
  }

 private:
  enum class Kind : std::uint8_t { Write, Read, End, FailWrite, FailRead };
  struct Step {
    Kind kind;
    ByteVector bytes;
    Errc error;
  };

  void add(Kind kind, ByteView bytes) {
    steps_.push_back({kind, ByteVector(bytes.begin(), bytes.end()), {}});
  }
  [[nodiscard]] bool next_is(Kind kind) const {
    return !steps_.empty() && steps_.front().kind == kind;
  }
  Errc take_error() {
    const Errc error = steps_.front().error;
    steps_.pop_front();
    return error;
  }
  void drop(std::size_t size) {
    ByteVector& bytes = steps_.front().bytes;
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    if (bytes.empty()) steps_.pop_front();
  }
  tl::unexpected<Error> leave(std::string problem) {
    if (problem_.empty()) problem_ = problem;
    return fail(Errc::SystemFailed, 0, std::move(problem));
  }

  std::deque<Step> steps_;
  std::string problem_;
};

}  // namespace mcbin::test
