// Address space taken from the system at once and filled with memory page by page as it is touched.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>

namespace mcbin::store {

inline constexpr std::size_t kPageBytes = 4096;
inline constexpr std::size_t kHugePageBytes = 2ULL << 20;

/// Huge pages spare most of the address look-ups of a large store. Only where memory is touched and
/// forgotten in whole ones, or they would hold more than was counted.
enum class PageSize : std::uint8_t { Small, Huge };

/// A stretch of addresses. Pages cost memory from the first touch until forget().
class MappedMemory {
 public:
  /// Begins at a multiple of kHugePageBytes. Check valid() afterwards: the system may refuse.
  MappedMemory(std::size_t bytes, PageSize page_size);
  ~MappedMemory();
  MappedMemory(const MappedMemory&) = delete;
  MappedMemory& operator=(const MappedMemory&) = delete;

  [[nodiscard]] bool valid() const { return begin_ != nullptr; }
  [[nodiscard]] Byte* begin() const { return begin_; }
  [[nodiscard]] std::size_t size() const { return bytes_; }
  [[nodiscard]] bool contains(const void* at) const {
    const auto* byte = static_cast<const Byte*>(at);
    return byte >= begin_ && byte < begin_ + bytes_;
  }

  /// Has whole pages filled with memory at once, which spares a fault for each at its first touch.
  /// The system may refuse: then they are filled as they are touched.
  static void fill_ahead(Byte* at, std::size_t bytes);

  /// Returns whole pages to the system; they read as zero afterwards.
  static void forget(Byte* at, std::size_t bytes);

 private:
  void* mapped_ = nullptr;
  Byte* begin_ = nullptr;
  std::size_t bytes_;
};

}  // namespace mcbin::store
