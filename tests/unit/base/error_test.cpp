// Errors as values.
#include "mcbin/base/error.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace mcbin {
namespace {

TEST_CASE("base/error: every code has a name of its own", "[base][error]") {
  std::set<std::string_view> names;
  const auto last = static_cast<unsigned>(Errc::SystemFailed);
  for (unsigned code = 0; code <= last; ++code) {
    const std::string_view name = errc_name(static_cast<Errc>(code));
    INFO("code " << code);
    CHECK(name != "unknown");
    CHECK(names.insert(name).second);
  }
  CHECK(errc_name(static_cast<Errc>(last + 1)) == "unknown");
}

TEST_CASE("base/error: fail carries code, place and particulars", "[base][error]") {
  const Result<int> failed = fail(Errc::BadText, 7, "no digit");
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().code == Errc::BadText);
  CHECK(failed.error().at_byte == 7);
  CHECK(failed.error().detail == "no digit");
}

}  // namespace
}  // namespace mcbin
