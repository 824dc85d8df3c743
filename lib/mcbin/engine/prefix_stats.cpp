#include "mcbin/engine/prefix_stats.hpp"

namespace mcbin::engine {

PrefixStats::Counts* PrefixStats::find(ByteView key) {
  const std::string_view text = as_text(key);
  const std::size_t end = text.find(delimiter_);
  if (end == std::string_view::npos) return nullptr;
  const std::string_view prefix = text.substr(0, end);
  const auto found = prefixes_.find(prefix);
  if (found != prefixes_.end()) return &found->second;
  if (prefixes_.size() >= kPrefixesMax) return nullptr;
  return &prefixes_.emplace(prefix, Counts{}).first->second;
}

void PrefixStats::get_hit(ByteView key) {
  if (!enabled()) return;
  const std::lock_guard lock(mutex_);
  if (Counts* counts = find(key)) ++counts->gets, ++counts->hits;
}

void PrefixStats::get_miss(ByteView key) {
  if (!enabled()) return;
  const std::lock_guard lock(mutex_);
  if (Counts* counts = find(key)) ++counts->gets;
}

void PrefixStats::set(ByteView key) {
  if (!enabled()) return;
  const std::lock_guard lock(mutex_);
  if (Counts* counts = find(key)) ++counts->sets;
}

void PrefixStats::remove(ByteView key) {
  if (!enabled()) return;
  const std::lock_guard lock(mutex_);
  if (Counts* counts = find(key)) ++counts->deletes;
}

std::string PrefixStats::dump() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  for (const auto& [prefix, counts] : prefixes_) {
    text += "PREFIX " + prefix + " get " + std::to_string(counts.gets) + " hit " +
            std::to_string(counts.hits) + " set " + std::to_string(counts.sets) + " del " +
            std::to_string(counts.deletes) + "\r\n";
  }
  return text + "END\r\n";
}

void PrefixStats::clear() {
  const std::lock_guard lock(mutex_);
  prefixes_.clear();
}

}  // namespace mcbin::engine
