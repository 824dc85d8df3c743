// What stands in for the values of a trace: as many digits as were recorded, so that a short one
// can be counted up, as the counters in traces are.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <algorithm>
#include <cstddef>

namespace mcbin::replay {

class TraceValues {
 public:
  /// `size` digits. Valid until the next call.
  [[nodiscard]] ByteView of(std::size_t size) {
    if (size > digits_.size()) digits_.resize(std::max(size, 2 * digits_.size()), '1');
    return ByteView(digits_).first(size);
  }

 private:
  ByteVector digits_;
};

}  // namespace mcbin::replay
