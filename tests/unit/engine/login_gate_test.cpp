// Logging in: SASL PLAIN in all its forms, and what is answered before.
#include "mcbin/engine/login_gate.hpp"

#include "mcbin/codec/request.hpp"
#include "support/login_words.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using namespace std::string_literals;
using codec::Opcode;
using codec::Status;

const Ask kNoop{.opcode = Opcode::Noop};
const Ask kGood = auth_ask("ann", "secret");
const Ask kBad = auth_ask("ann", "wrong");

/// Whether the connection serves commands.
bool serves(SessionRig& rig) {
  return !rig.session->wants_close() && rig.one(kNoop).status() == Status::Ok;
}

TEST_CASE("engine/login_gate: without users SASL is unknown", "[engine][login]") {
  SessionRig rig;
  for (const Opcode opcode : {Opcode::SaslAuth, Opcode::SaslStep}) {
    CHECK(rig.one({.opcode = opcode, .key = "PLAIN"}).status() == Status::UnknownCommand);
  }
  CHECK(rig.one({.opcode = Opcode::SaslListMechs}).status() == Status::UnknownCommand);
  CHECK(serves(rig));
}

TEST_CASE("engine/login_gate: the right password lets in", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  CHECK(rig.one({.opcode = Opcode::SaslListMechs}).value == "PLAIN");
  for (int time = 0; time < 2; ++time) {  // the second one is recalled, not hashed
    const Answer answer = rig.one(kGood);
    CHECK(answer.status() == Status::Ok);
    CHECK(answer.value == "Authenticated");
    CHECK(answer.header.opcode == Opcode::SaslAuth);
    CHECK(answer.header.opaque == 0x55);
    CHECK(serves(rig));
    CHECK(rig.one({.opcode = Opcode::SaslListMechs}).value == "PLAIN");  // changes nothing
    CHECK(serves(rig));
    rig.reconnect();
  }
  CHECK(rig.failed_logins.empty());
}

TEST_CASE("engine/login_gate: everything else is refused and logged", "[engine][login]") {
  struct Row {
    const char* name;
    Ask ask;
    const char* logged;
  };
  const auto message = [](const std::string& value) {
    return Ask{.opcode = Opcode::SaslAuth, .key = "PLAIN", .value = value};
  };
  const Row rows[] = {
      {"a wrong password", kBad, "127.0.0.1:5 ann"},
      {"somebody unknown", auth_ask("eve", "secret"), "127.0.0.1:5 "},
      {"another's identity", message(plain_message("ann", "secret", "bob")), "127.0.0.1:5 "},
      {"another mechanism", auth_ask("ann", "secret", "CRAM-MD5"), "127.0.0.1:5 "},
      {"ANONYMOUS", auth_ask("ann", "secret", "ANONYMOUS"), "127.0.0.1:5 "},
      {"a mechanism with a NUL", auth_ask("ann", "secret", "PLAIN\0"s), "127.0.0.1:5 "},
      {"a mechanism with NUL and more", auth_ask("ann", "secret", "PLAIN\0X"s), "127.0.0.1:5 "},
      {"a mechanism too few", auth_ask("ann", "secret", "PLAI"), "127.0.0.1:5 "},
      {"a NUL behind the password", auth_ask("ann", "secret\0"s), "127.0.0.1:5 "},
      {"one NUL", message("\0"s), "127.0.0.1:5 "},
      {"two NULs", message("\0\0"s), "127.0.0.1:5 "},
      {"no NUL", message("ann secret"), "127.0.0.1:5 "},
      {"too long", message(std::string(2000, 'x')), "127.0.0.1:5 "},
      {"much too long", message(std::string(600'000, '\0')), "127.0.0.1:5 "},
      {"STEP first",
       {.opcode = Opcode::SaslStep, .key = "PLAIN", .value = kGood.value},
       "127.0.0.1:5 "},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    SessionRig rig;
    rig.require_logins(kAnn);
    const Answer answer = rig.one(row.ask);
    CHECK(answer.status() == Status::AuthError);
    CHECK(answer.value == "Auth failure.");
    CHECK(rig.failed_logins == std::vector<std::string>{row.logged});
    CHECK(rig.one(kNoop).status() == Status::AuthError);
    CHECK(rig.session->wants_close());
  }
}

TEST_CASE("engine/login_gate: the authzid may be empty, the name or memcached", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  for (const char* authzid : {"", "ann", "memcached"}) {
    Ask ask = kGood;
    ask.value = plain_message("ann", "secret", authzid);
    CHECK(rig.one(ask).status() == Status::Ok);
  }
  CHECK(rig.one(auth_ask("ann", "secret", "plain")).status() == Status::Ok);
  CHECK(rig.one(auth_ask("ann", "secret", "pLaIn")).status() == Status::Ok);
}

TEST_CASE("engine/login_gate: the message may come with STEP", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  const Ask begin{.opcode = Opcode::SaslAuth, .key = "PLAIN"};
  const Ask step{.opcode = Opcode::SaslStep, .key = "PLAIN", .value = kGood.value};
  const Answer more = rig.one(begin);
  CHECK(more.status() == Status::AuthContinue);
  CHECK(more.value.empty());
  CHECK(rig.one(step).status() == Status::Ok);
  CHECK(serves(rig));
  CHECK(rig.one(step).status() == Status::AuthError);  // nothing was begun
  CHECK_FALSE(rig.session->wants_close());
  CHECK(rig.one(kNoop).status() == Status::AuthError);
}

TEST_CASE("engine/login_gate: whatever follows a login waits for it", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  const std::string set =
      wire({.opcode = Opcode::Set, .key = "k", .value = "v", .extras = store_extras(0, 0)});
  const auto answers = rig.send(wire(kGood) + set + wire({.opcode = Opcode::Get, .key = "k"}));
  REQUIRE(answers.size() == 3);
  CHECK(answers[0].value == "Authenticated");
  CHECK(answers[1].status() == Status::Ok);
  CHECK(answers[2].value == "v");

  rig.reconnect();
  const auto refused = rig.send(wire(kBad) + set + wire(kNoop));
  REQUIRE(refused.size() == 2);
  CHECK(refused[0].status() == Status::AuthError);
  CHECK(refused[1].status() == Status::AuthError);
  CHECK(rig.session->wants_close());
}

TEST_CASE("engine/login_gate: a letter behind a login that failed is no text", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  const auto answers = rig.send(wire(kBad) + "please");  // all answers, and nothing else
  REQUIRE_FALSE(answers.empty());
  CHECK(answers[0].status() == Status::AuthError);
  CHECK(rig.session->wants_close());
}

TEST_CASE("engine/login_gate: while a password is hashed nothing happens", "[engine][login]") {
  SessionRig rig;
  auto users = auth::parse_users(kAnn);
  auto idle = std::make_unique<auth::Logins>(auth::UserTable::make(std::move(users->users)).value(),
                                             1, 0);  // nobody hashes
  engine::LoginDesk desk{*idle, {}};
  rig.service->require_logins(desk);
  rig.reconnect();
  rig.feed(wire(kGood) + wire(kNoop));
  for (int time = 0; time < 2; ++time) {
    CHECK(rig.session->suspended());
    CHECK_FALSE(rig.session->wants_input());
    CHECK_FALSE(rig.session->wants_close());
    CHECK_FALSE(rig.session->idle());
    rig.session->consume(0);
  }
  rig.session->end_of_input();
  CHECK(rig.session->suspended());
  CHECK_FALSE(rig.session->wants_close());
}

TEST_CASE("engine/login_gate: a peer that half-closes still gets its answer", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  rig.feed(wire(kGood) + wire(kNoop));
  rig.session->end_of_input();  // before or after the password is hashed
  CHECK(answers_in(rig.drain()).size() == 2);
  CHECK(rig.session->wants_close());
}

TEST_CASE("engine/login_gate: a login may be begun anew, and fails into nothing",
          "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  CHECK(rig.one(kBad).status() == Status::AuthError);
  CHECK(rig.one(kGood).status() == Status::Ok);
  CHECK(rig.one(kGood).status() == Status::Ok);
  CHECK(serves(rig));
  CHECK(rig.one(kBad).status() == Status::AuthError);
  CHECK(rig.one(kNoop).status() == Status::AuthError);
  CHECK(rig.session->wants_close());
}

TEST_CASE("engine/login_gate: the third failure in a row ends the connection", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  CHECK(rig.one(kBad).status() == Status::AuthError);
  CHECK(rig.one(kBad).status() == Status::AuthError);
  CHECK_FALSE(rig.session->wants_close());
  CHECK(rig.one(auth_ask("ann", std::string(600'000, 'x'))).status() == Status::AuthError);
  CHECK(rig.session->wants_close());
  CHECK(rig.failed_logins.size() == 3);
  rig.reconnect();
  const auto answers = rig.send(wire(kBad) + wire(kBad) + wire(kBad) + wire(kGood));
  CHECK(answers.size() == 3);
  CHECK(rig.session->wants_close());
}

TEST_CASE("engine/login_gate: before a login only four commands are answered", "[engine][login]") {
  for (unsigned code = 0; code < 256; ++code) {
    SessionRig rig;
    rig.require_logins(kAnn);
    const auto opcode = static_cast<Opcode>(code);
    INFO("opcode " << code);
    const Answer answer =
        rig.one({.opcode = opcode, .key = "key"});  // of some it is the wrong shape
    const bool allowed = opcode == Opcode::Version || opcode == Opcode::SaslListMechs ||
                         opcode == Opcode::SaslAuth || opcode == Opcode::SaslStep;
    if (allowed) continue;
    CHECK(answer.status() == Status::AuthError);
    CHECK(answer.header.opcode == opcode);
    CHECK(rig.session->wants_close());
  }
  SessionRig rig;
  rig.require_logins(kAnn);
  CHECK(rig.one({.opcode = Opcode::Version}).status() == Status::Ok);
  CHECK_FALSE(rig.session->wants_close());
}

TEST_CASE("engine/login_gate: a mechanism's name has a limit", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  CHECK(rig.one(kGood).status() == Status::Ok);
  const Ask ask = auth_ask("ann", "secret", std::string(33, 'X'));
  CHECK(rig.one(ask).status() == Status::InvalidArguments);
  CHECK_FALSE(rig.session->wants_close());
  CHECK(rig.one(kNoop).status() == Status::AuthError);
}

TEST_CASE("engine/login_gate: when too many wait, one is told to come again", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  auto users = auth::parse_users(kAnn);
  auth::Logins full(auth::UserTable::make(std::move(users->users)).value(), 0);
  engine::LoginDesk desk{full, {}};
  rig.service->require_logins(desk);
  rig.reconnect();
  CHECK(rig.one(kGood).status() == Status::TemporaryFailure);
  CHECK_FALSE(rig.session->wants_close());
  CHECK(rig.one(kNoop).status() == Status::AuthError);
}

TEST_CASE("engine/login_gate: who is gone from the file loses the next command",
          "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  const auto reload = [&](const std::string& text) {
    rig.logins->replace(auth::UserTable::make(auth::parse_users(text)->users).value());
  };
  CHECK(rig.one(kGood).status() == Status::Ok);
  reload("bob:other\n" + kAnn);
  CHECK(serves(rig));
  reload("bob:other\n");
  CHECK(rig.one(kNoop).status() == Status::AuthError);
  CHECK(rig.session->wants_close());
  rig.reconnect();
  CHECK(rig.one(kGood).status() == Status::AuthError);
  CHECK(rig.one(auth_ask("bob", "other")).status() == Status::Ok);
}

TEST_CASE("engine/login_gate: a certificate logs its user in", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn, "ann");
  CHECK(serves(rig));
  rig.reconnect("eve");  // no such user: as without a certificate
  CHECK(rig.one(kNoop).status() == Status::AuthError);
}

TEST_CASE("engine/login_gate: a password is wiped from the input", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  ByteVector scratch(1000);
  const std::string bytes = wire(kGood);
  copy_bytes(as_bytes(bytes), rig.session->input_space(scratch));
  rig.session->consume(bytes.size());
  CHECK(as_text(scratch).find("secret") == std::string_view::npos);
  CHECK(answers_in(rig.drain()).size() == 1);
}

TEST_CASE("engine/login_gate: logins are counted", "[engine][login]") {
  SessionRig rig;
  rig.require_logins(kAnn);
  static_cast<void>(rig.one(kBad));
  static_cast<void>(rig.one(kGood));
  const auto totals = rig.service->totals();
  const auto count = [&](engine::Count which) { return totals[static_cast<std::size_t>(which)]; };
  CHECK(count(engine::Count::AuthCmds) == 2);
  CHECK(count(engine::Count::AuthErrors) == 1);
}

TEST_CASE("engine/login_gate: text is not spoken where logins are asked for", "[engine][login]") {
  SessionRig rig({.protocol = engine::Protocol::Auto});
  rig.require_logins(kAnn);
  rig.feed("stats\r\n");
  CHECK(rig.drain().starts_with("ERROR "));
  CHECK(rig.session->wants_close());
}

}  // namespace
}  // namespace mcbin::test
