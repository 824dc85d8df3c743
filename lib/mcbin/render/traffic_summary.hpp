// What a capture sums up to: which requests, how they ended, how long they took, which keys. Takes
// the frames one by one; memory is bounded whatever comes.
#pragma once

#include "mcbin/capture/traffic.hpp"
#include "mcbin/codec/placed_frame.hpp"
#include "mcbin/codec/stream_kind.hpp"
#include "mcbin/render/dump_counts.hpp"
#include "mcbin/render/latency_tally.hpp"
#include "mcbin/render/redaction.hpp"
#include "mcbin/render/top_counter.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace mcbin::render {

/// What the tables of the most frequent are about.
enum class GroupBy : std::uint8_t { Key, Prefix, Client, Opcode };

struct SummaryOptions {
  GroupBy group = GroupBy::Key;
  char separator = ':';  // a prefix ends with the first one in the key
  std::size_t top = 10;
  codec::NameStyle names = codec::NameStyle::Classic;
  Redaction redaction;  // of the names of groups
};

/// Look-ups and what they found.
struct HitCounts {
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;
  [[nodiscard]] std::uint64_t lookups() const { return hits + misses; }
};

/// One opcode.
struct OpcodeTally {
  std::uint64_t requests = 0;
  std::uint64_t responses = 0;
  std::uint64_t request_bytes = 0;
  std::uint64_t response_bytes = 0;
  std::array<std::uint64_t, 11> outcomes{};         // by codec::Outcome
  std::map<std::uint16_t, std::uint64_t> statuses;  // of answers
  LatencyTally latency;
};

/// Not for two threads at once.
class TrafficSummary {
 public:
  /// Prefixes told apart; further ones count as kOtherPrefix.
  static constexpr std::size_t kPrefixesMax = 4096;
  /// Statuses told apart for one opcode.
  static constexpr std::size_t kStatusesMax = 64;
  /// Clients whose connections are open at once; further ones have no name.
  static constexpr std::size_t kClientsMax = 65536;
  static constexpr std::string_view kOtherPrefix = "(other)";
  static constexpr std::string_view kNoPrefix = "(none)";
  /// Answers that take this long are suspected to wait for a delayed acknowledgement.
  static constexpr std::int64_t kStallNsMin = 38'000'000;
  static constexpr std::int64_t kStallNsMax = 46'000'000;

  explicit TrafficSummary(SummaryOptions options) : options_(std::move(options)) {}

  void frame(const codec::PlacedFrame& frame);
  void junk(const codec::PlacedJunk& junk) { counts_.add(junk.junk); }
  void gap(const capture::Gap& gap);
  void open(const capture::ConnectionInfo& connection);
  void close(const capture::ConnectionInfo& connection, codec::StreamKind kind,
             const capture::Close& close);

  /// One line of JSON, {"t":"summary",...}.
  [[nodiscard]] std::string json() const;
  /// Tables for people.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] const LatencyTally& latency() const { return latency_; }

 private:
  struct ConnectionCounts {
    std::uint64_t connections = 0;
    std::uint64_t retransmissions = 0;
  };

  void request(const codec::PlacedFrame& frame);
  void response(const codec::PlacedFrame& frame);
  void count_lookup(ByteView key, codec::Outcome outcome);
  [[nodiscard]] OpcodeTally& tally(const codec::Header& header);
  [[nodiscard]] std::string_view group_of(const codec::PlacedFrame& frame);
  [[nodiscard]] std::string_view prefix_of(ByteView key) const;
  [[nodiscard]] std::string shown_name(std::string_view name) const;
  [[nodiscard]] std::string shown_prefix(std::string_view prefix) const;
  [[nodiscard]] std::vector<std::pair<std::string, HitCounts>> top_prefixes() const;
  friend class SummaryJson;
  friend class SummaryText;

  SummaryOptions options_;
  DumpCounts counts_;
  std::array<std::unique_ptr<OpcodeTally>, 256> opcodes_;
  HitCounts hits_;
  std::map<std::string, HitCounts, std::less<>> prefixes_;
  TopCounter calls_;
  TopCounter bytes_;
  TopCounter misses_;
  LatencyTally latency_;
  std::uint64_t stalls_ = 0;
  std::uint64_t uncertain_ = 0;
  std::array<ConnectionCounts, 5> connections_{};  // by codec::StreamKind
  std::uint64_t gaps_ = 0;
  std::uint64_t gap_bytes_ = 0;
  std::unordered_map<std::uint64_t, std::string> clients_;  // of open connections
  std::string group_;                                       // of the frame in hand
  std::int64_t first_ns_ = 0;
  std::int64_t last_ns_ = 0;
};

}  // namespace mcbin::render
