#include "mcbin/replay/trace_talk.hpp"

#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/opcode.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <string_view>

namespace mcbin::replay {
namespace {

using codec::Opcode;
using codec::Status;

/// More seconds than this are a moment of Unix time on the wire.
constexpr std::uint32_t kRelativeSecondsMax = 60 * 60 * 24 * 30;

bool stores(Opcode opcode) {
  return opcode == Opcode::Set || opcode == Opcode::SetQ || opcode == Opcode::Add ||
         opcode == Opcode::Replace;
}
bool joins(Opcode opcode) {
  return opcode == Opcode::Append || opcode == Opcode::Prepend;
}
bool is_counter(Opcode opcode) {
  return opcode == Opcode::Increment || opcode == Opcode::Decrement;
}

}  // namespace

TraceTalk::TraceTalk(TraceScanner& trace, TraceTtl ttl, const Clock& clock)
    : trace_(trace), ttl_(ttl), clock_(clock), in_(kInputBytes) {
  heard_ns_ = clock_.steady_ns();
}

MutableByteView TraceTalk::input_space() {
  return MutableByteView(in_).subspan(in_size_);
}

void TraceTalk::give_up(std::string why) {
  if (!trouble_) trouble_ = Error{Errc::ProtocolViolated, 0, std::move(why)};
}

void TraceTalk::received(std::size_t size) {
  const std::int64_t now_ns = clock_.steady_ns();
  heard_ns_ = now_ns;
  in_size_ += size;
  ByteView rest = ByteView(in_).first(in_size_);
  while (!trouble_) {
    const std::uint64_t drop = std::min<std::uint64_t>(to_drop_, rest.size());
    rest = rest.subspan(drop);
    to_drop_ -= drop;
    if (to_drop_ > 0 || rest.size() < codec::kHeaderSize) break;
    const codec::Header header = codec::load_header(rest.data());
    if (header.magic != codec::Magic::Response || !header.lengths_agree()) {
      give_up("an answer that is none");
      break;
    }
    to_drop_ = header.frame_length();
    take_answer(header, now_ns);
  }
  if (!rest.empty()) std::memmove(in_.data(), rest.data(), rest.size());
  in_size_ = rest.size();
  if (!trouble_ && !ended_ && unanswered_ == 0) send_next(now_ns);
}

void TraceTalk::take_answer(const codec::Header& header, std::int64_t now_ns) {
  if (header.opaque == kEndOpaque && ended_ && header.opcode == Opcode::Noop) {
    finished_ = true;
    return;
  }
  if (header.opcode == Opcode::SetQ && (header.opaque & kFillOpaque) != 0) {
    ++counts_.refused;
    return;
  }
  const std::uint32_t at = header.opaque;
  if (at >= batch_size_ || answered_[at] != 0 || batch_[at].opcode != header.opcode) {
    give_up("an answer to nothing that was asked");
    return;
  }
  answered_[at] = 1;
  --unanswered_;
  counts_.latency.add(now_ns - sent_ns_);
  if (header.opcode != Opcode::Get) {
    judge_write(header.status());
  } else if (header.status() == Status::Ok) {
    ++counts_.hits;
    counts_.hit_bytes += header.value_length();
    counts_.ratio.add(1, 1);
  } else if (header.status() == Status::KeyNotFound) {
    ++counts_.misses;
    counts_.ratio.add(1, 0);
    missed_[at] = 1;
  } else {
    give_up("a look-up was answered with status " +
            std::to_string(static_cast<unsigned>(header.status())));
  }
}

void TraceTalk::judge_write(Status status) {
  ++counts_.writes;
  if (status == Status::Ok) return;
  if (status == Status::KeyNotFound || status == Status::KeyExists || status == Status::NotStored) {
    ++counts_.not_done;
  } else {
    ++counts_.refused;
  }
}

void TraceTalk::send_next(std::int64_t now_ns) {
  if (out_sent_ == out_.size()) {
    out_.clear();
    out_sent_ = 0;
  }
  put_fills();
  if (!put_batch()) {
    if (trouble_) return;
    ended_ = true;
    put({}, Opcode::Noop, kEndOpaque);
  }
  sent_ns_ = now_ns;
}

/// The sets come before the next batch on the wire, so that it finds what they store.
void TraceTalk::put_fills() {
  for (std::size_t at = 0; at < batch_size_; ++at) {
    if (missed_[at] == 0) continue;
    ++counts_.fills;
    put(batch_[at], Opcode::SetQ, kFillOpaque | static_cast<std::uint32_t>(at));
  }
  missed_.fill(0);
  answered_.fill(0);
  batch_size_ = 0;
}

/// Whether `key` is not in the batch yet. Two keys with one hash merely end a batch early.
bool TraceTalk::first_of_its_key(ByteView key) {
  const std::uint64_t tag = std::hash<std::string_view>()(as_text(key)) | 1U;
  std::size_t slot = (tag >> 1U) % kTagSlots;
  for (; tags_[slot] != 0; slot = (slot + 1) % kTagSlots) {
    if (tags_[slot] == tag) return false;
  }
  tags_[slot] = tag;
  return true;
}

/// @return whether there was anything left to send.
bool TraceTalk::put_batch() {
  if (next_row_ == rows_.size()) {
    const auto rows = trace_.next();
    if (!rows) {
      trouble_ = rows.error();
      return false;
    }
    rows_ = *rows;
    next_row_ = 0;
  }
  tags_.fill(0);
  std::uint64_t bytes = 0;
  while (next_row_ < rows_.size()) {
    const TraceOperation& row = rows_[next_row_];
    bytes += row.value_bytes;
    if (batch_size_ > 0 && (bytes > kBatchBytesMax || !first_of_its_key(row.key))) break;
    if (batch_size_ == 0) static_cast<void>(first_of_its_key(row.key));
    put(row, row.opcode, static_cast<std::uint32_t>(batch_size_));
    batch_[batch_size_++] = row;
    if (++row_repeats_ < row.repeat) break;
    row_repeats_ = 0;
    ++next_row_;
  }
  unanswered_ = batch_size_;
  return batch_size_ > 0;
}

void TraceTalk::put(const TraceOperation& operation, Opcode opcode, std::uint32_t opaque) {
  const bool has_value = stores(opcode) || joins(opcode);
  const ByteView value = has_value ? values_.of(operation.value_bytes) : ByteView();
  codec::Frame frame;
  frame.header.opcode = opcode;
  frame.header.opaque = opaque;
  frame.key = operation.key;
  frame.value = value;
  std::array<Byte, codec::CounterExtras::kSize> extras{};
  if (stores(opcode)) {
    std::uint32_t expiry = ttl_ == TraceTtl::Keep ? operation.ttl_seconds : 0;
    if (expiry > kRelativeSecondsMax) {
      expiry += static_cast<std::uint32_t>(clock_.wall_ms() / 1000);
    }
    const auto bytes = codec::store_extras(codec::StoreExtras{.expiry_seconds = expiry});
    std::copy(bytes.begin(), bytes.end(), extras.begin());
    frame.extras = ByteView(extras).first(bytes.size());
  } else if (is_counter(opcode)) {
    extras = codec::store_extras(codec::CounterExtras{
        .delta = 1, .initial = 0, .expiry_seconds = codec::CounterExtras::kDoNotCreate});
    frame.extras = extras;
  }
  codec::append_frame(frame, out_);
}

}  // namespace mcbin::replay
