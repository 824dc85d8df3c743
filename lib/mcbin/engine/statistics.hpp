// STAT: how the series of frames is written, and the groups that fill it.
// Spec: protocol-binary section 4.12; the names are memcached's, and what they say is true of
// mcbin.
#pragma once

#include "mcbin/base/function_ref.hpp"
#include "mcbin/engine/dispatch.hpp"

#include <cstdint>
#include <string_view>

namespace mcbin::engine {

/// Writes the statistics of one answer, one by one, as frames or as lines.
class StatWriter {
 public:
  using Put = FunctionRef<void(std::string_view name, std::string_view value)>;

  explicit StatWriter(Put put) : put_(put) {}

  void text(std::string_view name, std::string_view value) { put_(name, value); }
  void number(std::string_view name, std::uint64_t value);
  /// Seconds with six decimals, as rusage_user is written.
  void seconds(std::string_view name, std::uint64_t microseconds);

 private:
  Put put_;
};

/// Writes the statistics of `group`, "" being the general one, or acts as it says ("reset").
/// @return whether there is such a group.
[[nodiscard]] bool write_statistics(std::string_view group, StatWriter& writer, Context& context);

/// Whether `group` is for admins, where users log in: those that show other users' keys, that
/// change what is counted, and all that nobody has said the opposite of.
[[nodiscard]] bool is_for_admins(std::string_view group);

/// The general group: no key.
void write_general_statistics(StatWriter& writer, Context& context);
/// The group "settings".
void write_settings_statistics(StatWriter& writer, const Context& context);
/// The groups "items", "slabs" and "sizes": the bands of the store, numbered from 1 as slab classes
/// are.
void write_band_items(StatWriter& writer, Context& context);
void write_band_memory(StatWriter& writer, Context& context);
void write_band_sizes(StatWriter& writer, Context& context);
/// Most connections that STAT "conns" shows; "more" says that there are further ones.
inline constexpr std::size_t kConnectionsShown = 1000;

/// The group "conns".
void write_connection_statistics(StatWriter& writer, Context& context);
/// The groups "ops", "latency", "notable" and its two halves "slow" and "large".
void write_request_counts(StatWriter& writer, Context& context);
void write_request_latency(StatWriter& writer, Context& context);
void write_notable_requests(StatWriter& writer, Context& context);
void write_slow_requests(StatWriter& writer, Context& context);
void write_large_requests(StatWriter& writer, Context& context);

}  // namespace mcbin::engine
