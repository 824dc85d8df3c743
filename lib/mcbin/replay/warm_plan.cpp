#include "mcbin/replay/warm_plan.hpp"

#include "mcbin/codec/extras.hpp"
#include "mcbin/codec/opcode.hpp"
#include "mcbin/codec/request.hpp"
#include "mcbin/codec/status.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace mcbin::replay {
namespace {

/// Whether `request` is a look-up that hit, with its answer.
bool hit_of(const PlannedRequest& request, codec::Frame& answer) {
  if (request.expectation != Expectation::Answers) return false;
  if (!codec::is_lookup(request.frame().header.opcode)) return false;
  static_cast<void>(codec::next_frame(request.answers.front(), answer));
  return answer.header.status() == codec::Status::Ok &&
         answer.extras.size() == codec::kU32ExtrasSize;
}

PlannedRequest set_of(const PlannedRequest& request, const codec::Frame& answer) {
  const auto extras = codec::store_extras(
      codec::StoreExtras{.flags = codec::load_u32_extras(answer.extras), .expiry_seconds = 0});
  PlannedRequest set;
  set.number = request.number;
  set.packet = request.number;
  codec::append_frame(
      codec::make_request(codec::Opcode::Set, extras, request.frame().key, answer.value),
      set.bytes);
  set.recorded_cas = request.recorded_cas;
  return set;
}

}  // namespace

ReplayPlan warm_plan(const ReplayPlan& plan) {
  std::vector<const PlannedRequest*> all;
  for (const PlannedConnection& connection : plan.connections) {
    for (const PlannedRequest& request : connection.requests) all.push_back(&request);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto* left, const auto* right) {
    return left->time_ns < right->time_ns;
  });
  PlannedConnection warming{.id = 0, .requests = {}};
  std::unordered_set<std::string> seen;
  for (const PlannedRequest* request : all) {
    const ByteView key = request->frame().key;
    if (key.empty() || !seen.emplace(as_text(key)).second) continue;
    codec::Frame answer;
    if (hit_of(*request, answer)) warming.requests.push_back(set_of(*request, answer));
  }
  ReplayPlan warm;
  if (!warming.requests.empty()) warm.connections.push_back(std::move(warming));
  return warm;
}

}  // namespace mcbin::replay
