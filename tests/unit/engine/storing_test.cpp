// Stores and deletes: outcome to status, the quiet rule, CAS, and what each refusal leaves behind.
#include "support/session_rig.hpp"

#include <catch2/catch.hpp>

namespace mcbin::test {
namespace {

using codec::Opcode;
using codec::Status;

Ask store_ask(Opcode opcode, std::string value = "v", std::uint64_t cas = 0) {
  return {.opcode = opcode,
          .key = "k",
          .value = std::move(value),
          .extras = store_extras(5, 0),
          .cas = cas};
}
Ask addition(Opcode opcode, std::string value, std::uint64_t cas = 0) {
  return {.opcode = opcode, .key = "k", .value = std::move(value), .cas = cas};
}
Ask remove_ask(std::uint64_t cas = 0, Opcode opcode = Opcode::Delete) {
  return {.opcode = opcode, .key = "k", .cas = cas};
}
std::string value_of(SessionRig& rig) {
  return rig.one({.opcode = Opcode::Get, .key = "k"}).value;
}

constexpr std::uint64_t kWrongCas = 0x123456789;

struct FailureRow {
  const char* name;
  bool item_exists;
  Ask ask;
  Opcode quiet;
  Status status;
  const char* text;
};

const FailureRow kFailures[] = {
    {"SET, wrong CAS", true, store_ask(Opcode::Set, "n", kWrongCas), Opcode::SetQ,
     Status::KeyExists, "Data exists for key."},
    {"SET, CAS, no item", false, store_ask(Opcode::Set, "n", kWrongCas), Opcode::SetQ,
     Status::KeyNotFound, "Not found"},
    {"ADD on an item", true, store_ask(Opcode::Add, "n"), Opcode::AddQ, Status::KeyExists,
     "Data exists for key."},
    {"ADD, CAS, no item", false, store_ask(Opcode::Add, "n", kWrongCas), Opcode::AddQ,
     Status::KeyNotFound, "Not found"},
    {"REPLACE, no item", false, store_ask(Opcode::Replace, "n"), Opcode::ReplaceQ,
     Status::KeyNotFound, "Not found"},
    {"REPLACE, wrong CAS", true, store_ask(Opcode::Replace, "n", kWrongCas), Opcode::ReplaceQ,
     Status::KeyExists, "Data exists for key."},
    {"APPEND, no item", false, addition(Opcode::Append, "n"), Opcode::AppendQ, Status::NotStored,
     "Not stored."},
    {"APPEND, CAS, no item", false, addition(Opcode::Append, "n", kWrongCas), Opcode::AppendQ,
     Status::NotStored, "Not stored."},
    {"PREPEND, wrong CAS", true, addition(Opcode::Prepend, "n", kWrongCas), Opcode::PrependQ,
     Status::KeyExists, "Data exists for key."},
    {"DELETE, no item", false, remove_ask(), Opcode::DeleteQ, Status::KeyNotFound, "Not found"},
    {"DELETE, CAS, no item", false, remove_ask(kWrongCas), Opcode::DeleteQ, Status::KeyNotFound,
     "Not found"},
    {"DELETE, wrong CAS", true, remove_ask(kWrongCas), Opcode::DeleteQ, Status::KeyExists,
     "Data exists for key."},
};

TEST_CASE("engine/storing: failures are told, quiet or not, and change nothing",
          "[engine][storing]") {
  for (const FailureRow& row : kFailures) {
    for (const Opcode opcode : {row.ask.opcode, row.quiet}) {
      INFO(row.name << " as " << codec::opcode_name(opcode));
      SessionRig rig;
      if (row.item_exists) rig.one(store_ask(Opcode::Set, "old"));
      Ask ask = row.ask;
      ask.opcode = opcode;
      ask.opaque = 0x87654321;
      const Answer answer = rig.one(ask);
      CHECK(answer.status() == row.status);
      CHECK(answer.value == row.text);
      CHECK(answer.header.opcode == opcode);
      CHECK(answer.header.opaque == 0x87654321);
      CHECK(answer.header.cas == 0);
      CHECK(value_of(rig) == (row.item_exists ? "old" : "Not found"));
    }
  }
}

TEST_CASE("engine/storing: successes are silent when quiet and give a new CAS when loud",
          "[engine][storing]") {
  struct Row {
    Ask loud;
    Opcode quiet;
    bool item_exists;
    const char* result;
  };
  const Row rows[] = {
      {store_ask(Opcode::Set, "n"), Opcode::SetQ, true, "n"},
      {store_ask(Opcode::Set, "n"), Opcode::SetQ, false, "n"},
      {store_ask(Opcode::Set, ""), Opcode::SetQ, false, ""},
      {store_ask(Opcode::Add, "n"), Opcode::AddQ, false, "n"},
      {store_ask(Opcode::Replace, "n"), Opcode::ReplaceQ, true, "n"},
      {addition(Opcode::Append, "n"), Opcode::AppendQ, true, "oldn"},
      {addition(Opcode::Append, ""), Opcode::AppendQ, true, "old"},
      {addition(Opcode::Prepend, "n"), Opcode::PrependQ, true, "nold"},
  };
  for (const Row& row : rows) {
    INFO(codec::opcode_name(row.loud.opcode));
    SessionRig loud;
    std::uint64_t old_cas = 0;
    if (row.item_exists) old_cas = loud.one(store_ask(Opcode::Set, "old")).header.cas;
    const Answer answer = loud.one(row.loud);
    CHECK(answer.status() == Status::Ok);
    CHECK(answer.header.body_length == 0);
    CHECK(answer.header.cas != 0);
    CHECK(answer.header.cas != old_cas);
    CHECK(value_of(loud) == row.result);

    SessionRig quiet;
    if (row.item_exists) quiet.one(store_ask(Opcode::Set, "old"));
    Ask ask = row.loud;
    ask.opcode = row.quiet;
    CHECK(quiet.send(ask).empty());
    CHECK(value_of(quiet) == row.result);
  }
}

TEST_CASE("engine/storing: the right CAS stores, deletes, and never adds over an item",
          "[engine][storing]") {
  SessionRig rig;
  std::uint64_t cas = rig.one(store_ask(Opcode::Set, "1")).header.cas;
  cas = rig.one(store_ask(Opcode::Set, "2", cas)).header.cas;
  cas = rig.one(store_ask(Opcode::Replace, "3", cas)).header.cas;
  cas = rig.one(addition(Opcode::Append, "4", cas)).header.cas;
  CHECK(value_of(rig) == "34");
  CHECK(rig.one(store_ask(Opcode::Add, "5", cas)).status() == Status::KeyExists);
  CHECK(value_of(rig) == "34");
  const Answer removed = rig.one(remove_ask(cas));
  CHECK(removed.status() == Status::Ok);
  CHECK(removed.header.cas == 0);
  CHECK(rig.send(store_ask(Opcode::SetQ)).empty());
  CHECK(rig.send(remove_ask(0, Opcode::DeleteQ)).empty());
  CHECK(value_of(rig) == "Not found");
}

TEST_CASE("engine/storing: APPEND keeps flags and expiry", "[engine][storing]") {
  SessionRig rig;
  rig.one({.opcode = Opcode::Set, .key = "k", .value = "b", .extras = store_extras(0x77, 10)});
  rig.one(addition(Opcode::Append, "c"));
  rig.one(addition(Opcode::Prepend, "a"));
  const Answer got = rig.one({.opcode = Opcode::Get, .key = "k"});
  CHECK(got.value == "abc");
  CHECK(got.extras == number_extras(0x77));
  rig.clock.advance_ms(10'000);
  CHECK(value_of(rig) == "Not found");
}

constexpr std::uint64_t kLimit = 2000;  // key + value

SessionRig limited() {
  return SessionRig({.item_bytes_max = kLimit},
                    {.item_bytes_max = kLimit, .hash_seed = SessionRig::kHashSeed});
}

TEST_CASE("engine/storing: the item limit is key and value, exactly", "[engine][storing]") {
  SessionRig rig = limited();
  CHECK(rig.one(store_ask(Opcode::Set, std::string(kLimit - 1, 'x'))).status() == Status::Ok);
  const Answer refused = rig.one(store_ask(Opcode::Set, std::string(kLimit, 'x')));
  CHECK(refused.status() == Status::TooLarge);
  CHECK(refused.value == "Too large.");
  CHECK(value_of(rig) == "Not found");  // a refused SET removes what it meant to replace
}

TEST_CASE("engine/storing: other refused stores leave the old value alone", "[engine][storing]") {
  const std::string large(kLimit, 'x');
  for (const Ask& ask : {store_ask(Opcode::Add, large), store_ask(Opcode::Replace, large),
                         addition(Opcode::Append, large), addition(Opcode::Prepend, large)}) {
    INFO(codec::opcode_name(ask.opcode));
    SessionRig rig = limited();
    rig.one(store_ask(Opcode::Set, "old"));
    CHECK(rig.one(ask).status() == Status::TooLarge);
    CHECK(value_of(rig) == "old");
  }
}

TEST_CASE("engine/storing: an APPEND whose result is too large is not stored",
          "[engine][storing]") {
  SessionRig rig = limited();
  rig.one(store_ask(Opcode::Set, std::string(1200, 'o')));
  const Answer refused = rig.one(addition(Opcode::Append, std::string(1200, 'x')));
  CHECK(refused.status() == Status::NotStored);
  CHECK(value_of(rig) == std::string(1200, 'o'));
}

TEST_CASE("engine/storing: without evictions a full store says so and drops the old value",
          "[engine][storing]") {
  SessionRig rig({}, {.memory_bytes = 8U << 20U, .evictions = false, .hash_seed = 1});
  const std::string value(1000, 'x');
  rig.one(store_ask(Opcode::Set, "old"));
  Answer answer = rig.one(store_ask(Opcode::Set, "old"));
  for (int at = 0; answer.status() == Status::Ok && at < 20'000; ++at) {
    answer = rig.one({.opcode = Opcode::Set,
                      .key = "fill" + std::to_string(at),
                      .value = value,
                      .extras = store_extras(0, 0)});
  }
  CHECK(answer.status() == Status::OutOfMemory);
  CHECK(answer.value == "Out of memory allocating item");
  const Answer quiet = rig.one(store_ask(Opcode::SetQ, std::string(500'000, 'y')));
  CHECK(quiet.status() == Status::OutOfMemory);
  CHECK(quiet.header.opcode == Opcode::SetQ);
  CHECK(value_of(rig) == "Not found");
}

TEST_CASE("engine/storing: with CAS disabled no CAS is shown or asked for", "[engine][storing]") {
  SessionRig rig({.cas = engine::Switch::Off});
  CHECK(rig.one(store_ask(Opcode::Set, "1")).header.cas == 0);
  CHECK(rig.one(store_ask(Opcode::Set, "2", kWrongCas)).status() == Status::Ok);
  CHECK(rig.one(addition(Opcode::Append, "3", kWrongCas)).status() == Status::Ok);
  CHECK(rig.one({.opcode = Opcode::Get, .key = "k"}).header.cas == 0);
  CHECK(rig.one(remove_ask(kWrongCas)).status() == Status::KeyExists);
  CHECK(value_of(rig) == "23");
}

}  // namespace
}  // namespace mcbin::test
