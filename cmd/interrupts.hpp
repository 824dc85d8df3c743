// Ctrl-C as a polite request: the command ends at its next step, with all that belongs to an end.
#pragma once

namespace mcbin::cmd {

/// From now on SIGINT and SIGTERM are noted instead of ending the program; a second one ends it.
void watch_interrupts();

/// Whether one came since.
[[nodiscard]] bool interrupted();

}  // namespace mcbin::cmd
