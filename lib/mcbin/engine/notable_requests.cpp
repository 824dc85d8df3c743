#include "mcbin/engine/notable_requests.hpp"

#include <utility>

namespace mcbin::engine {

void NotableRequests::record(NotableRequest request) {
  const std::lock_guard lock(mutex_);
  request.number = ++recorded_;
  if (kept_.size() == kKept) kept_.pop_front();
  kept_.push_back(std::move(request));
}

std::vector<NotableRequest> NotableRequests::list() const {
  const std::lock_guard lock(mutex_);
  return {kept_.begin(), kept_.end()};
}

void NotableRequests::clear() {
  const std::lock_guard lock(mutex_);
  kept_.clear();
}

}  // namespace mcbin::engine
