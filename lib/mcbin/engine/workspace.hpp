// What the sessions of one worker share while one of them works: big enough to be worth not making
// anew every turn, and in the caches by then.
#pragma once

#include "mcbin/engine/dispatch.hpp"
#include "mcbin/engine/spare_buffer.hpp"

#include <array>
#include <cstddef>

namespace mcbin::engine {

/// A request that is ready to run.
struct Planned {
  Request request;
  Handler handler = nullptr;
};

struct Workspace {
  /// Requests that are planned together, so that the memory they will touch is on its way before
  /// the first of them runs.
  std::array<Planned, 64> plan;
  SpareBuffer spare_output;
};

}  // namespace mcbin::engine
