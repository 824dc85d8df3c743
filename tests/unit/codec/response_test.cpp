#include "mcbin/codec/response.hpp"

#include <catch2/catch.hpp>

namespace mcbin::codec {
namespace {

constexpr Status kStatuses[] = {
    Status::Ok,        Status::KeyNotFound,    Status::KeyExists,  Status::TooLarge,
    Status::NotStored, Status::NotANumber,     Status::AuthError,  Status::InvalidArguments,
    Status::Busy,      Status::UnknownCommand, Status::OutOfMemory};

TEST_CASE("codec/response: a quiet opcode hides exactly one status", "[codec][response]") {
  for (unsigned code = 0; code < 256; ++code) {
    const Opcode opcode = static_cast<Opcode>(code);
    for (const Status status : kStatuses) {
      INFO(opcode_name(opcode) << " " << status_name(status));
      bool hidden = false;
      switch (opcode) {
        case Opcode::GetQ:
        case Opcode::GetKQ:
        case Opcode::GatQ:
        case Opcode::GatKQ:
          hidden = status == Status::KeyNotFound;
          break;
        default:
          hidden = opcode_info(opcode).quiet() && status == Status::Ok;
      }
      CHECK(answers(opcode, status) == !hidden);
    }
  }
}

TEST_CASE("codec/response: a quiet delete of nothing still answers", "[codec][response]") {
  CHECK(answers(Opcode::DeleteQ, Status::KeyNotFound));
  CHECK_FALSE(answers(Opcode::DeleteQ, Status::Ok));
}

TEST_CASE("codec/response: opcode and opaque say whose answer it is", "[codec][response]") {
  const Header answer{.magic = Magic::Response, .opcode = Opcode::GetQ, .opaque = 0x87654321};
  CHECK(matches(answer, Opcode::GetQ, 0x87654321));
  CHECK_FALSE(matches(answer, Opcode::Get, 0x87654321));
  CHECK_FALSE(matches(answer, Opcode::GetQ, 0x21436587));
  const Header request{.magic = Magic::Request, .opcode = Opcode::GetQ, .opaque = 0x87654321};
  CHECK_FALSE(matches(request, Opcode::GetQ, 0x87654321));
}

TEST_CASE("codec/response: a series of statistics ends without a key", "[codec][response]") {
  struct Row {
    const char* name;
    std::uint16_t key_length;
    std::uint32_t body_length;
    Status status;
    bool ends;
  };
  const Row rows[] = {
      {"a statistic", 3, 5, Status::Ok, false},
      {"a statistic of no value", 3, 3, Status::Ok, false},
      {"the end", 0, 0, Status::Ok, true},
      {"a value without a name", 0, 5, Status::Ok, true},
      {"an error with a text", 0, 9, Status::KeyNotFound, true},
      {"an error with a key", 3, 3, Status::KeyNotFound, true},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    const Header header{.magic = Magic::Response,
                        .opcode = Opcode::Stat,
                        .key_length = row.key_length,
                        .vbucket_or_status = static_cast<std::uint16_t>(row.status),
                        .body_length = row.body_length};
    CHECK(ends_stat_series(header) == row.ends);
  }
}

}  // namespace
}  // namespace mcbin::codec
