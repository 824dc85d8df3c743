#include "load_plan.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/request.hpp"

#include <algorithm>

namespace mcbin::bench {

namespace {

using codec::Opcode;

ByteVector key_of(const LoadPlan& plan, std::uint64_t number) {
  const std::string digits = std::to_string(number);
  ByteVector key(plan.key_bytes, '0');
  copy_bytes(as_bytes("key:"), key);
  copy_bytes(as_bytes(digits), MutableByteView(key).last(digits.size()));
  return key;
}

ByteVector value_of(const LoadPlan& plan, std::uint64_t number) {
  ByteVector value(plan.value_bytes);
  for (std::size_t at = 0; at < value.size(); ++at) value[at] = static_cast<Byte>('a' + at % 26);
  store_be64(value.data(), number);
  return value;
}

}  // namespace

void append_request(const LoadPlan& plan, std::uint8_t opcode, std::uint64_t number,
                    ByteVector& out) {
  const ByteVector key = key_of(plan, number);
  const bool stores = codec::loud_opcode(static_cast<Opcode>(opcode)) == Opcode::Set;
  const auto extras = codec::store_extras(codec::StoreExtras{});
  const ByteVector value = stores ? value_of(plan, number) : ByteVector{};
  codec::Frame frame = codec::make_request(static_cast<Opcode>(opcode),
                                           stores ? ByteView(extras) : ByteView{}, key, value);
  frame.header.opaque = static_cast<std::uint32_t>(number);
  codec::append_frame(frame, out);
}

void append_noop(ByteVector& out) {
  codec::append_frame(codec::make_request(Opcode::Noop, {}, {}, {}), out);
}

bool value_is_right(const LoadPlan& plan, ByteView value, std::uint32_t opaque) {
  return value.size() == plan.value_bytes &&
         static_cast<std::uint32_t>(load_be64(value.data())) == opaque;
}

}  // namespace mcbin::bench
