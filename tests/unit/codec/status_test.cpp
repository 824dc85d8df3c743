#include "mcbin/codec/status.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace mcbin::codec {
namespace {

TEST_CASE("codec/status: the rows stand in order, each number once", "[codec][status]") {
  int last = -1;
  for (const StatusInfo& row : kStatusRows) {
    CHECK(row.code > last);
    last = row.code;
  }
}

TEST_CASE("codec/status: every name is unique and one word in snake_case", "[codec][status]") {
  std::set<std::string_view> names;
  for (const StatusInfo& row : kStatusRows) {
    INFO(row.name);
    CHECK_FALSE(row.name.empty());
    CHECK(names.insert(row.name).second);
    CHECK(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
          std::string_view::npos);
  }
}

TEST_CASE("codec/status: memcached's statuses have its exact texts", "[codec][status]") {
  struct Row {
    Status status;
    std::uint16_t code;
    const char* name;
    const char* text;
  };
  const Row rows[] = {
      {Status::Ok, 0x00, "ok", ""},
      {Status::KeyNotFound, 0x01, "key_enoent", "Not found"},
      {Status::KeyExists, 0x02, "key_eexists", "Data exists for key."},
      {Status::TooLarge, 0x03, "e2big", "Too large."},
      {Status::InvalidArguments, 0x04, "einval", "Invalid arguments"},
      {Status::NotStored, 0x05, "not_stored", "Not stored."},
      {Status::NotANumber, 0x06, "delta_badval", "Non-numeric server-side value for incr or decr"},
      {Status::AuthError, 0x20, "auth_error", "Auth failure."},
      {Status::AuthContinue, 0x21, "auth_continue", ""},
      {Status::UnknownCommand, 0x81, "unknown_command", "Unknown command"},
      {Status::OutOfMemory, 0x82, "enomem", "Out of memory"},
  };
  std::set<std::uint16_t> memcached;
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(static_cast<std::uint16_t>(row.status) == row.code);
    CHECK(status_name(row.status) == row.name);
    CHECK(status_text(row.status) == row.text);
    memcached.insert(row.code);
  }
  for (const StatusInfo& row : kStatusRows) {
    INFO(row.name);
    CHECK((row.dialect == Dialect::Memcached) == memcached.contains(row.code));
  }
}

TEST_CASE("codec/status: the numbers used twice keep both meanings", "[codec][status]") {
  const StatusInfo* auth = status_info(static_cast<Status>(0x08));
  REQUIRE(auth != nullptr);
  CHECK(auth->name == "auth_error_spec");
  CHECK(auth->couchbase_name == "NoBucket");
  const StatusInfo* locked = status_info(static_cast<Status>(0x10));
  REQUIRE(locked != nullptr);
  CHECK(locked->dialect == Dialect::Yrmcds);
}

TEST_CASE("codec/status: an unknown number is shown, not refused", "[codec][status]") {
  for (const unsigned code : {0x0012U, 0x0087U + 2U, 0x7777U, 0xff00U, 0xffffU}) {
    INFO("status " << code);
    const Status status = static_cast<Status>(code);
    CHECK(status_info(status) == nullptr);
    CHECK(status_name(status).empty());
    CHECK(status_text(status).empty());
  }
}

}  // namespace
}  // namespace mcbin::codec
