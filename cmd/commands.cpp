// One line a subcommand.
#include "cmd/commands.hpp"

namespace mcbin::cmd {

std::vector<Command> all_commands() {
  // clang-format off
  return {
      serve_command(),
      get_command(),
      set_command(),
      delete_command(),
      incr_command(),
      decr_command(),
      touch_command(),
      edit_command(),
      copy_command(),
      stats_command(),
      flush_command(),
      ping_command(),
      locate_command(),
      mechs_command(),
      auth_test_command(),
      passwd_command(),
      journal_command(),
      dump_frame_command(),
      encode_command(),
      replay_command(),
      bench_command(),
      generate_command(),
      version_command(),
      help_command(),
  };
  // clang-format on
}

const std::vector<Option>& standard_options() {
  static const std::vector<Option> options = [] {
    Option help{.names = "-h,--help", .help = "Print this help and exit"};
    Option version{.names = "-V,--version", .help = "Print the version and exit"};
    help.arity = version.arity = Arity::Flag;
    return std::vector<Option>{help, version};
  }();
  return options;
}

}  // namespace mcbin::cmd
