// The keys of a cache trace, for a load that asks for them.
#pragma once

#include "mcbin/base/error.hpp"
#include "mcbin/bench/workload.hpp"

#include <memory>
#include <string>

namespace mcbin::cmd {

/// Requests that are read of a trace at most; what comes behind is left out.
inline constexpr std::size_t kKeyTraceRequestsMax = 50'000'000;

/// Reads a cache trace, plain or packed: which key each row asks for, and how large values are (of
/// each key the last size that is not 0). What the rows do is not looked at.
/// @return Errc::BadConfiguration when the file holds no trace; as open_recording() and
///         TraceScanner::next().
[[nodiscard]] Result<std::shared_ptr<const bench::KeyTrace>> read_key_trace(
    const std::string& path);

}  // namespace mcbin::cmd
