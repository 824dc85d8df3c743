// What `get --watch` has shown already.
#pragma once

#include "cmd/key_lookup.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>

namespace mcbin::cmd {

class SeenAnswers {
 public:
  /// Whether `answer` differs from the last one for its key, which it then replaces.
  [[nodiscard]] bool changed(const KeyAnswer& answer);

 private:
  struct Seen {
    std::uint16_t status = 0;
    std::uint32_t flags = 0;
    std::uint64_t cas = 0;
    std::string value;
    friend bool operator==(const Seen&, const Seen&) = default;
  };
  std::unordered_map<std::string, Seen> last_;
};

}  // namespace mcbin::cmd
