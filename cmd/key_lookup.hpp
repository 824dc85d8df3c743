// Looking many keys up at the servers that keep them, each server in one pipeline, and handing the
// answers on in the order of the keys.
#pragma once

#include "cmd/key_options.hpp"
#include "cmd/server_fleet.hpp"
#include "mcbin/base/function_ref.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mcbin::cmd {

/// What became of one key; everything is valid during the visit only.
struct KeyAnswer {
  std::string_view key;
  std::string_view server;                 // its name
  const client::Lookup* lookup = nullptr;  // the server's answer,
  const Error* failure = nullptr;          // or why there is none
};

using OnKeyAnswer = FunctionRef<Result<void>(const KeyAnswer&)>;

/// Visits each of `keys` in order: once, or once for each server where all are asked. With one
/// server a value is handed on as it arrives; with several the answers of a batch are held until
/// all have come.
class KeyLookup {
 public:
  /// @param touch_seconds  the new expiry of the keys that are found, as on the wire.
  /// @param outcome  notes the failures of servers, which are also said.
  /// @param reach  whether every server is asked for every key.
  KeyLookup(ServerFleet& fleet, std::optional<std::uint32_t> touch_seconds, Outcome& outcome,
            Reach reach = Reach::Keeper)
      : fleet_(&fleet), touch_seconds_(touch_seconds), outcome_(&outcome), reach_(reach) {}

  /// How many keys to look up in one call: fewer when values are large and have to be held.
  [[nodiscard]] std::size_t batch_size() const { return batch_size_; }

  /// @return the error of a visit, which ends the call.
  [[nodiscard]] Result<void> run(std::span<const std::string> keys, OnKeyAnswer on_answer);

 private:
  [[nodiscard]] Result<void> run_one_server(std::span<const std::string> keys,
                                            OnKeyAnswer on_answer);
  [[nodiscard]] Result<void> run_several_servers(std::span<const std::string> keys,
                                                 OnKeyAnswer on_answer);
  [[nodiscard]] std::vector<std::size_t> servers_for(std::string_view key) const;
  void fit_batch(std::size_t held_bytes);
  [[nodiscard]] Result<void> ask(std::size_t server, std::span<const std::string> keys,
                                 client::Client::OnLookup on_lookup, std::size_t sharing);

  ServerFleet* fleet_;
  std::optional<std::uint32_t> touch_seconds_;
  Outcome* outcome_;
  Reach reach_;
  std::size_t batch_size_ = 64;
};

}  // namespace mcbin::cmd
