// What clients see where changes are kept: answers wait for the disk, writes are refused while
// nothing can be kept, and what may be lost is never acknowledged.
#include "mcbin/base/change_keeper.hpp"
#include "support/session_rig.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <vector>

namespace mcbin::engine {
namespace {

using codec::Opcode;
using codec::Status;
using test::Ask;
using test::SessionRig;
using test::wire;

/// A keeper that does as the test says.
class ScriptedKeeper final : public ChangeKeeper, public ChangeSink {
 public:
  std::uint64_t stored(const StoredChange&) override { return ++told_; }
  std::uint64_t removed(ByteView) override { return ++told_; }
  std::uint64_t expiry_set(ByteView, std::uint64_t, std::int64_t) override { return ++told_; }
  std::uint64_t flushed(std::uint64_t) override { return ++told_; }
  std::uint64_t flush_at(std::int64_t) override { return ++told_; }

  [[nodiscard]] bool accepting() const override { return accepts; }
  [[nodiscard]] bool crowded(Now) const override { return is_crowded; }
  [[nodiscard]] std::uint64_t told() const override { return told_; }
  [[nodiscard]] std::uint64_t safe() const override { return safe_up_to; }
  void when_safe(std::uint64_t, std::function<void()> call) override {
    calls.push_back(std::move(call));
  }
  void when_roomy(std::function<void()> call) override { calls.push_back(std::move(call)); }
  [[nodiscard]] KeeperFacts facts() const override { return {.state = "running"}; }

  bool accepts = true;
  bool is_crowded = false;
  std::uint64_t safe_up_to = 0;
  std::vector<std::function<void()>> calls;

 private:
  std::uint64_t told_ = 0;
};

struct KeepingRig : SessionRig {
  KeepingRig() {
    store->tell_changes_to(keeper);
    service->keep_changes(keeper);
    reconnect();
  }
  /// What would be sent now.
  std::vector<test::Answer> sent() {
    std::string bytes;
    std::array<ByteView, 8> pieces;
    while (const std::size_t count = session->output(pieces)) {
      std::size_t size = 0;
      for (std::size_t at = 0; at < count; ++at) {
        bytes += as_text(pieces[at]);
        size += pieces[at].size();
      }
      session->output_sent(size);
    }
    return test::answers_in(bytes);
  }
  ScriptedKeeper keeper;
};

Ask set_of(const std::string& key, Opcode opcode = Opcode::Set) {
  return {.opcode = opcode, .key = key, .value = "v", .extras = test::store_extras(0, 0)};
}

TEST_CASE("engine/session_keeping: an answer waits until its change is safe", "[engine][keeping]") {
  KeepingRig rig;
  rig.feed(wire(set_of("a")));
  CHECK(rig.sent().empty());
  CHECK(rig.session->suspended());
  CHECK_FALSE(rig.session->wants_input());
  CHECK_FALSE(rig.session->idle());
  bool resumed = false;
  rig.session->when_resumed([&] { resumed = true; });
  REQUIRE(rig.keeper.calls.size() == 1);
  rig.keeper.safe_up_to = 1;
  rig.keeper.calls[0]();
  CHECK(resumed);
  CHECK_FALSE(rig.session->suspended());
  rig.session->consume(0);
  REQUIRE(rig.sent().size() == 1);
  rig.session->consume(0);
  CHECK(rig.session->wants_input());
  CHECK(rig.session->idle());
}

TEST_CASE("engine/session_keeping: readers do not wait", "[engine][keeping]") {
  KeepingRig rig;
  rig.feed(wire({.opcode = Opcode::Get, .key = "a"}) + wire({.opcode = Opcode::Noop}));
  CHECK_FALSE(rig.session->suspended());
  CHECK(rig.sent().size() == 2);
}

TEST_CASE("engine/session_keeping: quiet changes are safe before the next loud answer",
          "[engine][keeping]") {
  KeepingRig rig;
  rig.feed(wire(set_of("a", Opcode::SetQ)) + wire(set_of("b", Opcode::SetQ)));
  CHECK_FALSE(rig.session->suspended());  // nothing waits to be sent
  CHECK(rig.session->wants_input());
  rig.feed(wire({.opcode = Opcode::Noop}));
  CHECK(rig.sent().empty());
  CHECK(rig.session->suspended());
  rig.keeper.safe_up_to = 2;
  rig.session->consume(0);
  CHECK(rig.sent().size() == 1);
}

TEST_CASE("engine/session_keeping: a quit is answered, and closed, once changes are safe",
          "[engine][keeping]") {
  KeepingRig rig;
  rig.feed(wire(set_of("a")) + wire({.opcode = Opcode::Quit}));
  CHECK_FALSE(rig.session->wants_close());
  rig.keeper.safe_up_to = 1;
  rig.session->consume(0);
  CHECK(rig.sent().size() == 2);
  CHECK(rig.session->wants_close());
}

TEST_CASE("engine/session_keeping: while nothing can be kept, writes are refused and reads go on",
          "[engine][keeping]") {
  KeepingRig rig;
  rig.keeper.safe_up_to = 1;
  CHECK(rig.one(set_of("a")).status() == Status::Ok);
  rig.keeper.accepts = false;
  const std::vector<Ask> writes = {
      set_of("a"),
      set_of("a", Opcode::SetQ),
      set_of("b", Opcode::Add),
      set_of("a", Opcode::Replace),
      {.opcode = Opcode::Append, .key = "a", .value = "x"},
      {.opcode = Opcode::Delete, .key = "a"},
      {.opcode = Opcode::DeleteQ, .key = "a"},
      {.opcode = Opcode::Increment, .key = "n", .extras = test::counter_extras(1, 1, 0)},
      {.opcode = Opcode::Touch, .key = "a", .extras = test::number_extras(1)},
      {.opcode = Opcode::Gat, .key = "a", .extras = test::number_extras(1)},
      {.opcode = Opcode::Flush},
  };
  for (const Ask& write : writes) {
    INFO(static_cast<int>(write.opcode));
    CHECK(rig.one(write).status() == Status::OutOfMemory);
  }
  CHECK(rig.keeper.told() == 1);
  // One that is too large must not remove the old value either.
  Ask large = set_of("a");
  large.value = std::string(2U << 20U, 'v');
  CHECK(rig.one(large).status() == Status::TooLarge);
  CHECK(rig.keeper.told() == 1);
  CHECK(rig.one({.opcode = Opcode::Get, .key = "a"}).value == "v");
}

TEST_CASE("engine/session_keeping: what will not become safe is not acknowledged",
          "[engine][keeping]") {
  KeepingRig rig;
  rig.feed(wire({.opcode = Opcode::Noop}) + wire(set_of("a")));
  CHECK(rig.session->suspended());
  rig.keeper.accepts = false;
  CHECK_FALSE(rig.session->suspended());  // there is nothing to wait for
  rig.session->consume(0);
  CHECK(rig.session->wants_close());
  CHECK(rig.sent().empty());
}

TEST_CASE("engine/session_keeping: a crowd stops the next change, and what is behind it",
          "[engine][keeping]") {
  KeepingRig rig;
  rig.keeper.safe_up_to = 100;
  rig.keeper.is_crowded = true;
  rig.feed(wire({.opcode = Opcode::Noop}) + wire(set_of("a")) +
           wire({.opcode = Opcode::Get, .key = "a"}));
  CHECK(rig.sent().size() == 1);
  CHECK(rig.session->suspended());
  CHECK_FALSE(rig.session->wants_input());
  CHECK(rig.keeper.told() == 0);
  bool resumed = false;
  rig.session->when_resumed([&] { resumed = true; });
  rig.keeper.is_crowded = false;
  rig.keeper.calls.at(0)();
  CHECK(resumed);
  rig.session->consume(0);
  const auto answers = rig.sent();
  REQUIRE(answers.size() == 2);
  CHECK(answers[1].value == "v");
}

}  // namespace
}  // namespace mcbin::engine
