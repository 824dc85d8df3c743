#include "mcbin/codec/pairing.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace mcbin::codec {
namespace {

using Lines = std::vector<std::string>;

/// Plays a conversation with a Pairing and writes down what it says.
class Conversation {
 public:
  void ask(Opcode opcode, std::uint32_t opaque, std::uint16_t datagram = 0) {
    pairing_.request(ScannedFrame{.header = {.opcode = opcode, .opaque = opaque}}, place(datagram),
                     recorder_);
  }
  /// `known` letters of the key were captured.
  void ask_for(std::string_view key, Opcode opcode, std::size_t known = 250) {
    pairing_.request(keyed(Magic::Request, key, opcode, known), place(0), recorder_);
  }
  void answer_with(std::string_view key, Opcode opcode, std::size_t known = 250) {
    take(keyed(Magic::Response, key, opcode, known), place(0));
  }
  void answer(Opcode opcode, std::uint32_t opaque, Status status = Status::Ok,
              std::uint16_t key_length = 0, std::uint16_t datagram = 0) {
    const Header header{.magic = Magic::Response,
                        .opcode = opcode,
                        .key_length = key_length,
                        .vbucket_or_status = static_cast<std::uint16_t>(status),
                        .body_length = key_length,
                        .opaque = opaque};
    take(ScannedFrame{.header = header}, place(datagram));
  }
  void gap() { pairing_.mark_gap(); }
  void close(Outcome loud = Outcome::Unanswered) { pairing_.close(loud, recorder_); }
  [[nodiscard]] const Pairing& pairing() const { return pairing_; }

  Lines lines;

 private:
  static ScannedFrame keyed(Magic magic, std::string_view key, Opcode opcode, std::size_t known) {
    ScannedFrame frame;
    frame.header = {.magic = magic,
                    .opcode = opcode,
                    .key_length = static_cast<std::uint16_t>(key.size()),
                    .body_length = static_cast<std::uint32_t>(key.size())};
    frame.key = frame.body = as_bytes(key.substr(0, known));
    return frame;
  }
  void take(const ScannedFrame& frame, const FramePlace& at) {
    const PairInfo pair = pairing_.answer(frame, at, recorder_);
    lines.push_back(std::to_string(at.number) + " answers " + std::to_string(pair.number) +
                    (pair.uncertain ? " uncertain" : ""));
  }
  FramePlace place(std::uint16_t datagram) {
    FramePlace at{.number = ++number_};
    at.first_ns = static_cast<std::int64_t>(number_) * 100;
    at.last_ns = at.first_ns + 10;
    if (datagram != 0) at.datagram = datagram;
    return at;
  }
  void note(const Resolution& done) {
    std::string line = std::to_string(done.request) + " ";
    line += outcome_name(done.pair.outcome);
    if (done.pair.paired()) line += " by " + std::to_string(done.pair.number);
    if (done.pair.answers > 1) line += " of " + std::to_string(done.pair.answers);
    if (done.pair.last_byte_ns >= 0) {
      line += " after " + std::to_string(done.pair.first_byte_ns) + ".." +
              std::to_string(done.pair.last_byte_ns);
    }
    if (done.pair.uncertain) line += " uncertain";
    lines.push_back(line);
  }

  Pairing pairing_;
  std::uint64_t number_ = 0;
  struct Recorder {
    Conversation* owner;
    void operator()(const Resolution& done) const { owner->note(done); }
  } recorder_{this};
};

TEST_CASE("codec/pairing: an answer finds its request by opcode and opaque", "[codec][pairing]") {
  Conversation talk;
  talk.ask(Opcode::Get, 1);
  talk.ask(Opcode::Set, 1);
  talk.ask(Opcode::Get, 2);
  talk.answer(Opcode::Get, 2, Status::KeyNotFound);
  talk.answer(Opcode::Set, 1, Status::NotStored);
  talk.answer(Opcode::Get, 1);
  talk.answer(Opcode::Get, 1);
  CHECK(talk.lines == Lines{"3 miss by 4 after 90..100", "4 answers 3",
                            "2 error by 5 after 290..300", "5 answers 2",
                            "1 hit by 6 after 490..500", "6 answers 1", "7 answers 0"});
  CHECK(talk.pairing().open() == 0);
}

TEST_CASE("codec/pairing: requests that look alike are answered in their order",
          "[codec][pairing]") {
  Conversation talk;
  for (int count = 0; count < 3; ++count) talk.ask(Opcode::Get, 0);
  for (int count = 0; count < 3; ++count) talk.answer(Opcode::Get, 0);
  CHECK(talk.lines == Lines{"1 hit by 4 after 290..300", "4 answers 1", "2 hit by 5 after 290..300",
                            "5 answers 2", "3 hit by 6 after 290..300", "6 answers 3"});
}

TEST_CASE("codec/pairing: a later answer tells what silence meant", "[codec][pairing]") {
  Conversation talk;
  talk.ask(Opcode::GetKQ, 1);
  talk.ask(Opcode::SetQ, 2);
  talk.ask(Opcode::GetQ, 3);
  talk.ask(Opcode::GetKQ, 4);
  talk.ask(Opcode::Noop, 5);
  talk.answer(Opcode::GetQ, 3);
  talk.answer(Opcode::Noop, 5);
  CHECK(talk.lines == Lines{"1 implied_miss", "2 implied_success", "3 hit by 6 after 290..300",
                            "6 answers 3", "4 implied_miss", "5 ok by 7 after 190..200",
                            "7 answers 5"});
}

TEST_CASE("codec/pairing: among equal opaques the key in the answer tells", "[codec][pairing]") {
  for (const Opcode opcode : {Opcode::GetKQ, Opcode::GatKQ}) {
    Conversation talk;
    for (const std::string_view key : {"a", "b", "c"}) talk.ask_for(key, opcode);
    talk.ask(Opcode::Noop, 0);
    talk.answer_with("b", opcode);
    talk.answer(Opcode::Noop, 0);
    CHECK(talk.lines == Lines{"1 implied_miss", "2 hit by 5 after 290..300", "5 answers 2",
                              "3 implied_miss", "4 ok by 6 after 190..200", "6 answers 4"});
  }
}

TEST_CASE("codec/pairing: an answer with another key is no answer", "[codec][pairing]") {
  Conversation talk;
  talk.ask_for("a", Opcode::GetK);
  talk.answer_with("b", Opcode::GetK);
  talk.answer_with("a", Opcode::GetK);
  CHECK(talk.lines == Lines{"2 answers 0", "1 hit by 3 after 190..200", "3 answers 1"});
}

TEST_CASE("codec/pairing: a key that was cut, or that the answer leaves out, tells nothing",
          "[codec][pairing]") {
  Conversation talk;
  talk.ask_for("key", Opcode::GetK, 2);
  talk.answer_with("key", Opcode::GetK);
  talk.ask_for("key", Opcode::GetK);
  talk.answer_with("key", Opcode::GetK, 2);
  talk.ask_for("key", Opcode::GetK);
  talk.answer(Opcode::GetK, 0, Status::Busy);
  CHECK(talk.lines == Lines{"1 hit by 2 after 90..100", "2 answers 1", "3 hit by 4 after 90..100",
                            "4 answers 3", "5 error by 6 after 90..100", "6 answers 5"});
}

TEST_CASE("codec/pairing: STAT stays open until its series ends", "[codec][pairing]") {
  Conversation talk;
  talk.ask(Opcode::Stat, 9);
  talk.answer(Opcode::Stat, 9, Status::Ok, 3);
  talk.answer(Opcode::Stat, 9, Status::Ok, 3);
  CHECK(talk.pairing().open() == 1);
  talk.answer(Opcode::Stat, 9);
  CHECK(talk.lines ==
        Lines{"2 answers 1", "3 answers 1", "1 ok by 2 of 3 after 90..300", "4 answers 1"});
}

TEST_CASE("codec/pairing: the end tells loud from quiet requests", "[codec][pairing]") {
  Conversation talk;
  talk.ask(Opcode::Get, 1);
  talk.ask(Opcode::SetQ, 2);
  talk.close();
  CHECK(talk.lines == Lines{"1 unanswered", "2 open"});
  Conversation one_way;
  one_way.ask(Opcode::SetQ, 2);
  one_way.close(Outcome::OneWay);
  CHECK(one_way.lines == Lines{"1 one_way"});
}

TEST_CASE("codec/pairing: after a gap pairs are uncertain until all is answered",
          "[codec][pairing]") {
  Conversation talk;
  talk.ask(Opcode::Get, 1);
  talk.gap();
  talk.answer(Opcode::Get, 1);
  talk.ask(Opcode::Get, 2);
  talk.answer(Opcode::Get, 2);
  CHECK(talk.lines == Lines{"1 hit by 2 after 90..100 uncertain", "2 answers 1 uncertain",
                            "3 hit by 4 after 90..100", "4 answers 3"});
}

TEST_CASE("codec/pairing: datagrams are told apart by their request id", "[codec][pairing]") {
  Conversation talk;
  talk.ask(Opcode::Get, 0, 7);
  talk.ask(Opcode::Get, 0, 8);
  talk.answer(Opcode::Get, 0, Status::Ok, 0, 8);
  CHECK(talk.lines == Lines{"2 hit by 3 after 90..100", "3 answers 2"});
}

TEST_CASE("codec/pairing: what waits is bounded", "[codec][pairing]") {
  Conversation talk;
  for (std::size_t count = 0; count <= Pairing::kOpenMax; ++count) talk.ask(Opcode::Get, 1);
  CHECK(talk.lines == Lines{"1 undecided"});
  CHECK(talk.pairing().open() == Pairing::kOpenMax);
  CHECK(talk.pairing().memory_bytes() < (4U << 20U));
}

TEST_CASE("codec/pairing: a request that many others overtake is given up", "[codec][pairing]") {
  Conversation talk;
  talk.ask(Opcode::Get, 1);
  for (std::uint32_t count = 0; count <= Pairing::kOvertakenMax; ++count) {
    talk.ask(Opcode::Set, 2);
    talk.answer(Opcode::Set, 2);
  }
  CHECK(talk.pairing().open() == 0);
  CHECK(std::count(talk.lines.begin(), talk.lines.end(), "1 unanswered") == 1);
}

}  // namespace
}  // namespace mcbin::codec
