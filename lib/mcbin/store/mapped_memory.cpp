#include "mcbin/store/mapped_memory.hpp"

#include <sys/mman.h>

namespace mcbin::store {

MappedMemory::MappedMemory(std::size_t bytes) : bytes_(bytes) {
  void* const at = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED) return;
  begin_ = static_cast<Byte*>(at);
  // Not part of a core file, and never rounded up to huge pages behind the budget's back.
  madvise(at, bytes, MADV_DONTDUMP);
  madvise(at, bytes, MADV_NOHUGEPAGE);
}

MappedMemory::~MappedMemory() {
  if (begin_ != nullptr) munmap(begin_, bytes_);
}

void MappedMemory::forget(Byte* at, std::size_t bytes) {
  madvise(at, bytes, MADV_DONTNEED);
}

}  // namespace mcbin::store
