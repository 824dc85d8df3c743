// What `mcbin help` explains beside commands: matters that many commands share.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mcbin::cmd {

struct HelpTopic {
  std::string_view name;
  std::string_view summary;
  std::string (*text)();
};

/// exit-codes, uri, ttl and flags.
[[nodiscard]] std::span<const HelpTopic> help_topics();

}  // namespace mcbin::cmd
