#include "mcbin/replay/replay_plan.hpp"

#include "mcbin/codec/opcode.hpp"
#include "mcbin/replay/multi_get.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace mcbin::replay {
namespace {

using codec::Opcode;
using codec::Outcome;

/// FNV-1a, its bits mixed: only for choosing keys and connections.
std::uint64_t hash_of(ByteView key) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const Byte byte : key) hash = (hash ^ byte) * 0x100000001b3;
  hash = (hash ^ (hash >> 33U)) * 0xff51afd7ed558ccd;
  return hash ^ (hash >> 33U);
}

bool whole(const codec::PlacedFrame& placed) {
  return placed.frame.whole() && placed.frame.header.lengths_agree() &&
         placed.frame.body.size() == placed.frame.header.body_length;
}

bool is_login(Opcode opcode) {
  return opcode == Opcode::SaslListMechs || opcode == Opcode::SaslAuth ||
         opcode == Opcode::SaslStep;
}

ByteVector bytes_of(const codec::ScannedFrame& frame) {
  ByteVector bytes(codec::kHeaderSize);
  codec::store_header(frame.header, bytes.data());
  append(bytes, frame.body);
  return bytes;
}

Expectation expectation_of(const decoder::Exchange& exchange) {
  const codec::PairInfo& pair = exchange.request.pair;
  if (pair.uncertain) return Expectation::Anything;
  switch (pair.outcome) {
    case Outcome::ImpliedMiss:
    case Outcome::ImpliedSuccess:
      return Expectation::Silence;
    case Outcome::Hit:
    case Outcome::Miss:
    case Outcome::Ok:
    case Outcome::Error:
      break;
    case Outcome::None:
    case Outcome::Open:
    case Outcome::Unanswered:
    case Outcome::OneWay:
    case Outcome::Undecided:
      return Expectation::Anything;
  }
  const bool complete =
      !exchange.answers.empty() &&
      std::all_of(exchange.answers.begin(), exchange.answers.end(),
                  [](const decoder::KeptFrame& answer) { return whole(answer.frame()); });
  return complete ? Expectation::Answers : Expectation::Anything;
}

bool earlier(const PlannedRequest& left, const PlannedRequest& right) {
  return left.number < right.number;
}

/// Calls `visit` with each request, in the order of their moments.
template <typename Visit>
void in_time_order(ReplayPlan& plan, Visit visit) {
  std::vector<PlannedRequest*> all;
  for (PlannedConnection& connection : plan.connections) {
    for (PlannedRequest& request : connection.requests) all.push_back(&request);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto* left, const auto* right) {
    return left->time_ns < right->time_ns;
  });
  for (PlannedRequest* request : all) visit(*request);
}

}  // namespace

std::string_view skip_name(Skip skip) {
  static constexpr std::array<std::string_view, kSkips> kNames = {
      "incomplete", "damaged",     "flush",      "quit",
      "login",      "not_sampled", "other_time", "unsupported"};
  return kNames[static_cast<std::size_t>(skip)];
}

codec::Frame PlannedRequest::frame() const {
  codec::Frame frame;
  static_cast<void>(codec::next_frame(bytes, frame));
  return frame;
}

std::uint64_t ReplayPlan::requests() const {
  std::uint64_t count = 0;
  for (const PlannedConnection& connection : connections) count += connection.requests.size();
  return count;
}

void PlanBuilder::on_frame(const codec::PlacedFrame& frame) {
  if (frame.place.connection != 0) return exchanges_.on_frame(frame);
  // A bare stream of bytes: requests without moments or answers.
  if (codec::is_response(frame.frame.header.magic)) return;
  on_exchange({.request = frame, .answers = {}});
}

std::optional<Skip> PlanBuilder::reason_to_skip(const codec::PlacedFrame& request) const {
  const codec::Header& header = request.frame.header;
  if (!options_.login_allowed && is_login(header.opcode)) return Skip::Login;
  if (!request.frame.whole()) return Skip::Incomplete;
  if (!whole(request)) {
    return request.frame.header.lengths_agree() ? Skip::Incomplete : Skip::Damaged;
  }
  if (header.magic != codec::Magic::Request) return Skip::Damaged;
  const codec::OpcodeInfo& info = codec::opcode_info(header.opcode);
  if (info.support != codec::Support::Served) return Skip::Unsupported;
  switch (codec::loud_opcode(header.opcode)) {
    case Opcode::Flush:
      if (!options_.flush_allowed) return Skip::Flush;
      break;
    case Opcode::Quit:
      if (!options_.quit_allowed) return Skip::Quit;
      break;
    default:
      break;
  }
  return {};
}

/// Whether the key of `request` belongs to the sample.
bool PlanBuilder::sampled(const PlannedRequest& request) const {
  const ByteView key = request.frame().key;
  if (options_.sample >= 1 || key.empty()) return true;
  return static_cast<double>(hash_of(key)) <
         options_.sample * static_cast<double>(std::numeric_limits<std::uint64_t>::max());
}

/// Whether `request` lies in the part of the recording that is wanted.
bool PlanBuilder::in_time(const PlannedRequest& request) const {
  const auto moment = [this](const decoder::CaptureMoment& wanted) {
    return wanted.ns + (wanted.from_start ? begin_ns_.value_or(0) : 0);
  };
  return !(options_.since && request.time_ns < moment(*options_.since)) &&
         !(options_.until && request.time_ns >= moment(*options_.until));
}

/// Gives each request what it expects, then takes those out that are not to be played.
void PlanBuilder::finish(PlannedConnection& connection) {
  // Exchanges come as they end; and a capture's clock may step back.
  std::vector<PlannedRequest>& requests = connection.requests;
  std::sort(requests.begin(), requests.end(), earlier);
  settle_multi_gets(requests);
  plan_.skipped[static_cast<std::size_t>(Skip::NotSampled)] +=
      std::erase_if(requests, [this](const PlannedRequest& request) { return !sampled(request); });
  plan_.skipped[static_cast<std::size_t>(Skip::OtherTime)] +=
      std::erase_if(requests, [this](const PlannedRequest& request) { return !in_time(request); });
  std::int64_t last_ns = std::numeric_limits<std::int64_t>::min();
  for (PlannedRequest& request : requests) {
    last_ns = request.time_ns = std::max(request.time_ns, last_ns);
  }
}

void PlanBuilder::on_exchange(const decoder::Exchange& exchange) {
  const codec::PlacedFrame& request = exchange.request;
  begin_ns_ = std::min(begin_ns_.value_or(request.place.last_ns), request.place.last_ns);
  if (const auto skip = reason_to_skip(request)) {
    ++plan_.skipped[static_cast<std::size_t>(*skip)];
    if (*skip == Skip::Flush) plan_.flushes_left_out.push_back(request.place.last_ns);
    return;
  }
  PlannedRequest planned;
  planned.number = request.place.number;
  planned.packet = request.place.first_packet;
  planned.time_ns = request.place.last_ns;
  planned.captured_latency_ns = request.pair.last_byte_ns;
  planned.bytes = bytes_of(request.frame);
  bytes_ += planned.bytes.size();
  planned.expectation = expectation_of(exchange);
  if (planned.expectation == Expectation::Answers) {
    for (const decoder::KeptFrame& answer : exchange.answers) {
      planned.answers.push_back(bytes_of(answer.frame().frame));
      bytes_ += planned.answers.back().size();
    }
    planned.recorded_cas = codec::load_header(planned.answers.front().data()).cas;
  }
  PlannedConnection& connection = connections_[request.place.connection];
  connection.id = request.place.connection;
  if (bytes_ <= kPlanBytesMax) connection.requests.push_back(std::move(planned));
}

void PlanBuilder::on_stray(const codec::PlacedFrame& answer) {
  static_cast<void>(answer);
  ++plan_.strays;
}

Result<ReplayPlan> PlanBuilder::take() {
  exchanges_.finish();
  if (bytes_ > kPlanBytesMax) {
    return fail(Errc::TooLarge, 0,
                "the recording holds more than 8 GiB of requests and answers; play a part of it");
  }
  std::int64_t first_ns = std::numeric_limits<std::int64_t>::max();
  for (auto& [id, connection] : connections_) {
    finish(connection);
    if (connection.requests.empty()) continue;
    first_ns = std::min(first_ns, connection.requests.front().time_ns);
    plan_.connections.push_back(std::move(connection));
  }
  for (std::int64_t& flush_ns : plan_.flushes_left_out) flush_ns -= first_ns;
  std::sort(plan_.flushes_left_out.begin(), plan_.flushes_left_out.end());
  for (PlannedConnection& connection : plan_.connections) {
    for (PlannedRequest& request : connection.requests) request.time_ns -= first_ns;
    plan_.duration_ns = std::max(plan_.duration_ns, connection.requests.back().time_ns);
  }
  if (!plan_.connections.empty()) plan_.start_wall_ns = first_ns;
  return std::move(plan_);
}

void merge_connections(ReplayPlan& plan) {
  if (plan.connections.empty()) return;
  PlannedConnection all{.id = plan.connections.front().id, .requests = {}};
  in_time_order(plan,
                [&all](PlannedRequest& request) { all.requests.push_back(std::move(request)); });
  plan.connections.clear();
  plan.connections.push_back(std::move(all));
}

void split_connections(ReplayPlan& plan, std::size_t count) {
  std::vector<PlannedConnection> parts(count);
  for (std::size_t at = 0; at < count; ++at) parts[at].id = at + 1;
  in_time_order(plan, [&parts](PlannedRequest& request) {
    const std::size_t at = hash_of(request.frame().key) % parts.size();
    parts[at].requests.push_back(std::move(request));
  });
  std::erase_if(parts, [](const PlannedConnection& part) { return part.requests.empty(); });
  plan.connections = std::move(parts);
}

void spread_over_servers(ReplayPlan& plan,
                         FunctionRef<std::size_t(const PlannedRequest& request)> server_of) {
  std::vector<PlannedConnection> spread;
  for (PlannedConnection& connection : plan.connections) {
    std::map<std::size_t, PlannedConnection> parts;  // by server
    std::size_t server = connection.server;
    for (PlannedRequest& request : connection.requests) {
      if (!request.frame().key.empty()) server = server_of(request);
      PlannedConnection& part = parts[server];
      part.id = connection.id;
      part.server = server;
      part.requests.push_back(std::move(request));
    }
    for (auto& [at, part] : parts) spread.push_back(std::move(part));
  }
  plan.connections = std::move(spread);
}

void shorten_pauses(ReplayPlan& plan, std::int64_t pause_ns) {
  std::int64_t last_ns = 0;
  std::int64_t cut_ns = 0;
  in_time_order(plan, [&](PlannedRequest& request) {
    cut_ns += std::max<std::int64_t>(0, request.time_ns - last_ns - pause_ns);
    last_ns = request.time_ns;
    request.time_ns -= cut_ns;
  });
  plan.duration_ns -= cut_ns;
}

}  // namespace mcbin::replay
