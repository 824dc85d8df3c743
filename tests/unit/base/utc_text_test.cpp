// Moments as text.
#include "mcbin/base/utc_text.hpp"

#include <catch2/catch.hpp>

using mcbin::utc_text;

TEST_CASE("base/utc_text: a moment has milliseconds and its zone", "[base][utc_text]") {
  CHECK(utc_text(0) == "1970-01-01T00:00:00.000Z");
  CHECK(utc_text(1'700'000'000'007) == "2023-11-14T22:13:20.007Z");
  CHECK(utc_text(-1) == "1969-12-31T23:59:59.999Z");
  CHECK(utc_text(253'402'300'799'999) == "9999-12-31T23:59:59.999Z");
}
