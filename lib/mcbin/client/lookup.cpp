// The pipelined get: a window of quiet look-ups closed by a NOOP. A hit names its key by opaque;
// every key before it that said nothing is a miss, and so is every one left at the NOOP.
// Spec: protocol-binary section 4.2.
#include "mcbin/client/client.hpp"
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/request.hpp"
#include "mcbin/codec/response.hpp"

namespace mcbin::client {
namespace {

void append_request(codec::Opcode opcode, ByteView extras, std::string_view key,
                    std::uint32_t opaque, ByteVector& out) {
  codec::Frame frame = codec::make_request(opcode, extras, as_bytes(key), {});
  frame.header.opaque = opaque;
  codec::append_frame(frame, out);
}

Result<void> check_keys(std::span<const std::string> keys) {
  for (std::size_t index = 0; index < keys.size(); ++index) {
    if (!keys[index].empty() && keys[index].size() <= codec::kKeyLengthMax) continue;
    return fail(Errc::BadLength, index,
                "a key has 1 to " + std::to_string(codec::kKeyLengthMax) + " bytes, this one " +
                    std::to_string(keys[index].size()));
  }
  return {};
}

}  // namespace

Result<void> Client::get(std::span<const std::string> keys, OnLookup on_lookup, Deadline deadline) {
  return look_up(keys, {.opcode = codec::Opcode::GetKQ}, on_lookup, deadline);
}

Result<void> Client::get_and_touch(std::span<const std::string> keys, std::uint32_t expiry_seconds,
                                   OnLookup on_lookup, Deadline deadline) {
  const auto extras = codec::store_extras(expiry_seconds);
  return look_up(keys, {.opcode = codec::Opcode::GatQ, .extras = extras}, on_lookup, deadline);
}

Result<void> Client::look_up(std::span<const std::string> keys, const LookupForm& form,
                             OnLookup on_lookup, Deadline deadline) {
  if (auto checked = check_keys(keys); !checked) return checked;
  for (std::size_t begin = 0; begin < keys.size();) {
    const auto window = send_window(keys, begin, form, deadline);
    if (!window) return tl::unexpected(window.error());
    auto received = receive_window(keys, *window, form.opcode, on_lookup, deadline);
    if (!received) {
      connection_.give_up();
      return received;
    }
    deadline = later(deadline, connection_.own_time());
    begin = window->end;
  }
  return {};
}

Result<Client::Window> Client::send_window(std::span<const std::string> keys, std::size_t begin,
                                           const LookupForm& form, Deadline deadline) {
  Window window{.begin = begin, .end = begin, .opaque = next_opaque_};
  ByteVector bytes;
  bytes.reserve(kWindowBytes + codec::kHeaderSize);
  while (window.end < keys.size()) {
    const std::size_t with_noop =
        2 * codec::kHeaderSize + form.extras.size() + keys[window.end].size();
    if (window.end > begin && bytes.size() + with_noop > kWindowBytes) break;
    append_request(form.opcode, form.extras, keys[window.end], next_opaque_++, bytes);
    ++window.end;
  }
  append_request(codec::Opcode::Noop, {}, {}, next_opaque_++, bytes);
  const auto sent = connection_.send(bytes, deadline);
  if (!sent) return tl::unexpected(sent.error());
  return window;
}

Result<void> Client::receive_window(std::span<const std::string> keys, const Window& window,
                                    codec::Opcode opcode, OnLookup on_lookup, Deadline deadline) {
  std::size_t next = window.begin;
  for (;;) {
    const auto frame = connection_.receive(deadline);
    if (!frame) return tl::unexpected(frame.error());
    // Distance in the window; unsigned, so that opaques may wrap.
    const std::size_t distance = frame->header.opaque - window.opaque;
    const std::size_t index = window.begin + distance;
    const bool fence = index == window.end;
    const codec::Opcode expected = fence ? codec::Opcode::Noop : opcode;
    if (index > window.end || index < next ||
        !codec::matches(frame->header, expected, frame->header.opaque)) {
      return violated("the server's answer belongs to another request");
    }
    for (; next < index; ++next) {
      const Lookup miss{.index = next, .status = codec::Status::KeyNotFound};
      if (auto visited = on_lookup(miss); !visited) return visited;
    }
    if (fence) return {};
    const auto lookup = read_lookup(*frame, keys[index], index);
    if (!lookup) return tl::unexpected(lookup.error());
    if (auto visited = on_lookup(*lookup); !visited) return visited;
    ++next;
  }
}

Result<Lookup> Client::read_lookup(const codec::Frame& frame, std::string_view key,
                                   std::size_t index) {
  Lookup lookup{.index = index, .status = frame.header.status(), .cas = frame.header.cas};
  if (lookup.status != codec::Status::Ok) {
    lookup.message = as_text(frame.value);
    return lookup;
  }
  if (frame.extras.size() != codec::kU32ExtrasSize) {
    return violated("the server answered a get without the flags of the value");
  }
  // GATQ sends no key back.
  if (frame.header.opcode == codec::Opcode::GetKQ && as_text(frame.key) != key) {
    return violated("the server answered a get with another key");
  }
  lookup.flags = codec::load_u32_extras(frame.extras);
  lookup.value = frame.value;
  return lookup;
}

}  // namespace mcbin::client
