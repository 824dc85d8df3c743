// What a replay sends and what it expects: the requests of each recorded connection in their order,
// with their moments and their recorded answers. Made from the decoder's exchanges; sends nothing.
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/base/function_ref.hpp"
#include "mcbin/codec/frame.hpp"
#include "mcbin/decoder/exchanges.hpp"
#include "mcbin/decoder/frame_filter.hpp"
#include "mcbin/decoder/frame_sink.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace mcbin::replay {

/// Why a recorded request is not sent.
enum class Skip : std::uint8_t {
  Incomplete,   // parts of it were not captured
  Damaged,      // its lengths contradict each other, or it is no request of a client
  Flush,        // would empty the target
  Quit,         // would end the connection
  Login,        // carries somebody's password
  NotSampled,   // its key is none of the sample
  OtherTime,    // it lies before or after what is wanted
  Unsupported,  // nobody's opcode, or a dialect's that memcached does not serve
};
inline constexpr std::size_t kSkips = 8;

/// The stable name of `skip`: "incomplete", ...
[[nodiscard]] std::string_view skip_name(Skip skip);

/// How sure it is what the answer has to be.
enum class Expectation : std::uint8_t {
  Answers,   // those that were recorded
  Silence,   // a quiet request that had nothing to say
  Anything,  // the capture does not tell
};

/// Views into the plan's own bytes.
struct PlannedRequest {
  std::uint64_t number = 0;  // of the frame in the capture
  std::uint64_t packet = 0;  // that its first byte came in: requests of one packet are one batch
  std::int64_t time_ns = 0;  // since the plan's first request
  std::int64_t captured_latency_ns = -1;  // to the answer's last byte; -1: unknown
  Expectation expectation = Expectation::Anything;
  std::uint64_t recorded_cas = 0;   // of the first answer, when that was recorded
  std::vector<ByteVector> answers;  // whole frames
  ByteVector bytes;                 // the whole frame

  /// The frame of `bytes`, which is whole and makes sense.
  [[nodiscard]] codec::Frame frame() const;
};

struct PlannedConnection {
  std::uint64_t id = 0;    // in the capture
  std::size_t server = 0;  // of those that are played against
  std::vector<PlannedRequest> requests;
};

struct ReplayPlan {
  std::vector<PlannedConnection> connections;
  std::array<std::uint64_t, kSkips> skipped{};
  std::uint64_t strays = 0;                    // recorded answers without a request
  std::vector<std::int64_t> flushes_left_out;  // their moments, in order
  std::int64_t start_wall_ns = 0;              // when the first request was recorded, since 1970
  std::int64_t duration_ns = 0;                // to the last request

  [[nodiscard]] std::uint64_t requests() const;
};

struct PlanOptions {
  bool flush_allowed = false;
  bool quit_allowed = false;
  bool login_allowed = false;
  double sample = 1;  // the share of keys that is played; all requests of a key, or none
  std::optional<decoder::CaptureMoment> since;  // requests before, and from `until` on, are not
  std::optional<decoder::CaptureMoment> until;  // played; moments count from the first request
};

/// Collects a plan while the decoder reads. Use as the decoder's sink, then take().
class PlanBuilder final : public decoder::FrameSink, public decoder::ExchangeSink {
 public:
  /// A plan larger than this is refused: it has to fit into memory.
  static constexpr std::uint64_t kPlanBytesMax = 8ULL << 30U;

  explicit PlanBuilder(const PlanOptions& options) : options_(options), exchanges_(*this) {}

  void on_frame(const codec::PlacedFrame& frame) override;
  void on_exchange(const decoder::Exchange& exchange) override;
  void on_stray(const codec::PlacedFrame& answer) override;

  /// Ends the reading. @return Errc::TooLarge above kPlanBytesMax.
  [[nodiscard]] Result<ReplayPlan> take();

 private:
  [[nodiscard]] bool sampled(const PlannedRequest& request) const;
  [[nodiscard]] bool in_time(const PlannedRequest& request) const;
  void finish(PlannedConnection& connection);
  [[nodiscard]] std::optional<Skip> reason_to_skip(const codec::PlacedFrame& request) const;

  const PlanOptions options_;
  decoder::ExchangeAssembler exchanges_;
  std::map<std::uint64_t, PlannedConnection> connections_;
  ReplayPlan plan_;
  std::uint64_t bytes_ = 0;
  std::optional<std::int64_t> begin_ns_;  // the first request of all
};

/// All requests on one connection, in the order of their moments.
void merge_connections(ReplayPlan& plan);

/// The requests spread over `count` connections by their keys, so that those of a key stay in
/// order.
void split_connections(ReplayPlan& plan, std::size_t count);

/// Each connection becomes one for each server that its keys lie on; requests without a key go
/// where the one before went. `server_of` tells the server of a request with a key.
void spread_over_servers(ReplayPlan& plan,
                         FunctionRef<std::size_t(const PlannedRequest& request)> server_of);

/// Pauses longer than `pause_ns` are shortened to it.
void shorten_pauses(ReplayPlan& plan, std::int64_t pause_ns);

}  // namespace mcbin::replay
