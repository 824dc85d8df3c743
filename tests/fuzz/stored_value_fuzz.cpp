// Any flags and any bytes, read as each client library would: never more than the bound, nothing
// lost when it cannot be read, and what is read as a simple type can be written and read again.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/base/endian.hpp"
#include "mcbin/values/read_value.hpp"
#include "mcbin/values/write_value.hpp"

#include <algorithm>

namespace {

using namespace mcbin;
using values::ClientLibrary;
using values::ReadValue;
using values::ValueType;

constexpr std::size_t kUnpackedMax = 1U << 16U;
constexpr std::size_t kFlagsSize = 4;

/// Whether write_value can spell such a value for every library.
bool writable(const ReadValue& read) {
  return read.type == ValueType::Text || read.type == ValueType::Bytes ||
         read.type == ValueType::Boolean;
}

void check_again(ClientLibrary library, const ReadValue& read) {
  const auto written = values::write_value(library, read.type, read.content);
  MCBIN_CHECK(written.has_value());
  const ReadValue again = values::read_value(library, written->flags, written->bytes, kUnpackedMax);
  if (again.type == read.type) MCBIN_CHECK(same_bytes(again.content, read.content));
}

void check_one(ClientLibrary library, std::uint32_t flags, ByteView stored) {
  const ReadValue read = values::read_value(library, flags, stored, kUnpackedMax);
  MCBIN_CHECK(read.content.size() <= std::max(kUnpackedMax, stored.size() + 64));
  const bool raw =
      read.type == ValueType::Damaged ||
      (read.type == ValueType::Unknown && read.compression == values::Compression::None);
  if (raw) MCBIN_CHECK(same_bytes(read.content, stored));
  MCBIN_CHECK((read.type == ValueType::Damaged) == !read.problem.empty());
  MCBIN_CHECK((read.type == ValueType::Object) == !read.format.empty());
  const bool real = library != ClientLibrary::Auto && library != ClientLibrary::None;
  if (real && writable(read)) check_again(library, read);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < kFlagsSize) return 0;
  const std::uint32_t flags = load_be32(data);
  for (const ClientLibrary library : values::kClientLibraries) {
    check_one(library, flags, {data + kFlagsSize, size - kFlagsSize});
  }
  return 0;
}
