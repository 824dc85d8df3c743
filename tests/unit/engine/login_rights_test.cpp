// What a user may do: rights, key prefixes, and how a denial is answered.
#include "mcbin/engine/dispatch.hpp"
#include "mcbin/engine/statistics.hpp"
#include "support/login_words.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using auth::Rights;
using codec::Opcode;
using codec::Status;

const std::string kUsers = kAnn + "reader:" + kCheapHash + ":r:*\nwriter:" + kCheapHash +
                           ":w:*\nshop:" + kCheapHash + ":rw:~cart:*,~session:*\n";

/// A rig in which `user` is logged in and "k" and "cart:1" are stored.
struct LoggedIn : SessionRig {
  explicit LoggedIn(const std::string& user) {
    for (const char* key : {"k", "cart:1"}) REQUIRE(one(store_ask(key)).status() == Status::Ok);
    require_logins(kUsers);
    REQUIRE(one(auth_ask(user, "secret")).status() == Status::Ok);
  }

  static Ask store_ask(const std::string& key) {
    return {.opcode = Opcode::Set, .key = key, .value = "v", .extras = store_extras(0, 0)};
  }

  /// Whether the request is denied; the connection must stay in step and open.
  bool denied(const Ask& ask) {
    const std::vector<Answer> answers = send(wire(ask) + wire({.opcode = Opcode::Noop}));
    REQUIRE_FALSE(session->wants_close());
    REQUIRE_FALSE(answers.empty());
    CHECK(answers.back().header.opcode == Opcode::Noop);
    const Answer& first = answers.front();
    if (first.status() != Status::AuthError) return false;
    CHECK(first.header.opcode == ask.opcode);
    CHECK(first.value == "Auth failure.");
    return true;
  }
};

TEST_CASE("engine/login_rights: each command asks for what it does", "[engine][rights]") {
  const Rights read = Rights::read();
  const Rights write = Rights::write();
  for (unsigned code = 0; code < 256; ++code) {
    const auto opcode = static_cast<Opcode>(code);
    const Rights needed = engine::needed_rights(opcode);
    INFO("opcode " << code);
    switch (codec::loud_opcode(opcode)) {
      case Opcode::Get:
      case Opcode::GetK:
        CHECK(needed == read);
        break;
      case Opcode::Gat:
      case Opcode::GatK:
        CHECK(needed == (read | write));
        break;
      case Opcode::Noop:
      case Opcode::Version:
      case Opcode::Verbosity:
      case Opcode::Quit:
      case Opcode::Stat:
        CHECK(needed == Rights::none());
        break;
      case Opcode::Flush:
        CHECK(needed == Rights::admin());
        break;
      default:
        CHECK(needed == (engine::find_handler(opcode) == nullptr ? Rights::all() : write));
    }
  }
}

TEST_CASE("engine/login_rights: a reader reads and nothing else", "[engine][rights]") {
  LoggedIn rig("reader");
  CHECK_FALSE(rig.denied({.opcode = Opcode::Get, .key = "k"}));
  CHECK_FALSE(rig.denied({.opcode = Opcode::GetKQ, .key = "missing"}));
  CHECK(rig.denied(LoggedIn::store_ask("k")));
  CHECK(rig.denied({.opcode = Opcode::Delete, .key = "k"}));
  CHECK(rig.denied({.opcode = Opcode::Touch, .key = "k", .extras = number_extras(1)}));
  CHECK(rig.denied({.opcode = Opcode::Gat, .key = "k", .extras = number_extras(1)}));
  CHECK(rig.denied({.opcode = Opcode::Increment, .key = "n", .extras = counter_extras(1, 1, 0)}));
  CHECK(rig.denied({.opcode = Opcode::Flush}));
  CHECK(rig.one({.opcode = Opcode::Get, .key = "k"}).value == "v");
}

TEST_CASE("engine/login_rights: a writer writes and does not read", "[engine][rights]") {
  LoggedIn rig("writer");
  CHECK_FALSE(rig.denied(LoggedIn::store_ask("k")));
  CHECK_FALSE(rig.denied({.opcode = Opcode::DeleteQ, .key = "k"}));
  CHECK(rig.denied({.opcode = Opcode::Get, .key = "k"}));
  CHECK(rig.denied({.opcode = Opcode::Gat, .key = "k", .extras = number_extras(1)}));
}

TEST_CASE("engine/login_rights: quiet commands are denied aloud", "[engine][rights]") {
  LoggedIn reader("reader");
  Ask quiet = LoggedIn::store_ask("k");
  for (const Opcode opcode : {Opcode::SetQ, Opcode::AddQ, Opcode::ReplaceQ}) {
    quiet.opcode = opcode;
    CHECK(reader.denied(quiet));
  }
  for (const Opcode opcode : {Opcode::DeleteQ, Opcode::AppendQ, Opcode::PrependQ}) {
    CHECK(reader.denied({.opcode = opcode, .key = "k"}));
  }
  CHECK(reader.denied({.opcode = Opcode::FlushQ}));
  LoggedIn writer("writer");
  for (const Opcode opcode : {Opcode::GetQ, Opcode::GetKQ}) {
    CHECK(writer.denied({.opcode = opcode, .key = "missing"}));
  }
}

TEST_CASE("engine/login_rights: prefixes keep to one's own keys", "[engine][rights]") {
  LoggedIn rig("shop");
  CHECK_FALSE(rig.denied(LoggedIn::store_ask("cart:1")));
  CHECK_FALSE(rig.denied({.opcode = Opcode::Get, .key = "session:9"}));
  CHECK(rig.denied({.opcode = Opcode::Get, .key = "k"}));
  CHECK(rig.denied({.opcode = Opcode::Get, .key = "cart"}));
  CHECK(rig.denied(LoggedIn::store_ask("k")));
  CHECK(rig.denied({.opcode = Opcode::DeleteQ, .key = "k"}));
  const auto totals = rig.service->totals();
  CHECK(totals[static_cast<std::size_t>(engine::Count::AuthDenied)] == 4);
}

TEST_CASE("engine/login_rights: a denied value that is too large removes nothing",
          "[engine][rights]") {
  for (const char* user : {"reader", "shop"}) {
    LoggedIn rig(user);
    Ask large = LoggedIn::store_ask("k");
    large.value = std::string(2U << 20U, 'x');
    CHECK(rig.denied(large));
    rig.require_logins(kAnn);
    REQUIRE(rig.one(auth_ask("ann", "secret")).status() == Status::Ok);
    CHECK(rig.one({.opcode = Opcode::Get, .key = "k"}).value == "v");
  }
}

TEST_CASE("engine/login_rights: a denied value is swallowed in every cut", "[engine][rights]") {
  const std::string bytes =
      wire(LoggedIn::store_ask("forbidden")) + wire({.opcode = Opcode::Noop, .opaque = 7});
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    LoggedIn rig("shop");
    auto answers = rig.send(bytes.substr(0, cut));
    for (Answer& answer : rig.send(bytes.substr(cut))) answers.push_back(std::move(answer));
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].status() == Status::AuthError);
    CHECK(answers[1].header.opaque == 7);
  }
}

TEST_CASE("engine/login_rights: some statistics are for admins", "[engine][rights]") {
  for (const char* group : {"", "items", "slabs", "sizes", "ops", "latency"}) {
    CHECK_FALSE(engine::is_for_admins(group));
  }
  for (const char* group : {"reset", "settings", "detail on", "detail dump", "notable", "x"}) {
    CHECK(engine::is_for_admins(group));
  }
  LoggedIn shop("shop");  // the name of a group is no key
  CHECK_FALSE(shop.denied({.opcode = Opcode::Stat}));
  CHECK_FALSE(shop.denied({.opcode = Opcode::Stat, .key = "items"}));
  CHECK(shop.denied({.opcode = Opcode::Stat, .key = "reset"}));
  LoggedIn ann("ann");
  CHECK_FALSE(ann.denied({.opcode = Opcode::Stat, .key = "settings"}));
  CHECK_FALSE(ann.denied({.opcode = Opcode::Flush}));
}

TEST_CASE("engine/login_rights: new rights hold from the next command on", "[engine][rights]") {
  LoggedIn rig("reader");
  CHECK(rig.denied(LoggedIn::store_ask("k")));
  auto wider = auth::parse_users("reader:" + kCheapHash + ":rw:~k*\n");
  rig.logins->replace(auth::UserTable::make(std::move(wider->users)).value());
  CHECK_FALSE(rig.denied(LoggedIn::store_ask("k")));
  CHECK(rig.denied({.opcode = Opcode::Get, .key = "cart:1"}));
}

}  // namespace
}  // namespace mcbin::test
