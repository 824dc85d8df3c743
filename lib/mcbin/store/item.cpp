#include "mcbin/store/item.hpp"

#include <new>

namespace mcbin::store {

Item* Item::write(Byte* at, const ItemDraft& draft, std::uint64_t cas) {
  const std::uint64_t identity =
      cas << (64 - kCasBits) | (draft.flags != 0 ? kFlagsBit : 0) | draft.key.size();
  Byte* body = at + kHeadBytes;
  const auto put = [&body](const void* from, std::size_t bytes) {
    if (bytes > 0) std::memcpy(body, from, bytes);
    body += bytes;
  };
  if (draft.flags != 0) put(&draft.flags, sizeof draft.flags);
  put(draft.key.data(), draft.key.size());
  put(draft.front.data(), draft.front.size());
  put(draft.back.data(), draft.back.size());
  return new (at) Item(identity, life(draft.value_bytes(), draft.expiry));
}

Item* Item::copy_to(Byte* at) const {
  const std::size_t bytes = flags_bytes() + key_bytes() + value_bytes();
  std::memcpy(at + kHeadBytes, body(), bytes);
  return new (at) Item(identity_, life_.load(std::memory_order_relaxed));
}

std::uint32_t Item::flags() const {
  std::uint32_t flags = 0;
  if (flags_bytes() > 0) std::memcpy(&flags, body(), sizeof flags);
  return flags;
}

}  // namespace mcbin::store
