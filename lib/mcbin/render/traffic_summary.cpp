#include "mcbin/render/traffic_summary.hpp"

#include "mcbin/render/byte_text.hpp"
#include "mcbin/render/frame_names.hpp"

#include <algorithm>

namespace mcbin::render {

using codec::Outcome;

namespace {

/// Text as JSON and people can take it.
std::string readable(std::string_view name) {
  if (is_utf8(as_bytes(name))) return std::string(name);
  std::string hex = "0x";
  append_hex(hex, as_bytes(name));
  return hex;
}

}  // namespace

void TrafficSummary::frame(const codec::PlacedFrame& frame) {
  counts_.add(frame.frame, options_.names);
  const std::int64_t now = frame.place.last_ns;
  if (now != 0) {
    first_ns_ = first_ns_ == 0 ? now : std::min(first_ns_, now);
    last_ns_ = std::max(last_ns_, now);
  }
  if (codec::is_response(frame.frame.header.magic)) {
    response(frame);
  } else {
    request(frame);
  }
}

void TrafficSummary::gap(const capture::Gap& gap) {
  ++gaps_;
  gap_bytes_ += gap.size;
}

void TrafficSummary::open(const capture::ConnectionInfo& connection) {
  if (options_.group != GroupBy::Client || clients_.size() >= kClientsMax) return;
  std::string text = capture::endpoint_text(connection.client);
  text.resize(std::min(text.size(), text.rfind(':')));
  clients_.emplace(connection.id, std::move(text));
}

void TrafficSummary::close(const capture::ConnectionInfo& connection, codec::StreamKind kind,
                           const capture::Close& close) {
  ConnectionCounts& row = connections_[static_cast<std::size_t>(kind)];
  ++row.connections;
  row.retransmissions += close.client.retransmissions + close.server.retransmissions;
  clients_.erase(connection.id);
}

void TrafficSummary::request(const codec::PlacedFrame& frame) {
  const codec::Header& header = frame.frame.header;
  OpcodeTally& row = tally(header);
  ++row.requests;
  row.request_bytes += header.frame_length();
  ++row.outcomes[static_cast<std::size_t>(frame.pair.outcome)];
  if (frame.pair.uncertain) ++uncertain_;
  if (frame.pair.last_byte_ns >= 0) {
    row.latency.add(frame.pair.last_byte_ns);
    latency_.add(frame.pair.last_byte_ns);
    const std::int64_t first = frame.pair.first_byte_ns;
    if (first >= kStallNsMin && first < kStallNsMax) ++stalls_;
  }
  if (codec::is_lookup(header.opcode)) count_lookup(frame.frame.key, frame.pair.outcome);
  const std::string_view group = group_of(frame);
  if (group.empty()) return;
  const bool missed =
      frame.pair.outcome == Outcome::Miss || frame.pair.outcome == Outcome::ImpliedMiss;
  calls_.add(group, 1);
  bytes_.add(group, std::uint64_t{header.value_length()} + frame.pair.value_length);
  if (missed) misses_.add(group, 1);
}

void TrafficSummary::response(const codec::PlacedFrame& frame) {
  const codec::Header& header = frame.frame.header;
  OpcodeTally& row = tally(header);
  ++row.responses;
  row.response_bytes += header.frame_length();
  const auto found = row.statuses.find(header.vbucket_or_status);
  if (found != row.statuses.end()) {
    ++found->second;
  } else if (row.statuses.size() < kStatusesMax) {
    row.statuses.emplace(header.vbucket_or_status, 1);
  }
}

void TrafficSummary::count_lookup(ByteView key, Outcome outcome) {
  const bool hit = outcome == Outcome::Hit;
  const bool miss = outcome == Outcome::Miss || outcome == Outcome::ImpliedMiss;
  if (!hit && !miss) return;
  const auto count = [hit](HitCounts& row) { ++(hit ? row.hits : row.misses); };
  count(hits_);
  std::string_view prefix = prefix_of(key);
  auto found = prefixes_.find(prefix);
  if (found == prefixes_.end()) {
    if (prefixes_.size() >= kPrefixesMax) prefix = kOtherPrefix;
    found = prefixes_.emplace(prefix, HitCounts{}).first;
  }
  count(found->second);
}

OpcodeTally& TrafficSummary::tally(const codec::Header& header) {
  auto& row = opcodes_[static_cast<std::uint8_t>(header.opcode)];
  if (row == nullptr) row = std::make_unique<OpcodeTally>();
  return *row;
}

/// What the request counts for in the tables of the most frequent; empty for none.
std::string_view TrafficSummary::group_of(const codec::PlacedFrame& frame) {
  switch (options_.group) {
    case GroupBy::Key:
      return as_text(frame.frame.key);
    case GroupBy::Prefix:
      return frame.frame.key.empty() ? std::string_view{} : prefix_of(frame.frame.key);
    case GroupBy::Opcode:
      group_ = opcode_text(frame.frame.header, options_.names);
      return group_;
    case GroupBy::Client: {
      const auto found = clients_.find(frame.place.connection);
      return found == clients_.end() ? std::string_view{} : std::string_view(found->second);
    }
  }
  return {};
}

std::string_view TrafficSummary::prefix_of(ByteView key) const {
  const std::string_view text = as_text(key);
  const std::size_t at = text.find(options_.separator);
  return at == std::string_view::npos ? kNoPrefix : text.substr(0, at + 1);
}

std::string TrafficSummary::shown_name(std::string_view name) const {
  if (options_.group == GroupBy::Prefix) return shown_prefix(name);
  const bool redacted = options_.redaction.keys && options_.group == GroupBy::Key;
  return redacted ? options_.redaction.token(as_bytes(name)) : readable(name);
}

std::string TrafficSummary::shown_prefix(std::string_view prefix) const {
  const bool hidden = options_.redaction.keys && prefix != kOtherPrefix && prefix != kNoPrefix;
  return hidden ? options_.redaction.token(as_bytes(prefix)) : readable(prefix);
}

/// The prefixes with the most look-ups.
std::vector<std::pair<std::string, HitCounts>> TrafficSummary::top_prefixes() const {
  std::vector<std::pair<std::string, HitCounts>> rows(prefixes_.begin(), prefixes_.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& left, const auto& right) {
    return left.second.lookups() > right.second.lookups();
  });
  rows.resize(std::min(rows.size(), options_.top));
  return rows;
}

}  // namespace mcbin::render
