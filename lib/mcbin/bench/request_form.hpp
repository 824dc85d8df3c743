// What a request looks like, byte by byte, and whether an answer is the right one: both made from a
// template, because this is most of what a load generator does.
#pragma once

#include "mcbin/base/bytes.hpp"
#include "mcbin/bench/key_draw.hpp"
#include "mcbin/codec/frame.hpp"

#include <cstdint>

namespace mcbin::bench {

/// What an answer says about a request.
enum class Verdict : std::uint8_t {
  Hit,      // a look-up found the value that belongs to the key
  Miss,     // there is no such key
  Done,     // anything else succeeded
  Refused,  // the server did not do it, and said so
  Wrong,    // it is not an answer to that request, or has another key or value
};

/// Shared by the connections of a run; changes nothing once it is made.
class RequestForm {
 public:
  explicit RequestForm(const Workload& workload);

  /// Bytes that any request takes at most.
  [[nodiscard]] std::size_t request_bytes_max() const { return request_bytes_max_; }
  /// Bytes that any right answer takes at most.
  [[nodiscard]] std::size_t answer_bytes_max() const { return answer_bytes_max_; }

  /// Writes the request to `to`, where request_bytes_max() are free. @return its size.
  [[nodiscard]] std::size_t write(const Asked& asked, std::uint32_t opaque, Byte* to) const;

  /// Judges an answer whose opaque is the request's.
  [[nodiscard]] Verdict judge(const Asked& asked, const codec::Frame& answer) const;

 private:
  void write_key(const Asked& asked, Byte* to) const;
  [[nodiscard]] bool right_key(const Asked& asked, ByteView key) const;
  [[nodiscard]] bool right_value(std::uint64_t number, ByteView value) const;

  Workload workload_;
  ByteVector pattern_;  // of values, from their ninth byte on
  std::size_t request_bytes_max_ = 0;
  std::size_t answer_bytes_max_ = 0;
};

/// The word for `verdict` in reports: "hit", "miss", ...
[[nodiscard]] std::string_view verdict_name(Verdict verdict);

}  // namespace mcbin::bench
