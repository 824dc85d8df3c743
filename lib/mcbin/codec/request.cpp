#include "mcbin/codec/request.hpp"

namespace mcbin::codec {

namespace {

constexpr bool part_fits(Part rule, std::uint32_t length) {
  switch (rule) {
    case Part::Never:
      return length == 0;
    case Part::May:
      return true;
    case Part::Must:
      return length > 0;
  }
  return false;
}

}  // namespace

Shape check_shape(const Header& header) {
  if (!header.lengths_agree()) return Shape::LengthsContradict;
  if (header.body_length > kBodyLengthMax) return Shape::BodyTooLong;
  if (header.key_length > kKeyLengthMax) return Shape::KeyTooLong;
  const OpcodeInfo& info = opcode_info(header.opcode);
  if (info.support != Support::Served) return Shape::UnknownOpcode;
  const bool fits = info.extras.allows(header.extras_length) &&
                    part_fits(info.key, header.key_length) &&
                    part_fits(info.value, header.value_length());
  return fits ? Shape::Good : Shape::BadParts;
}

Frame make_request(Opcode opcode, ByteView extras, ByteView key, ByteView value) {
  Frame frame;
  frame.header.magic = Magic::Request;
  frame.header.opcode = opcode;
  frame.extras = extras;
  frame.key = key;
  frame.value = value;
  return frame;
}

}  // namespace mcbin::codec
