// Runs many conversations in all their deliveries against hosts of one kind, several at a time,
// and counts.
#pragma once

#include "conformance/conversation.hpp"
#include "conformance/delivery.hpp"
#include "conformance/host.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mcbin::conformance {

/// What is run and how.
struct Plan {
  std::vector<Conversation> conversations;
  Splits splits = Splits::Every;
  Splits splits_of_waiting = Splits::Edges;
  Delivery::Kind bytewise = Delivery::Kind::Bytes;
  /// How many run at a time, each against a host of its own.
  unsigned workers = 1;
  /// Whether a host serves one conversation after the other, or only one.
  enum class Hosts : std::uint8_t { Shared, Fresh } hosts = Hosts::Fresh;
  /// Asked after each conversation, on the host that had it; returns a complaint or nothing.
  std::function<std::string(Host&)> check;
  /// Most memory that a host may ever have had; 0: not looked at.
  std::uint64_t memory_bytes_max = 0;
};

/// One delivery of one conversation that did not go as expected.
struct Failure {
  std::string conversation;
  std::string delivery;
  std::string complaint;
};

struct Report {
  std::size_t runs = 0;
  std::vector<Failure> failures;
};

/// Adds up two reports.
void add(Report& total, Report more);

/// Plays everything in `plan` and checks after each conversation that the next connection works.
[[nodiscard]] Report run_all(const Plan& plan, const HostFactory& make_host);

}  // namespace mcbin::conformance
