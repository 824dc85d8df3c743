// A distribution in the text format of HdrHistogram (.hgrm), which its plotters read.
#pragma once

#include "mcbin/base/latency_record.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace mcbin::render {

/// So many durations up to this one, and above that of the bucket before.
struct HdrBucket {
  std::uint64_t up_to_ns = 0;
  std::uint64_t count = 0;
};

struct HdrSummary {
  double mean_ns = 0;
  double deviation_ns = 0;  // the standard one
  std::uint64_t max_ns = 0;
  unsigned doublings = 0;  // that the histogram can tell apart, and
  unsigned steps = 0;      // buckets of each
};

/// @param buckets  in order, without empty ones. Values are written in microseconds.
[[nodiscard]] std::string hdr_text(std::span<const HdrBucket> buckets, const HdrSummary& summary);

/// The distribution of `record`; mean and deviation follow from its buckets.
[[nodiscard]] std::string hdr_text(const LatencyRecord& record);

}  // namespace mcbin::render
