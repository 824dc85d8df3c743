// `mcbin version`: the version on standard output.
#include "cmd/commands.hpp"
#include "cmd/standard_streams.hpp"

namespace mcbin::cmd {

Command version_command() {
  Command command({
      .name = "version",
      .summary = "print the version",
      .description = "Prints the program's name and version on one line.",
  });
  command.run([]() -> Result<ExitCode> {
    const auto written = write_stdout("mcbin " MCBIN_VERSION "\n");
    if (!written) return tl::unexpected(written.error());
    return ExitCode::Ok;
  });
  return command;
}

}  // namespace mcbin::cmd
