// mcbin_raw_packets: plays hostile and malformed requests in this process or against `mcbin serve`.
// After each: the next connection works, nothing was smuggled, and the memory is what was sent, not
// what was claimed. Exit code 0 when none failed, 1 when one did, 2 for bad usage.
#include "conformance/packet_maker.hpp"
#include "conformance/player.hpp"
#include "conformance/raw_packets.hpp"
#include "conformance/runner.hpp"

#include <cstdio>
#include <iterator>
#include <string_view>

namespace {

using namespace mcbin;
using namespace mcbin::conformance;

// Whatever is claimed, a server of 64 MiB of items stays far below this.
constexpr std::uint64_t kServerBytesMax = 400ULL << 20U;
// A session may hold an item and its answer, and twice that while it grows.
constexpr std::uint64_t kSessionBytesMax = 8ULL << 20U;

/// Asks for the key that only a body taken for a command can have stored.
std::string complaint_of_smuggling(Host& host) {
  Conversation look = one_write("the smuggled key", {request({0x00, "", kSmuggledKey, ""})},
                                {error(0x00, 0x01)}, Ending::Open);
  const std::unique_ptr<Peer> peer = host.connect();
  if (peer == nullptr) return "no connection to look for the smuggled key";
  const std::string complaint = play(look, {}, *peer);
  return complaint.empty() ? "" : "smuggled: " + complaint;
}

/// How much one conversation that claims much and sends little makes this process hold.
std::string complaint_of_session_memory(const Conversation& conversation) {
  Result<std::unique_ptr<Host>> host = make_session_host({});
  if (!host.has_value()) return host.error().detail;
  const std::unique_ptr<Peer> peer = (*host)->connect();
  const std::uint64_t before = (*host)->memory_bytes();
  const std::string complaint = play(conversation, {}, *peer);
  if (!complaint.empty()) return complaint;
  const std::uint64_t after = (*host)->memory_bytes();
  const std::uint64_t allowed = kSessionBytesMax + 4 * conversation.bytes_sent();
  if (after <= before + allowed) return {};
  return "holds " + std::to_string(after - before) + " bytes";
}

void print(const Report& report) {
  constexpr std::size_t kShown = 40;
  for (std::size_t at = 0; at < report.failures.size() && at < kShown; ++at) {
    const Failure& failure = report.failures[at];
    std::printf("FAILED: %s, %s: %s\n", failure.conversation.c_str(), failure.delivery.c_str(),
                failure.complaint.c_str());
  }
}

struct Tables {
  std::vector<Conversation> packets;
  std::vector<Conversation> combinations;
};

Tables all_tables() {
  Tables tables;
  for (auto table : {length_packets(), smuggling_packets(), semantic_packets()}) {
    std::move(table.begin(), table.end(), std::back_inserter(tables.packets));
  }
  tables.combinations = length_combinations();
  return tables;
}

int run(const HostFactory& make_host, bool over_tcp, Splits splits) {
  Tables tables = all_tables();
  Plan plan;
  plan.workers = 2;
  plan.check = complaint_of_smuggling;
  plan.memory_bytes_max = over_tcp ? kServerBytesMax : 0;
  if (over_tcp) {
    plan.bytewise = Delivery::Kind::EdgeBytes;
    plan.hosts = Plan::Hosts::Shared;
  }
  const std::size_t packets = tables.packets.size();
  const std::size_t combinations = tables.combinations.size();
  Report report;
  if (!over_tcp) {
    for (const Conversation& conversation : tables.packets) {
      const std::string complaint = complaint_of_session_memory(conversation);
      if (!complaint.empty()) report.failures.push_back({conversation.name, "memory", complaint});
    }
  }
  plan.conversations = std::move(tables.packets);
  plan.splits = splits;
  add(report, run_all(plan, make_host));
  plan.conversations = std::move(tables.combinations);
  plan.splits = splits == Splits::Every ? Splits::Edges : Splits::None;
  plan.splits_of_waiting = plan.splits;
  add(report, run_all(plan, make_host));
  print(report);
  std::printf("%zu raw packets and %zu combinations of lengths in %zu deliveries, %zu failed\n",
              packets, combinations, report.runs, report.failures.size());
  return report.failures.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  const std::string_view mode = count > 1 ? words[1] : "";
  if (mode == "--in-process" && count == 3) {
    const bool edges = std::string_view(words[2]) == "edges";
    return run(make_session_host, false, edges ? Splits::Edges : Splits::Every);
  }
  if (mode == "--mcbin" && count == 3) {
    const std::string path = words[2];
    return run(
        [path](const std::vector<std::string>& args) {
          return make_server_host(Program::Mcbin, path, args);
        },
        true, Splits::Edges);
  }
  std::fputs("usage: mcbin_raw_packets --in-process every|edges | --mcbin PATH\n", stderr);
  return 2;
}
