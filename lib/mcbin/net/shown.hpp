// A value that its worker changes and that any thread may look at. Shared by the .cpp files of net
// only.
#pragma once

#include <atomic>

namespace mcbin::net {

/// Costs no more than a plain variable: readers may see a value a moment late, never half of one.
template <typename Value>
class Shown {
 public:
  explicit Shown(Value value) : value_(value) {}
  Shown& operator=(Value value) {
    value_.store(value, std::memory_order_relaxed);
    return *this;
  }
  operator Value() const { return value_.load(std::memory_order_relaxed); }  // NOLINT: as a Value

 private:
  std::atomic<Value> value_;
};

}  // namespace mcbin::net
