#include "mcbin/bench/key_draw.hpp"

#include <algorithm>
#include <cmath>

namespace mcbin::bench {
namespace {

constexpr double kTiny = 1e-8;

/// log(1 + x) / x, also close to 0.
double log1p_over(double x) {
  return std::abs(x) > kTiny ? std::log1p(x) / x : 1 - x / 2;
}

/// (e^x - 1) / x, also close to 0.
double expm1_over(double x) {
  return std::abs(x) > kTiny ? std::expm1(x) / x : 1 + x / 2;
}

}  // namespace

ZipfRanks::ZipfRanks(std::uint64_t count, double exponent)
    : count_(static_cast<double>(count)),
      exponent_(exponent),
      area_first_(area(1.5) - 1),
      area_last_(area(count_ + 0.5)),
      sure_distance_(2 - rank_at(area(2.5) - density(2))) {}

double ZipfRanks::density(double rank) const {
  return std::exp(-exponent_ * std::log(rank));
}

double ZipfRanks::area(double rank) const {
  const double log_rank = std::log(rank);
  return expm1_over((1 - exponent_) * log_rank) * log_rank;
}

double ZipfRanks::rank_at(double area) const {
  const double t = std::max(area * (1 - exponent_), -1.0);
  return std::exp(log1p_over(t) * area);
}

std::uint64_t ZipfRanks::next(RandomNumbers& random) const {
  for (;;) {
    const double u = area_last_ + random.fraction() * (area_first_ - area_last_);
    const double x = rank_at(u);
    const double rank = std::clamp(std::floor(x + 0.5), 1.0, count_);
    if (rank - x <= sure_distance_ || u >= area(rank + 0.5) - density(rank)) {
      return static_cast<std::uint64_t>(rank);
    }
  }
}

KeyDraw::KeyDraw(const Workload& workload, std::uint64_t seed)
    : keys_(workload.keys),
      zipf_(workload.zipf_exponent > 0),
      trace_(workload.trace),
      random_(seed),
      ranks_(workload.keys, zipf_ ? workload.zipf_exponent : 1) {
  if (trace_ != nullptr) trace_at_ = random_.next() % trace_->keys.size();
  for (const MixPart& part : workload.mix) {
    if (part.weight == 0) continue;
    total_ += part.weight;
    const bool quiet = workload.delivery == Delivery::Quiet;
    shares_.push_back({.below = total_, .opcode = quiet ? quiet_form(part.opcode) : part.opcode});
  }
}

std::uint64_t KeyDraw::next_key() {
  if (trace_ == nullptr) return zipf_ ? ranks_.next(random_) - 1 : random_.next() % keys_;
  if (trace_at_ == trace_->keys.size()) trace_at_ = 0;
  return trace_->keys[trace_at_++];
}

Asked KeyDraw::next() {
  Asked asked{.key = next_key(), .opcode = shares_.front().opcode};
  if (shares_.size() == 1) return asked;
  const std::uint64_t number = random_.next() % total_;
  const auto* share = shares_.data();
  while (number >= share->below) ++share;
  asked.opcode = share->opcode;
  return asked;
}

}  // namespace mcbin::bench
