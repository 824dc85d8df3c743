// Many stores or deletes in few round trips: windows of quiet requests, which answer only when they
// fail, each closed by a NOOP.
// Spec: protocol-binary section 4.2.
#include "mcbin/client/client.hpp"
#include "mcbin/client/frame_answer.hpp"
#include "mcbin/codec/request.hpp"
#include "mcbin/codec/response.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace mcbin::client {
namespace {

codec::Opcode quiet_store_opcode(StoreMode mode) {
  switch (mode) {
    case StoreMode::Set:
      return codec::Opcode::SetQ;
    case StoreMode::Add:
      return codec::Opcode::AddQ;
    case StoreMode::Replace:
      return codec::Opcode::ReplaceQ;
    case StoreMode::Append:
      return codec::Opcode::AppendQ;
    case StoreMode::Prepend:
      return codec::Opcode::PrependQ;
  }
  return codec::Opcode::SetQ;
}

Result<void> check_request(std::size_t index, std::string_view key, std::size_t value_bytes) {
  if (key.empty() || key.size() > codec::kKeyLengthMax) {
    return fail(Errc::BadLength, index,
                "a key has 1 to " + std::to_string(codec::kKeyLengthMax) + " bytes, this one " +
                    std::to_string(key.size()));
  }
  if (value_bytes > codec::kBodyLengthMax - codec::kKeyLengthMax - codec::StoreExtras::kSize) {
    return fail(Errc::TooLarge, index, "a value has at most 1 GiB");
  }
  return {};
}

}  // namespace

Result<Client::Window> Client::send_quiet_window(std::size_t begin, std::size_t count,
                                                 QuietRequestOf request_of, Deadline deadline) {
  Window window{.begin = begin, .end = begin, .opaque = next_opaque_};
  ByteVector bytes;
  while (window.end < count && window.end - begin < kQuietRequestsMax) {
    const Request request = request_of(window.end);
    const std::size_t size =
        2 * codec::kHeaderSize + request.extras.size() + request.key.size() + request.value.size();
    if (window.end > begin && bytes.size() + size > kQuietWindowBytes) break;
    codec::Frame frame =
        codec::make_request(request.opcode, request.extras, as_bytes(request.key), request.value);
    frame.header.opaque = next_opaque_++;
    frame.header.cas = request.cas;
    codec::append_frame(frame, bytes);
    ++window.end;
  }
  codec::Frame fence = codec::make_request(codec::Opcode::Noop, {}, {}, {});
  fence.header.opaque = next_opaque_++;
  codec::append_frame(fence, bytes);
  const auto sent = connection_.send(bytes, deadline);
  if (!sent) return tl::unexpected(sent.error());
  return window;
}

Result<void> Client::receive_refusals(const Window& window, QuietRequestOf request_of,
                                      OnRefusal on_refusal, Deadline deadline) {
  std::size_t next = window.begin;
  for (;;) {
    const auto frame = connection_.receive(deadline);
    if (!frame) return tl::unexpected(frame.error());
    // Distance in the window; unsigned, so that opaques may wrap.
    const std::uint32_t distance = frame->header.opaque - window.opaque;
    const std::size_t index = window.begin + distance;
    const bool fence = index == window.end;
    if (index > window.end || index < next) {
      return violated("the server's answer belongs to another request");
    }
    const codec::Opcode opcode = fence ? codec::Opcode::Noop : request_of(index).opcode;
    if (!codec::matches(frame->header, opcode, frame->header.opaque)) {
      return violated("the server's answer belongs to another request");
    }
    if (fence) return {};
    next = index + 1;
    if (frame->header.status() == codec::Status::Ok) continue;  // not as quiet as it should be
    if (auto visited = on_refusal(index, answer_of(*frame)); !visited) return visited;
  }
}

Result<void> Client::run_quietly(std::size_t count, QuietRequestOf request_of, OnRefusal on_refusal,
                                 Deadline deadline) {
  for (std::size_t index = 0; index < count; ++index) {
    const Request request = request_of(index);
    auto checked = check_request(index, request.key, request.value.size());
    if (!checked) return checked;
  }
  for (std::size_t begin = 0; begin < count;) {
    const auto window = send_quiet_window(begin, count, request_of, deadline);
    if (!window) return tl::unexpected(window.error());
    auto received = receive_refusals(*window, request_of, on_refusal, deadline);
    if (!received) {
      connection_.give_up();
      return received;
    }
    deadline = later(deadline, connection_.own_time());
    begin = window->end;
  }
  return {};
}

Result<void> Client::store_all(std::span<const StoreItem> items, OnRefusal on_refusal,
                               Deadline deadline) {
  std::array<Byte, codec::StoreExtras::kSize> extras{};  // of the request asked for last
  const auto request_of = [&](std::size_t index) {
    const StoreItem& item = items[index];
    extras = codec::store_extras(codec::StoreExtras{.flags = item.options.flags,
                                                    .expiry_seconds = item.options.expiry_seconds});
    return Request{.opcode = quiet_store_opcode(item.mode),
                   .extras = joins(item.mode) ? ByteView{} : ByteView(extras),
                   .key = item.key,
                   .value = item.value,
                   .cas = item.options.cas};
  };
  return run_quietly(items.size(), request_of, on_refusal, deadline);
}

Result<void> Client::remove_all(std::span<const std::string> keys, OnRefusal on_refusal,
                                Deadline deadline) {
  const auto request_of = [&](std::size_t index) {
    return Request{.opcode = codec::Opcode::DeleteQ, .key = keys[index]};
  };
  return run_quietly(keys.size(), request_of, on_refusal, deadline);
}

}  // namespace mcbin::client
