#include "cmd/bulk_store.hpp"

#include "cmd/server_answers.hpp"
#include "cmd/standard_streams.hpp"

#include <algorithm>

namespace mcbin::cmd {
namespace {

constexpr std::size_t kBatchItemsMax = 2048;
constexpr std::size_t kBatchBytesMax = 4U << 20U;

}  // namespace

void BulkStore::add(BulkItem item) {
  batch_bytes_ += item.key.size() + item.value.size();
  batch_.push_back(std::move(item));
  if (batch_.size() >= kBatchItemsMax || batch_bytes_ >= kBatchBytesMax) send();
}

void BulkStore::finish() {
  send();
  clear_for_now();
}

void BulkStore::reject(const std::string& label, const std::string& sentence) {
  ++failed_;
  say(label.empty() ? sentence : label + ": " + sentence);
  outcome_->note(ExitCode::Usage);
}

void BulkStore::send() {
  fleet_->restart_time();
  std::vector<std::vector<const BulkItem*>> of_server(fleet_->size());
  for (const BulkItem& item : batch_) {
    if (reach_ == Reach::Everybody) {
      for (auto& items : of_server) items.push_back(&item);
    } else {
      of_server[fleet_->server_of(item.key)].push_back(&item);
    }
  }
  const auto busy = [](const auto& items) { return !items.empty(); };
  auto sharing = static_cast<std::size_t>(std::count_if(of_server.begin(), of_server.end(), busy));
  for (std::size_t server = 0; server < of_server.size(); ++server) {
    if (!of_server[server].empty()) send_to(server, of_server[server], sharing--);
  }
  progress_.advance(batch_.size());
  batch_.clear();
  batch_bytes_ = 0;
}

void BulkStore::send_to(std::size_t server, const std::vector<const BulkItem*>& items,
                        std::size_t sharing) {
  std::vector<client::StoreItem> requests;
  for (const BulkItem* item : items) {
    requests.push_back({item->mode, item->key, item->value, item->options});
  }
  std::uint64_t refused = 0;
  const auto on_refusal = [&](std::size_t index, const client::Answer& answer) -> Result<void> {
    const BulkItem& item = *items[index];
    std::string sentence = refusal_sentence("store", item.key, answer.status, answer.message);
    if (reach_ == Reach::Everybody) sentence = fleet_->name(server) + ": " + sentence;
    say(item.label.empty() ? sentence : item.label + ": " + sentence);
    outcome_->note(exit_code_for(answer.status));
    ++refused;
    return {};
  };
  const auto call = [&](client::Client& client, Deadline deadline) {
    return client.store_all(requests, on_refusal, deadline);
  };
  const auto asked = fleet_->ask(server, call, sharing);
  if (!asked) {
    fleet_->report(server, asked.error(), *outcome_);
    failed_ += items.size();
    return;
  }
  failed_ += refused;
  stored_ += items.size() - refused;
}

}  // namespace mcbin::cmd
