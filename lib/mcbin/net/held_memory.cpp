// Who may go on when memory is short: see the header for the rules.
#include "mcbin/net/held_memory.hpp"

#include "mcbin/net/served_connection.hpp"

#include <algorithm>
#include <utility>

namespace mcbin::net {

void HeldMemory::note(Connection& connection, std::size_t bytes, CoarseTime now) {
  Holding& holding = connection.holding();
  if (holding.bytes == bytes) return;
  total_ += bytes;
  total_ -= holding.bytes;
  if (holding.bytes == 0) {
    holding.since = now;
    holding.slot = holders_.size();
    holders_.push_back(&connection);
  } else if (bytes == 0) {
    holders_.back()->holding().slot = holding.slot;
    std::swap(holders_[holding.slot], holders_.back());
    holders_.pop_back();
    if (finisher_ == &connection) finisher_ = nullptr;
  }
  holding.bytes = bytes;
}

void HeldMemory::note_completion(Connection& connection, CoarseTime now) {
  connection.holding().since = now;
  if (finisher_ == &connection) finisher_ = nullptr;
}

HeldMemory::Level HeldMemory::level() const {
  if (total_ <= short_above_) return Level::Enough;
  return total_ <= limit_ ? Level::Short : Level::Exhausted;
}

bool HeldMemory::ration(CoarseTime now) {
  if (queue_.empty()) return false;
  if (level() == Level::Enough) {
    for (Connection* connection : std::exchange(queue_, {})) connection->resume_input();
    return false;
  }
  if (level() == Level::Short) {
    read_queued(*youngest());
    return true;
  }
  Connection* const next = youngest();
  const CoarseTime began = next->holding().since;
  if (Connection* stalled = longest_stalled(std::min(began, now - stall_grace_))) {
    stalled->cut_off_for_memory();
    return true;
  }
  if (finisher_ == nullptr) finisher_ = next;
  if (std::find(queue_.begin(), queue_.end(), finisher_) == queue_.end()) {
    if (!finisher_->waits_for_peer() || finisher_->stalled_since() > now - stall_grace_) {
      return false;
    }
    finisher_->cut_off_for_memory();
    return true;
  }
  read_queued(*finisher_);
  return true;
}

void HeldMemory::close_deaf(CoarseTime now) {
  while (level() == Level::Exhausted) {
    Connection* longest = nullptr;
    for (Connection* holder : holders_) {
      if (!holder->waits_for_reader() || holder->stalled_since() > now - stall_grace_) continue;
      if (longest == nullptr || holder->stalled_since() < longest->stalled_since()) {
        longest = holder;
      }
    }
    if (longest == nullptr) return;
    longest->cut_off_for_memory();
  }
}

void HeldMemory::forget(Connection& connection) {
  note(connection, 0, connection.holding().since);
  std::erase(queue_, &connection);
}

/// Of those that are queued, the one that began last.
Connection* HeldMemory::youngest() const {
  return *std::max_element(queue_.begin(), queue_.end(),
                           [](const Connection* left, const Connection* right) {
                             return left->holding().since < right->holding().since;
                           });
}

void HeldMemory::read_queued(Connection& connection) {
  std::erase(queue_, &connection);
  connection.read_despite_shortage();
}

/// The holder that has waited for its peer longest, of those that did so before `before`.
Connection* HeldMemory::longest_stalled(CoarseTime before) const {
  Connection* longest = nullptr;
  for (Connection* holder : holders_) {
    if (!holder->waits_for_peer() || holder->stalled_since() >= before) continue;
    if (longest == nullptr || holder->stalled_since() < longest->stalled_since()) longest = holder;
  }
  return longest;
}

}  // namespace mcbin::net
