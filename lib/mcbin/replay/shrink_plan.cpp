#include "mcbin/replay/shrink_plan.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mcbin::replay {
namespace {

/// A request by its place in the plan.
struct Place {
  std::size_t connection = 0;
  std::size_t request = 0;
  friend bool operator<(const Place& left, const Place& right) {
    return std::pair(left.connection, left.request) < std::pair(right.connection, right.request);
  }
};
/// Requests that stay or go together.
using Group = std::vector<Place>;

class Shrinker {
 public:
  Shrinker(const ReplayPlan& plan, std::size_t tries_max, StillFails still_fails)
      : plan_(plan), tries_max_(tries_max), still_fails_(still_fails) {
    for (std::size_t connection = 0; connection < plan.connections.size(); ++connection) {
      const std::size_t count = plan.connections[connection].requests.size();
      for (std::size_t request = 0; request < count; ++request) {
        kept_.push_back({connection, request});
      }
    }
  }

  Result<ShrunkPlan> shrink() {
    const auto by_connection = [](const Place& place) { return std::to_string(place.connection); };
    const auto by_key = [this](const Place& place) {
      return std::string(as_text(request_at(place).frame().key));
    };
    const auto alone = [](const Place& place) {
      return std::to_string(place.connection) + ":" + std::to_string(place.request);
    };
    auto done = reduce(grouped(by_connection));
    if (done) done = reduce(grouped(by_key));
    if (done) done = reduce(grouped(alone));
    if (!done) return tl::unexpected(done.error());
    return ShrunkPlan{.plan = part(kept_), .tries = tries_, .smallest = tries_ < tries_max_};
  }

 private:
  [[nodiscard]] const PlannedRequest& request_at(const Place& place) const {
    return plan_.connections[place.connection].requests[place.request];
  }

  template <typename Name>
  [[nodiscard]] std::vector<Group> grouped(Name name_of) const {
    std::map<std::string, Group> by_name;
    for (const Place& place : kept_) by_name[name_of(place)].push_back(place);
    std::vector<Group> groups;
    for (auto& [name, group] : by_name) groups.push_back(std::move(group));
    std::sort(groups.begin(), groups.end(),
              [](const Group& left, const Group& right) { return left.front() < right.front(); });
    return groups;
  }

  [[nodiscard]] ReplayPlan part(std::vector<Place> places) const {
    std::sort(places.begin(), places.end());
    ReplayPlan made = plan_;
    for (PlannedConnection& connection : made.connections) connection.requests.clear();
    for (const Place& place : places) {
      made.connections[place.connection].requests.push_back(request_at(place));
    }
    std::erase_if(made.connections,
                  [](const PlannedConnection& connection) { return connection.requests.empty(); });
    return made;
  }

  static std::vector<Place> places_of(const std::vector<Group>& groups) {
    std::vector<Place> places;
    for (const Group& group : groups) places.insert(places.end(), group.begin(), group.end());
    return places;
  }

  /// Takes pieces of the groups out, smaller and smaller ones; what has to stay is in kept_.
  Result<void> reduce(std::vector<Group> groups) {
    std::size_t pieces = 2;
    while (groups.size() > 1 && tries_ < tries_max_) {
      const std::size_t size = (groups.size() + pieces - 1) / pieces;
      bool smaller = false;
      for (std::size_t from = 0; from < groups.size() && tries_ < tries_max_; from += size) {
        std::vector<Group> rest(groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(from));
        const std::size_t behind = std::min(from + size, groups.size());
        rest.insert(rest.end(), groups.begin() + static_cast<std::ptrdiff_t>(behind), groups.end());
        if (rest.empty()) continue;
        ++tries_;
        const auto fails = still_fails_(part(places_of(rest)));
        if (!fails) return tl::unexpected(fails.error());
        if (!*fails) continue;
        groups = std::move(rest);
        pieces = std::max<std::size_t>(pieces - 1, 2);
        smaller = true;
        break;
      }
      if (smaller) continue;
      if (size == 1) break;
      pieces = std::min(2 * pieces, groups.size());
    }
    kept_ = places_of(groups);
    return {};
  }

  const ReplayPlan& plan_;
  const std::size_t tries_max_;
  StillFails still_fails_;
  std::vector<Place> kept_;
  std::size_t tries_ = 0;
};

}  // namespace

Result<ShrunkPlan> shrink_plan(const ReplayPlan& plan, std::size_t tries_max,
                               StillFails still_fails) {
  return Shrinker(plan, tries_max, still_fails).shrink();
}

}  // namespace mcbin::replay
