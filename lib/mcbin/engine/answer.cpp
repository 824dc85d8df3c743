#include "mcbin/engine/answer.hpp"

#include "mcbin/base/endian.hpp"
#include "mcbin/codec/extras.hpp"

namespace mcbin::engine {

namespace {

using codec::kHeaderSize;
using codec::Status;

/// The parts' lengths and the fields of an answer's header.
struct Lengths {
  std::uint8_t extras = 0;
  std::size_t key = 0;
  std::size_t value = 0;
};

void store_answer_header(Byte* to, Echo echo, Status status, std::uint64_t cas, Lengths lengths) {
  const codec::Header header{
      .magic = codec::Magic::Response,
      .opcode = echo.opcode,
      .extras_length = lengths.extras,
      .key_length = static_cast<std::uint16_t>(lengths.key),
      .vbucket_or_status = static_cast<std::uint16_t>(status),
      .body_length = static_cast<std::uint32_t>(lengths.extras + lengths.key + lengths.value),
      .opaque = echo.opaque,
      .cas = cas};
  codec::store_header(header, to);
}

/// Header, then `key`, then `value`.
void answer_plain(OutputQueue& out, Echo echo, Status status, std::uint64_t cas, ByteView key,
                  ByteView value) {
  Byte* to = out.extend(kHeaderSize + key.size() + value.size());
  store_answer_header(to, echo, status, cas, {.key = key.size(), .value = value.size()});
  copy_bytes(key, {to + kHeaderSize, key.size()});
  copy_bytes(value, {to + kHeaderSize + key.size(), value.size()});
}

}  // namespace

void answer_done(OutputQueue& out, Echo echo, std::uint64_t cas) {
  answer_plain(out, echo, Status::Ok, cas, {}, {});
}

void answer_error(OutputQueue& out, Echo echo, Status status, std::string_view text) {
  answer_plain(out, echo, status, 0, {}, as_bytes(text));
}

void answer_error(OutputQueue& out, Echo echo, Status status) {
  answer_error(out, echo, status, codec::status_text(status));
}

void answer_miss_with_key(OutputQueue& out, Echo echo, ByteView key) {
  answer_plain(out, echo, Status::KeyNotFound, 0, key, {});
}

void answer_value(OutputQueue& out, Echo echo, std::uint64_t cas, ByteView value) {
  answer_plain(out, echo, Status::Ok, cas, {}, value);
}

void answer_flags(OutputQueue& out, Echo echo, std::uint64_t cas, std::uint32_t flags) {
  Byte* to = out.extend(kHeaderSize + codec::kU32ExtrasSize);
  store_answer_header(to, echo, Status::Ok, cas, {.extras = codec::kU32ExtrasSize});
  store_be32(to + kHeaderSize, flags);
}

void answer_item(OutputQueue& out, Echo echo, std::uint64_t cas, ByteView key,
                 const store::ItemView& item) {
  const bool held = item.hold != nullptr;
  const std::size_t before_value = kHeaderSize + codec::kU32ExtrasSize + key.size();
  Byte* to = out.extend(before_value + (held ? 0 : item.value.size()));
  store_answer_header(
      to, echo, Status::Ok, cas,
      {.extras = codec::kU32ExtrasSize, .key = key.size(), .value = item.value.size()});
  store_be32(to + kHeaderSize, item.flags);
  copy_bytes(key, {to + kHeaderSize + codec::kU32ExtrasSize, key.size()});
  if (held) {
    out.append_held(item.value, *item.hold);
  } else {
    copy_bytes(item.value, {to + before_value, item.value.size()});
  }
}

void answer_stat(OutputQueue& out, Echo echo, std::string_view name, std::string_view value) {
  answer_plain(out, echo, Status::Ok, 0, as_bytes(name), as_bytes(value));
}

}  // namespace mcbin::engine
