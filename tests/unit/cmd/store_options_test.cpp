#include "cmd/store_options.hpp"

#include <catch2/catch.hpp>

namespace mcbin::cmd {
namespace {

using values::ClientLibrary;
using values::ValueType;

TEST_CASE("cmd/store_options: each condition is a mode, two are none", "[cmd][set]") {
  CHECK(StoreSettings{}.mode() == client::StoreMode::Set);
  CHECK(StoreSettings{.if_absent = true}.mode() == client::StoreMode::Add);
  CHECK(StoreSettings{.if_present = true}.mode() == client::StoreMode::Replace);
  CHECK(StoreSettings{.append = true}.mode() == client::StoreMode::Append);
  CHECK(StoreSettings{.prepend = true}.mode() == client::StoreMode::Prepend);
  CHECK(check_store({.if_absent = true}));
  CHECK_FALSE(check_store({.if_absent = true, .if_present = true}));
  CHECK_FALSE(check_store({.append = true, .prepend = true}));
  CHECK_FALSE(check_store({.flags = 0, .append = true}));
  CHECK_FALSE(check_store({.expiry = {Expiry::Kind::After, 1}, .prepend = true}));
  CHECK_FALSE(check_store({.flags = 1, .as = ClientLibrary::Php}));
  CHECK_FALSE(check_store({.type = ValueType::Text}));
  CHECK_FALSE(check_store({.compress = true}));
  CHECK(check_store({.as = ClientLibrary::Php, .type = ValueType::Text, .compress = true}));
}

TEST_CASE("cmd/store_options: a value is text to a library where it is UTF-8", "[cmd][set]") {
  CHECK(form_value({.flags = 7}, {1, 2}).value().flags == 7);
  CHECK(form_value({}, {1, 2}).value().bytes == ByteVector{1, 2});
  CHECK(form_value({.as = ClientLibrary::Bmemcached}, {'x'}).value().flags == 0);
  CHECK(form_value({.as = ClientLibrary::Bmemcached}, {0xff}).value().flags == 16);
  const auto refused = form_value({.as = ClientLibrary::Php, .type = ValueType::Integer}, {'x'});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::BadConfiguration);
}

}  // namespace
}  // namespace mcbin::cmd
