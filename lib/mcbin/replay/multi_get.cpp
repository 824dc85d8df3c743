#include "mcbin/replay/multi_get.hpp"

#include "mcbin/codec/opcode.hpp"

#include <algorithm>
#include <span>
#include <unordered_set>

namespace mcbin::replay {
namespace {

using Run = std::span<PlannedRequest>;

codec::Header header_of(const ByteVector& frame) {
  return codec::load_header(frame.data());
}

bool quiet_lookup(const PlannedRequest& request) {
  return codec::opcode_info(header_of(request.bytes).opcode).reply == codec::Reply::UnlessMiss;
}

bool opaques_differ(Run run) {
  std::unordered_set<std::uint32_t> seen;
  return std::all_of(run.begin(), run.end(), [&seen](const PlannedRequest& request) {
    return seen.insert(header_of(request.bytes).opaque).second;
  });
}

/// Answers come in the order of their requests, each with its key.
void share_out(Run run) {
  std::vector<ByteVector> answers;
  for (PlannedRequest& request : run) {
    for (ByteVector& answer : request.answers) answers.push_back(std::move(answer));
    request.answers.clear();
    request.expectation = Expectation::Silence;
  }
  std::size_t at = 0;
  for (ByteVector& answer : answers) {
    codec::Frame frame;
    static_cast<void>(codec::next_frame(answer, frame));
    while (at < run.size() && !same_bytes(run[at].frame().key, frame.key)) ++at;
    if (at == run.size()) break;
    run[at].expectation = Expectation::Answers;
    run[at++].answers.push_back(std::move(answer));
  }
}

void settle(Run run) {
  const auto expects = [run](Expectation expectation) {
    return std::any_of(run.begin(), run.end(), [expectation](const PlannedRequest& request) {
      return request.expectation == expectation;
    });
  };
  if (opaques_differ(run) || !expects(Expectation::Answers)) return;
  const bool keys = codec::returns_key(header_of(run.front().bytes).opcode);
  const bool sure = !expects(Expectation::Anything);
  if (sure && !expects(Expectation::Silence)) return;
  if (sure && keys) return share_out(run);
  for (PlannedRequest& request : run) request.expectation = Expectation::Anything;
}

}  // namespace

void settle_multi_gets(std::vector<PlannedRequest>& requests) {
  for (auto first = requests.begin(); first != requests.end();) {
    auto end = first + 1;
    if (quiet_lookup(*first)) {
      const codec::Opcode opcode = header_of(first->bytes).opcode;
      end = std::find_if(first, requests.end(), [opcode](const PlannedRequest& request) {
        return header_of(request.bytes).opcode != opcode;
      });
      settle(Run(first, end));
    }
    first = end;
  }
}

}  // namespace mcbin::replay
