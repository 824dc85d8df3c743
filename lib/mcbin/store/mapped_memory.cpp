#include "mcbin/store/mapped_memory.hpp"

#include <cstdint>
#include <sys/mman.h>

namespace mcbin::store {

MappedMemory::MappedMemory(std::size_t bytes, PageSize page_size) : bytes_(bytes) {
  mapped_ = mmap(nullptr, bytes + kHugePageBytes, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped_ == MAP_FAILED) return;
  const auto at = reinterpret_cast<std::uintptr_t>(mapped_);
  begin_ = static_cast<Byte*>(mapped_) + (kHugePageBytes - at % kHugePageBytes) % kHugePageBytes;
  // Not part of a core file. The advice may be refused; all works without.
  madvise(mapped_, bytes + kHugePageBytes, MADV_DONTDUMP);
  madvise(begin_, bytes, page_size == PageSize::Huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
}

MappedMemory::~MappedMemory() {
  if (begin_ != nullptr) munmap(mapped_, bytes_ + kHugePageBytes);
}

void MappedMemory::fill_ahead(Byte* at, std::size_t bytes) {
  madvise(at, bytes, MADV_POPULATE_WRITE);
}

void MappedMemory::forget(Byte* at, std::size_t bytes) {
  madvise(at, bytes, MADV_DONTNEED);
}

}  // namespace mcbin::store
