// The ring over the servers of a client command.
#pragma once

#include "cmd/fleet_settings.hpp"
#include "mcbin/client/ring.hpp"

namespace mcbin::cmd {

/// Whether the ring of `settings` can be made: spymemcached puts resolved addresses into its own,
/// which nobody can know from a name.
/// @return Errc::BadConfiguration with a sentence.
[[nodiscard]] Result<void> check_ring(const FleetSettings& settings);

/// Which of the servers of `settings`, by their index, keeps a key.
[[nodiscard]] client::Ring make_ring(const FleetSettings& settings);

}  // namespace mcbin::cmd
