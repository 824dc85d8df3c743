// How a hit ratio moved along a run, in a bounded number of points: each stands for equally many
// look-ups, twice as many as before whenever there would be too many points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mcbin::replay {

class RatioSeries {
 public:
  static constexpr std::size_t kPointsMax = 256;

  struct Point {
    std::uint64_t lookups = 0;
    std::uint64_t hits = 0;
  };

  void add(std::uint64_t lookups, std::uint64_t hits) {
    last_.lookups += lookups;
    last_.hits += hits;
    if (last_.lookups < step_) return;
    points_.push_back(last_);
    last_ = {};
    if (points_.size() == kPointsMax) halve();
  }

  /// In the order of time; the last may stand for fewer look-ups.
  [[nodiscard]] std::vector<Point> points() const {
    std::vector<Point> all = points_;
    if (last_.lookups > 0) all.push_back(last_);
    return all;
  }

 private:
  void halve() {
    for (std::size_t at = 0; at < kPointsMax / 2; ++at) {
      const Point& first = points_[2 * at];
      const Point& second = points_[2 * at + 1];
      points_[at] = {first.lookups + second.lookups, first.hits + second.hits};
    }
    points_.resize(kPointsMax / 2);
    step_ *= 2;
  }

  std::uint64_t step_ = 64;
  Point last_;
  std::vector<Point> points_;
};

}  // namespace mcbin::replay
