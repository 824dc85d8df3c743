#include "mcbin/render/hdr_text.hpp"

#include <catch2/catch.hpp>

#include <string>

using mcbin::LatencyRecord;
using mcbin::render::hdr_text;

TEST_CASE("render/hdr_text: a distribution as HdrHistogram's plotters read it", "[render][hdr]") {
  LatencyRecord record;
  record.add(100, 3);
  record.add(200, 1);
  const std::string text = hdr_text(record);
  CHECK(text ==
        "       Value     Percentile TotalCount 1/(1-Percentile)\n\n"
        "       0.100 0.750000000000          3           4.00\n"
        "       0.200 1.000000000000          4\n"
        "#[Mean    =        0.125, StdDeviation   =        0.043]\n"
        "#[Max     =        0.200, Total count    =            4]\n"
        "#[Buckets =           40, SubBuckets     =          128]\n");
}

TEST_CASE("render/hdr_text: an empty distribution", "[render][hdr]") {
  const std::string text = hdr_text(LatencyRecord());
  CHECK(text.find("Total count    =            0]") != std::string::npos);
  CHECK(text.find("nan") == std::string::npos);
}
