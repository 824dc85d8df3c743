#include "mcbin/bench/load_counts.hpp"

namespace mcbin::bench {

void LoadCounts::count(const Asked& asked, Verdict verdict, codec::Status status) {
  switch (verdict) {
    case Verdict::Hit:
      ++hits;
      return;
    case Verdict::Miss:
      ++misses;
      return;
    case Verdict::Done:
      ++done;
      return;
    case Verdict::Refused:
      ++refused;
      break;
    case Verdict::Wrong:
      ++wrong;
      break;
  }
  if (shown.size() < kShownMax) shown.push_back({asked, verdict, status});
}

void LoadCounts::merge(const LoadCounts& other) {
  hits += other.hits;
  misses += other.misses;
  done += other.done;
  refused += other.refused;
  wrong += other.wrong;
  unanswered += other.unanswered;
  unsent += other.unsent;
  lost_connections += other.lost_connections;
  from_send.merge(other.from_send);
  from_intended.merge(other.from_intended);
  lateness.merge(other.lateness);
  for (const WrongAnswer& answer : other.shown) {
    if (shown.size() < kShownMax) shown.push_back(answer);
  }
}

}  // namespace mcbin::bench
