// A plan written as a recording again, with the answers that were recorded.
#pragma once

#include "mcbin/replay/replay_plan.hpp"

#include <string>

namespace mcbin::cmd {

/// Writes a capture (pcap), or lines as dump-frame writes them when `path` ends in .jsonl.
/// @return Errc::WriteFailed.
[[nodiscard]] Result<void> write_plan(const std::string& path, const replay::ReplayPlan& plan);

}  // namespace mcbin::cmd
