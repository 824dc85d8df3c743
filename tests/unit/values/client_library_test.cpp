#include "mcbin/values/client_library.hpp"

#include <catch2/catch.hpp>

namespace mcbin::values {

TEST_CASE("values/client_library: each library has one name, and the name finds it", "[values]") {
  for (const ClientLibrary library : kClientLibraries) {
    CHECK(library_named(library_name(library)) == library);
  }
  CHECK(library_name(ClientLibrary::Spymemcached) == "spymemcached");
  CHECK_FALSE(library_named("").has_value());
  CHECK_FALSE(library_named("PHP").has_value());
}

}  // namespace mcbin::values
