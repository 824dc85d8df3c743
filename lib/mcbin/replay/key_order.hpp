// Keeps the recorded order of the requests for one key across connections: what had been answered
// when another connection asked for the same key was answered there first, and is so here.
#pragma once

#include "mcbin/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace mcbin::replay {

/// Which connection has requests for a key in flight. A key that several have is the last one's.
class KeyOrder {
 public:
  /// Another connection than `connection` that has a request for `key` in flight.
  [[nodiscard]] std::optional<std::size_t> other_owner(ByteView key, std::size_t connection) const {
    const auto found = owners_.find(std::string(as_text(key)));
    if (found == owners_.end() || found->second.connection == connection) return {};
    return found->second.connection;
  }

  [[nodiscard]] bool in_flight(ByteView key) const {
    return owners_.contains(std::string(as_text(key)));
  }

  void sent(ByteView key, std::size_t connection) {
    if (key.empty()) return;
    Owner& owner = owners_[std::string(as_text(key))];
    if (owner.connection != connection) owner = {.connection = connection, .in_flight = 0};
    ++owner.in_flight;
  }

  void settled(ByteView key, std::size_t connection) {
    const auto found = owners_.find(std::string(as_text(key)));
    if (found == owners_.end() || found->second.connection != connection) return;
    if (--found->second.in_flight == 0) owners_.erase(found);
  }

 private:
  struct Owner {
    std::size_t connection = 0;
    std::size_t in_flight = 0;
  };
  std::unordered_map<std::string, Owner> owners_;
};

}  // namespace mcbin::replay
