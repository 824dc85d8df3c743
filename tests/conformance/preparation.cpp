// What happens around a conversation: making its precondition true, and clearing up behind it.
#include "conformance/host.hpp"
#include "conformance/player.hpp"
#include "conformance/wire_pattern.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/request.hpp"

#include <cstdio>
#include <set>
#include <string>

namespace mcbin::conformance {

namespace {

constexpr int kStoresMax = 100'000;
constexpr int kConnectionsMax = 2000;
constexpr std::size_t kFillValueBytes = 1000;
constexpr std::string_view kVersion = "800b00000000000000000000a5c3f0960000000000000000";
constexpr std::string_view kVersionAnswer = "810b00000000000000000000a5c3f0960000000000000000";

/// Stores key000000, key000001, ... until a store is refused.
void fill_memory(Host& host) {
  const std::unique_ptr<Peer> peer = host.connect();
  MCBIN_CHECK(peer != nullptr);
  FrameReader reader(*peer);
  const ByteVector value(kFillValueBytes, 'x');
  const auto extras = codec::store_extras(codec::StoreExtras{});
  for (int number = 0; number < kStoresMax; ++number) {
    char key[16];
    std::snprintf(key, sizeof key, "key%06d", number);
    ByteVector request;
    codec::append_frame(
        codec::make_request(codec::Opcode::Set, extras, as_bytes(std::string_view(key)), value),
        request);
    peer->send(request);
    ByteVector answer;
    MCBIN_CHECK(reader.next(answer) == Received::Bytes);
    if (codec::load_header(answer.data()).status() == codec::Status::OutOfMemory) return;
  }
  MCBIN_CHECK(false && "a full store refuses");
}

void fill_connections(Host& host, std::vector<std::unique_ptr<Peer>>& held) {
  for (int count = 0; count < kConnectionsMax; ++count) {
    std::unique_ptr<Peer> peer = host.connect();
    if (peer == nullptr || !complaint_of_noop(*peer).empty()) return;
    held.push_back(std::move(peer));
  }
}

/// The keys in the requests of `conversation`, as far as they can be told.
std::set<std::string> keys_of(const Conversation& conversation) {
  std::set<std::string> keys;
  for (const Step& step : conversation.steps) {
    ByteVector bytes;
    for (const std::string& pattern : step.send) append_pattern(pattern, {}, bytes);
    ByteView rest = bytes;
    codec::Frame frame;
    while (codec::next_frame(rest, frame) == codec::FrameStep::Whole) {
      const bool usable = !frame.key.empty() && frame.key.size() <= codec::kKeyLengthMax;
      if (usable) keys.emplace(as_text(frame.key));
      rest = rest.subspan(frame.size());
    }
    // A request that is cut or contradicts itself may still be understood as far as its key.
    if (rest.size() > codec::kHeaderSize) {
      const codec::Header header = codec::load_header(rest.data());
      const std::size_t key_at = codec::kHeaderSize + header.extras_length;
      if (header.key_length > 0 && rest.size() >= key_at + header.key_length) {
        const ByteView key = rest.subspan(key_at, header.key_length);
        if (key.size() <= codec::kKeyLengthMax) keys.emplace(as_text(key));
      }
    }
  }
  return keys;
}

}  // namespace

void establish(Precondition precondition, Host& host, std::vector<std::unique_ptr<Peer>>& held) {
  switch (precondition) {
    case Precondition::None:
      return;
    case Precondition::MemoryFull:
      fill_memory(host);
      return;
    case Precondition::ConnectionsFull:
      fill_connections(host, held);
      return;
  }
}

void forget_keys(const Conversation& conversation, Host& host) {
  ByteVector requests;
  std::size_t count = 0;
  for (const std::string& key : keys_of(conversation)) {
    codec::append_frame(codec::make_request(codec::Opcode::Delete, {}, as_bytes(key), {}),
                        requests);
    ++count;
  }
  if (count == 0) return;
  const std::unique_ptr<Peer> peer = host.connect();
  if (peer == nullptr) return;
  peer->send(requests);
  FrameReader reader(*peer);
  ByteVector answer;
  while (count > 0 && reader.next(answer) == Received::Bytes) --count;
}

std::string complaint_of_next_connection(Host& host) {
  const std::unique_ptr<Peer> peer = host.connect();
  if (peer == nullptr) return "no connection after the conversation";
  peer->send(from_hex(kVersion));
  FrameReader reader(*peer);
  ByteVector answer;
  const bool good =
      reader.next(answer) == Received::Bytes && version_matches(kVersionAnswer, answer);
  return good ? "" : "the next connection does not work";
}

}  // namespace mcbin::conformance
