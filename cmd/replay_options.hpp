// What `mcbin replay` can be told: its options, and where their values go.
#pragma once

#include "cmd/command.hpp"
#include "cmd/fleet_options.hpp"
#include "cmd/plan_reader.hpp"
#include "mcbin/replay/replay_plan.hpp"
#include "mcbin/replay/replay_run.hpp"
#include "mcbin/replay/replayed_connection.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcbin::cmd {

struct ReplayOptions {
  PlanInputs inputs;

  // To whom.
  ServerOptions servers;
  std::optional<std::string> against;
  bool in_process = false;
  std::uint64_t memory_bytes = 64ULL << 20U;
  bool allow_remote = false;
  std::vector<std::string> allowed;  // flush, quit, sasl

  // When.
  replay::RunOptions run;
  bool at_once = false;
  std::uint64_t window = 0;  // 0: batch by batch
  std::chrono::milliseconds max_idle{0};
  std::chrono::milliseconds max_late{0};

  // What.
  replay::PlanOptions plan;
  std::optional<replay::TtlMode> ttl;  // keep, and of a cache trace drop
  std::string connections = "keep";    // or merge, or a number
  std::string warm = "none";           // or hits

  // Output.
  std::string report = "text";
  std::vector<std::string> saved;       // files that get the report, too
  std::optional<std::string> hdr_file;  // gets the distribution of latencies
  std::string command;                  // the command line, as a shell takes it
  std::uint32_t shown_max = 10;
  std::optional<std::string> shrink_file;  // gets the smallest part that still fails
  bool dry_run = false;
};

/// Adds the options to `command`; they write to `options`, which must live as long.
void add_replay_options(Command& command, ReplayOptions& options);

}  // namespace mcbin::cmd
