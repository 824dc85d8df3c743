#include "mcbin/codec/collection_key.hpp"

#include "mcbin/base/endian.hpp"

#include <limits>

namespace mcbin::codec {

namespace {

constexpr std::uint16_t kCollectionsFeature = 0x12;
constexpr Byte kMoreFollows = 0x80;
constexpr unsigned kBitsInByte = 7;
constexpr std::size_t kNumberBytesMax = 5;

struct OpcodeRange {
  std::uint8_t first;
  std::uint8_t last;
};

// Keys of the others name statistics, buckets or mechanisms.
constexpr OpcodeRange kDocumentOpcodes[] = {
    {0x00, 0x06}, {0x09, 0x09}, {0x0c, 0x0f}, {0x11, 0x16}, {0x19, 0x1a}, {0x1c, 0x1e},
    {0x49, 0x4b}, {0x57, 0x59}, {0x60, 0x60}, {0x62, 0x63}, {0x83, 0x83}, {0x92, 0x95},
    {0xa0, 0xa5}, {0xa8, 0xa9}, {0xb2, 0xb2}, {0xc5, 0xd3},
};

}  // namespace

bool grants_collections(ByteView value) {
  for (std::size_t at = 0; at + 2 <= value.size(); at += 2) {
    if (load_be16(&value[at]) == kCollectionsFeature) return true;
  }
  return false;
}

bool has_document_key(Opcode opcode) {
  const auto code = static_cast<std::uint8_t>(opcode);
  for (const OpcodeRange& range : kDocumentOpcodes) {
    if (code >= range.first && code <= range.last) return true;
  }
  return false;
}

std::optional<CollectionKey> split_collection(ByteView key) {
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < key.size() && at < kNumberBytesMax; ++at) {
    number |= (std::uint64_t{key[at]} & 0x7fU) << (at * kBitsInByte);
    if ((key[at] & kMoreFollows) != 0) continue;
    if (number > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    return CollectionKey{.collection = static_cast<std::uint32_t>(number),
                         .key = key.subspan(at + 1)};
  }
  return std::nullopt;
}

}  // namespace mcbin::codec
