#include "mcbin/decoder/exchanges.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace mcbin::decoder {
namespace {

using codec::Magic;
using codec::Opcode;
using codec::Outcome;
using Lines = std::vector<std::string>;

class Recorder final : public ExchangeSink {
 public:
  void on_exchange(const Exchange& exchange) override {
    std::string line = std::to_string(exchange.request.place.number) + " " +
                       std::string(as_text(exchange.request.frame.key)) + ":";
    for (const KeptFrame& answer : exchange.answers) {
      line += " " + std::to_string(answer.frame().place.number) + " " +
              std::string(as_text(answer.frame().frame.value));
    }
    lines.push_back(line);
  }
  void on_stray(const codec::PlacedFrame& answer) override {
    lines.push_back("stray " + std::to_string(answer.place.number));
  }
  Lines lines;
};

void ask(ExchangeAssembler& exchanges, std::uint64_t number, Opcode opcode, std::uint64_t pair,
         Outcome outcome) {
  const std::string key = "key" + std::to_string(number);
  codec::PlacedFrame frame;
  frame.frame.header.opcode = opcode;
  frame.frame.body = frame.frame.key = as_bytes(key);
  frame.place.number = number;
  frame.pair.number = pair;
  frame.pair.outcome = outcome;
  exchanges.on_frame(frame);
}

void answer(ExchangeAssembler& exchanges, std::uint64_t number, Opcode opcode, std::uint64_t pair,
            std::uint16_t key_length = 0) {
  const std::string value = "value" + std::to_string(number);
  codec::PlacedFrame frame;
  frame.frame.header.magic = Magic::Response;
  frame.frame.header.opcode = opcode;
  frame.frame.header.key_length = key_length;
  frame.frame.body = frame.frame.value = as_bytes(value);
  frame.place.number = number;
  frame.pair.number = pair;
  exchanges.on_frame(frame);
}

TEST_CASE("decoder/exchanges: requests come out with their answers", "[decoder][exchanges]") {
  Recorder out;
  ExchangeAssembler exchanges(out);
  ask(exchanges, 1, Opcode::Get, 4, Outcome::Hit);
  ask(exchanges, 2, Opcode::GetQ, 0, Outcome::ImpliedMiss);
  ask(exchanges, 3, Opcode::Stat, 5, Outcome::Ok);
  answer(exchanges, 4, Opcode::Get, 1);
  answer(exchanges, 5, Opcode::Stat, 3, 3);
  answer(exchanges, 6, Opcode::Stat, 3, 0);
  answer(exchanges, 7, Opcode::Get, 0);
  ask(exchanges, 8, Opcode::Get, 0, Outcome::Undecided);
  exchanges.finish();
  CHECK(out.lines ==
        Lines{"2 key2:", "1 key1: 4 value4", "3 key3: 5 value5 6 value6", "stray 7", "8 key8:"});
}

TEST_CASE("decoder/exchanges: what waits is bounded", "[decoder][exchanges]") {
  Recorder out;
  ExchangeAssembler exchanges(out);
  for (std::uint64_t number = 1; number <= ExchangeAssembler::kWaitingMax + 1; ++number) {
    ask(exchanges, number, Opcode::Get, number + 100000, Outcome::Hit);
  }
  CHECK(out.lines == Lines{"1 key1:"});
  answer(exchanges, 100001, Opcode::Get, 1);
  CHECK(out.lines.back() == "stray 100001");
}

}  // namespace
}  // namespace mcbin::decoder
