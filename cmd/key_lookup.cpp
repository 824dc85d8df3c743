#include "cmd/key_lookup.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace mcbin::cmd {
namespace {

// With one server nothing is held, so that a batch is only as long as keeps its keys small.
constexpr std::size_t kBatchKeysMax = 4096;
// With several servers: grow while the values held are few bytes, shrink when they are many.
constexpr std::size_t kHeldKeysMax = 256;
constexpr std::size_t kHeldBytesLow = 1U << 20U;
constexpr std::size_t kHeldBytesHigh = 8U << 20U;

/// An answer with its own copy of what it points to.
struct Held {
  client::Lookup lookup;
  ByteVector value;
  std::string message;
  bool answered = false;
};

void hold(Held& held, const client::Lookup& lookup) {
  held.lookup = lookup;
  held.value.assign(lookup.value.begin(), lookup.value.end());
  held.message = lookup.message;
  held.lookup.value = held.value;
  held.lookup.message = held.message;
  held.answered = true;
}

}  // namespace

Result<void> KeyLookup::ask(std::size_t server, std::span<const std::string> keys,
                            client::Client::OnLookup on_lookup, std::size_t sharing) {
  const auto call = [&](client::Client& client, Deadline deadline) {
    return touch_seconds_ ? client.get_and_touch(keys, *touch_seconds_, on_lookup, deadline)
                          : client.get(keys, on_lookup, deadline);
  };
  return fleet_->ask(server, call, sharing);
}

Result<void> KeyLookup::run(std::span<const std::string> keys, OnKeyAnswer on_answer) {
  if (keys.empty()) return {};
  fleet_->restart_time();
  if (fleet_->size() > 1) return run_several_servers(keys, on_answer);
  batch_size_ = kBatchKeysMax;
  return run_one_server(keys, on_answer);
}

Result<void> KeyLookup::run_one_server(std::span<const std::string> keys, OnKeyAnswer on_answer) {
  std::optional<Error> visit_failed;
  std::size_t done = 0;
  const auto visit = [&](const client::Lookup& lookup) -> Result<void> {
    auto visited = on_answer({keys[lookup.index], fleet_->name(0), &lookup});
    if (!visited) visit_failed = visited.error();
    ++done;
    return visited;
  };
  const auto asked = ask(0, keys, visit, 1);
  if (visit_failed) return tl::unexpected(*visit_failed);
  if (asked) return {};
  fleet_->report(0, asked.error(), *outcome_);
  for (const std::string& key : keys.subspan(done)) {
    auto visited = on_answer({key, fleet_->name(0), nullptr, &asked.error()});
    if (!visited) return visited;
  }
  return {};
}

/// The servers to ask for `key`, in order.
std::vector<std::size_t> KeyLookup::servers_for(std::string_view key) const {
  if (reach_ == Reach::Keeper) return {fleet_->server_of(key)};
  std::vector<std::size_t> all(fleet_->size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

/// Chooses the next batch so that what has to be held stays within bounds.
void KeyLookup::fit_batch(std::size_t held_bytes) {
  if (held_bytes > kHeldBytesHigh) batch_size_ = std::max<std::size_t>(1, batch_size_ / 4);
  if (held_bytes < kHeldBytesLow) batch_size_ = std::min(kHeldKeysMax, batch_size_ * 2);
}

Result<void> KeyLookup::run_several_servers(std::span<const std::string> keys,
                                            OnKeyAnswer on_answer) {
  // Of each server: the keys that it is asked for, by their places, and what it answered.
  struct Share {
    std::vector<std::size_t> places;
    std::vector<Held> answers;
    std::optional<Error> failure;
    std::size_t visited = 0;
  };
  std::vector<Share> shares(fleet_->size());
  for (std::size_t index = 0; index < keys.size(); ++index) {
    for (const std::size_t server : servers_for(keys[index])) {
      shares[server].places.push_back(index);
    }
  }
  const auto busy = [](const Share& share) { return !share.places.empty(); };
  auto sharing = static_cast<std::size_t>(std::count_if(shares.begin(), shares.end(), busy));
  std::size_t held_bytes = 0;
  for (std::size_t server = 0; server < shares.size(); ++server) {
    Share& share = shares[server];
    if (!busy(share)) continue;
    share.answers.resize(share.places.size());
    std::vector<std::string> own;
    for (const std::size_t place : share.places) own.push_back(keys[place]);
    const auto keep = [&](const client::Lookup& lookup) -> Result<void> {
      hold(share.answers[lookup.index], lookup);
      held_bytes += lookup.value.size();
      return {};
    };
    const auto asked = ask(server, own, keep, sharing--);
    if (asked) continue;
    share.failure = asked.error();
    fleet_->report(server, asked.error(), *outcome_);
  }
  fit_batch(held_bytes);
  for (const std::string& key : keys) {
    for (const std::size_t server : servers_for(key)) {
      Share& share = shares[server];
      const Held& held = share.answers[share.visited++];
      KeyAnswer answer{key, fleet_->name(server)};
      if (held.answered)
        answer.lookup = &held.lookup;
      else
        answer.failure = &*share.failure;
      if (auto visited = on_answer(answer); !visited) return visited;
    }
  }
  return {};
}

}  // namespace mcbin::cmd
