#include "cmd/key_batches.hpp"

#include <algorithm>
#include <vector>

namespace mcbin::cmd {
namespace {
constexpr std::size_t kBatchKeysMax = 4096;
}

Result<void> for_keys_of_servers(KeySource& source, ServerFleet& fleet, Reach reach,
                                 Outcome& outcome, OnServerKeys work) {
  std::vector<std::string> keys;
  for (;;) {
    const auto read = source.next(kBatchKeysMax, keys);
    if (keys.empty()) return read;
    fleet.restart_time();
    std::vector<std::vector<std::string>> of_server(fleet.size());
    if (reach == Reach::Everybody) {
      of_server.assign(fleet.size(), keys);
    } else {
      for (std::string& key : keys) of_server[fleet.server_of(key)].push_back(std::move(key));
    }
    const auto busy = [](const auto& own) { return !own.empty(); };
    auto sharing =
        static_cast<std::size_t>(std::count_if(of_server.begin(), of_server.end(), busy));
    for (std::size_t server = 0; server < of_server.size(); ++server) {
      if (of_server[server].empty()) continue;
      const std::string at = reach == Reach::Everybody ? fleet.name(server) : std::string();
      const auto call = [&](client::Client& client, Deadline deadline) {
        return work(client, deadline, of_server[server], at);
      };
      const auto done = fleet.ask(server, call, sharing--);
      if (!done) fleet.report(server, done.error(), outcome);
    }
    if (!read) return read;
  }
}

}  // namespace mcbin::cmd
