// The list of subcommands. A new one is a file NAME.cpp that defines NAME_command(), its
// declaration here, one line in commands.cpp and one in CMakeLists.txt.
#pragma once

#include "cmd/command.hpp"

#include <vector>

namespace mcbin::cmd {

/// Every subcommand, in the order in which help shows them.
[[nodiscard]] std::vector<Command> all_commands();

/// The options that every subcommand has: -h,--help and -V,--version.
[[nodiscard]] const std::vector<Option>& standard_options();

[[nodiscard]] Command serve_command();
[[nodiscard]] Command get_command();
[[nodiscard]] Command set_command();
[[nodiscard]] Command delete_command();
[[nodiscard]] Command incr_command();
[[nodiscard]] Command decr_command();
[[nodiscard]] Command touch_command();
[[nodiscard]] Command edit_command();
[[nodiscard]] Command copy_command();
[[nodiscard]] Command stats_command();
[[nodiscard]] Command flush_command();
[[nodiscard]] Command ping_command();
[[nodiscard]] Command locate_command();
[[nodiscard]] Command journal_command();
[[nodiscard]] Command mechs_command();
[[nodiscard]] Command auth_test_command();
[[nodiscard]] Command passwd_command();
[[nodiscard]] Command dump_frame_command();
[[nodiscard]] Command encode_command();
[[nodiscard]] Command replay_command();
[[nodiscard]] Command bench_command();
[[nodiscard]] Command generate_command();
[[nodiscard]] Command help_command();
[[nodiscard]] Command version_command();

}  // namespace mcbin::cmd
