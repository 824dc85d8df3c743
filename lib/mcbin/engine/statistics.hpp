// STAT: how the series of frames is written, and the groups that fill it.
// Spec: protocol-binary section 4.12; the names are memcached's, and what they say is true of
// mcbin.
#pragma once

#include "mcbin/engine/dispatch.hpp"

#include <cstdint>
#include <string_view>

namespace mcbin::engine {

/// Writes the statistics of one answer, each as a frame of its own.
class StatWriter {
 public:
  StatWriter(OutputQueue& out, Echo echo) : out_(out), echo_(echo) {}

  void text(std::string_view name, std::string_view value);
  void number(std::string_view name, std::uint64_t value);
  /// Seconds with six decimals, as rusage_user is written.
  void seconds(std::string_view name, std::uint64_t microseconds);

  /// The frame without name and value that ends the series.
  void end();

 private:
  OutputQueue& out_;
  Echo echo_;
};

/// The general group: no key.
void write_general_statistics(StatWriter& writer, Context& context);
/// The group "settings".
void write_settings_statistics(StatWriter& writer, const Context& context);

}  // namespace mcbin::engine
