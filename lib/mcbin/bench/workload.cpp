#include "mcbin/bench/workload.hpp"

#include "mcbin/bench/key_draw.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace mcbin::bench {

using codec::Opcode;

bool can_ask_for(Opcode opcode) {
  switch (opcode) {
    case Opcode::Get:
    case Opcode::GetK:
    case Opcode::Set:
    case Opcode::Add:
    case Opcode::Replace:
    case Opcode::Delete:
    case Opcode::Increment:
    case Opcode::Decrement:
    case Opcode::Noop:
    case Opcode::Touch:
    case Opcode::Gat:
    case Opcode::GatK:
      return true;
    default:
      return false;
  }
}

Opcode quiet_form(Opcode opcode) {
  if (opcode == Opcode::Get) return Opcode::GetKQ;  // what clients' multi-gets are made of
  for (const codec::OpcodeInfo& row : codec::kOpcodeRows) {
    if (row.quiet() && row.loud == static_cast<std::uint8_t>(opcode)) {
      return static_cast<Opcode>(row.code);
    }
  }
  return opcode;
}

Result<void> check_workload(const Workload& workload) {
  const auto bad = [](std::string sentence) {
    return fail(Errc::BadConfiguration, 0, std::move(sentence));
  };
  std::uint64_t weight = 0;
  for (const MixPart& part : workload.mix) {
    if (!can_ask_for(part.opcode)) {
      return bad("the mix cannot have " + std::string(codec::opcode_name(part.opcode)));
    }
    weight += part.weight;
  }
  if (weight == 0) return bad("the mix is empty");
  if (workload.keys == 0) return bad("there must be at least one key");
  if (workload.depth == 0 || workload.depth > kDepthMax) {
    return bad("the depth must be 1 to " + std::to_string(kDepthMax));
  }
  const std::uint32_t digits = static_cast<std::uint32_t>(std::to_string(workload.keys - 1).size());
  if (workload.key_bytes < kKeyBytesMin || workload.key_bytes > kKeyBytesMax ||
      workload.key_bytes < kKeyPrefixBytes + digits) {
    return bad("keys must have " + std::to_string(kKeyBytesMin) + " to " +
               std::to_string(kKeyBytesMax) + " bytes, and room for their numbers");
  }
  if (workload.value_bytes_min > workload.value_bytes_max ||
      workload.value_bytes_max > kValueBytesMax) {
    return bad("values can have " + std::to_string(kValueBytesMax) + " bytes at most");
  }
  if (std::uint64_t{workload.depth} * workload.value_bytes_max > kBatchBytesMax) {
    return bad("a batch of so many values of that size is too large");
  }
  return {};
}

void follow(std::shared_ptr<const KeyTrace> trace, Workload& workload) {
  const auto [least, most] =
      std::minmax_element(trace->value_bytes.begin(), trace->value_bytes.end());
  workload.keys = trace->value_bytes.size();
  workload.value_bytes_min = *least;
  workload.value_bytes_max = *most;
  workload.trace = std::move(trace);
}

std::uint32_t value_bytes_of(const Workload& workload, std::uint64_t number) {
  if (workload.trace != nullptr) return workload.trace->value_bytes[number];
  const std::uint32_t sizes = workload.value_bytes_max - workload.value_bytes_min + 1;
  if (sizes == 1) return workload.value_bytes_min;
  return workload.value_bytes_min + static_cast<std::uint32_t>(mixed(number) % sizes);
}

}  // namespace mcbin::bench
