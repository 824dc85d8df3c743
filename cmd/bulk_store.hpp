// Storing many values at the servers that keep their keys, in batches of bounded memory.
#pragma once

#include "cmd/key_options.hpp"
#include "cmd/progress_bar.hpp"
#include "cmd/server_fleet.hpp"
#include "mcbin/base/bytes.hpp"
#include "mcbin/client/client.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// One value, and how a message names it: "record 7", or nothing.
struct BulkItem {
  std::string key;
  ByteVector value;
  client::StoreMode mode = client::StoreMode::Set;
  client::StoreOptions options = {};
  std::string label = {};
};

class BulkStore {
 public:
  /// @param outcome  notes refusals and the failures of servers, each of which is also said.
  BulkStore(ServerFleet& fleet, Outcome& outcome, Reach reach = Reach::Keeper)
      : fleet_(&fleet), outcome_(&outcome), reach_(reach) {}

  /// Takes `item`, and sends what has gathered when it is enough for a batch.
  void add(BulkItem item);
  /// Sends what is left.
  void finish();

  /// Notes that a record could not even be tried, for the reason in `sentence`.
  void reject(const std::string& label, const std::string& sentence);

  /// Values, each counted for every server that it was meant for.
  [[nodiscard]] std::uint64_t stored() const { return stored_; }
  [[nodiscard]] std::uint64_t failed() const { return failed_; }

 private:
  void send();
  void send_to(std::size_t server, const std::vector<const BulkItem*>& items, std::size_t sharing);

  ServerFleet* fleet_;
  Outcome* outcome_;
  Reach reach_;
  ProgressBar progress_{"values", std::nullopt};
  std::vector<BulkItem> batch_;
  std::size_t batch_bytes_ = 0;
  std::uint64_t stored_ = 0;
  std::uint64_t failed_ = 0;
};

}  // namespace mcbin::cmd
