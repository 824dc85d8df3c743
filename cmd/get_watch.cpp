#include "cmd/get_watch.hpp"

namespace mcbin::cmd {

bool SeenAnswers::changed(const KeyAnswer& answer) {
  if (answer.failure != nullptr) return true;
  const client::Lookup& lookup = *answer.lookup;
  Seen now{static_cast<std::uint16_t>(lookup.status), lookup.flags, lookup.cas,
           std::string(as_text(lookup.value))};
  const auto [place, fresh] = last_.try_emplace(std::string(answer.key));
  if (!fresh && place->second == now) return false;
  place->second = std::move(now);
  return true;
}

}  // namespace mcbin::cmd
