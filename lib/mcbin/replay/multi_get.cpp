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

/// Whether it is a quiet look-up whose answer does not name the key.
bool ambiguous(const PlannedRequest& request) {
  const codec::Opcode opcode = header_of(request.bytes).opcode;
  return codec::opcode_info(opcode).reply == codec::Reply::UnlessMiss &&
         !codec::returns_key(opcode);
}

bool opaques_differ(Run run) {
  std::unordered_set<std::uint32_t> seen;
  return std::all_of(run.begin(), run.end(), [&seen](const PlannedRequest& request) {
    return seen.insert(header_of(request.bytes).opaque).second;
  });
}

void settle(Run run) {
  const auto expects = [run](Expectation expectation) {
    return std::any_of(run.begin(), run.end(), [expectation](const PlannedRequest& request) {
      return request.expectation == expectation;
    });
  };
  if (opaques_differ(run) || !expects(Expectation::Answers)) return;
  if (!expects(Expectation::Anything) && !expects(Expectation::Silence)) return;
  for (PlannedRequest& request : run) request.expectation = Expectation::Anything;
}

}  // namespace

void settle_multi_gets(std::vector<PlannedRequest>& requests) {
  for (auto first = requests.begin(); first != requests.end();) {
    auto end = first + 1;
    if (ambiguous(*first)) {
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
