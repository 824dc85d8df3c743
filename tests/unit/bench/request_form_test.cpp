#include "mcbin/bench/request_form.hpp"

#include "mcbin/codec/request.hpp"

#include <catch2/catch.hpp>

#include <string>

using mcbin::as_bytes;
using mcbin::as_text;
using mcbin::ByteVector;
using mcbin::ByteView;
using mcbin::bench::Asked;
using mcbin::bench::RequestForm;
using mcbin::bench::Verdict;
using mcbin::bench::Workload;
using mcbin::codec::Frame;
using mcbin::codec::FrameStep;
using mcbin::codec::Magic;
using mcbin::codec::Opcode;
using mcbin::codec::Status;

namespace {

Workload small_values() {
  Workload workload;
  workload.value_bytes_min = workload.value_bytes_max = 12;
  return workload;
}

const std::string kValueOf5("\0\0\0\0\0\0\0\5ijkl", 12);

Frame answer(Opcode opcode, Status status, std::string_view key, std::string_view value) {
  Frame frame;
  frame.header.magic = Magic::Response;
  frame.header.opcode = opcode;
  frame.header.vbucket_or_status = static_cast<std::uint16_t>(status);
  frame.key = as_bytes(key);
  frame.value = as_bytes(value);
  return frame;
}

}  // namespace

TEST_CASE("bench/request_form: every opcode is written in a good shape", "[bench][request_form]") {
  const RequestForm form(small_values());
  for (unsigned code = 0; code < 256; ++code) {
    const auto opcode = static_cast<Opcode>(code);
    if (!mcbin::bench::can_ask_for(mcbin::codec::loud_opcode(opcode))) continue;
    INFO(mcbin::codec::opcode_name(opcode));
    ByteVector bytes(form.request_bytes_max());
    const std::size_t size = form.write({.key = 5, .opcode = opcode}, 0x87654321, bytes.data());
    REQUIRE(size <= bytes.size());
    Frame frame;
    REQUIRE(next_frame(ByteView(bytes).first(size), frame) == FrameStep::Whole);
    CHECK(frame.size() == size);
    CHECK(frame.header.magic == Magic::Request);
    CHECK(frame.header.opaque == 0x87654321);
    CHECK(check_shape(frame.header) == mcbin::codec::Shape::Good);
    if (!frame.value.empty()) CHECK(as_text(frame.value) == kValueOf5);
  }
}

TEST_CASE("bench/request_form: keys have their numbers", "[bench][request_form]") {
  const RequestForm form(small_values());
  struct Row {
    Asked asked;
    const char* key;
  };
  const Row rows[] = {{{0, Opcode::Get}, "key:000000000000"},
                      {{907, Opcode::Set}, "key:000000000907"},
                      {{123456789012, Opcode::GetKQ}, "key:123456789012"},
                      {{5, Opcode::Increment}, "ctr:000000000005"}};
  for (const Row& row : rows) {
    ByteVector bytes(form.request_bytes_max());
    const std::size_t size = form.write(row.asked, 0, bytes.data());
    Frame frame;
    REQUIRE(next_frame(ByteView(bytes).first(size), frame) == FrameStep::Whole);
    CHECK(as_text(frame.key) == row.key);
  }
}

TEST_CASE("bench/request_form: answers are judged", "[bench][request_form]") {
  const RequestForm form(small_values());
  const std::string key = "key:000000000005";
  std::string other_value = kValueOf5;
  other_value.back() = 'x';
  const std::string cut_value = kValueOf5.substr(1);
  struct Row {
    Opcode opcode;
    Frame answer;
    Verdict verdict;
  };
  const Row rows[] = {
      {Opcode::Get, answer(Opcode::Get, Status::Ok, "", kValueOf5), Verdict::Hit},
      {Opcode::Get, answer(Opcode::Get, Status::Ok, key, kValueOf5), Verdict::Wrong},
      {Opcode::Get, answer(Opcode::Get, Status::Ok, "", other_value), Verdict::Wrong},
      {Opcode::Get, answer(Opcode::Get, Status::Ok, "", cut_value), Verdict::Wrong},
      {Opcode::Get, answer(Opcode::GetK, Status::Ok, "", kValueOf5), Verdict::Wrong},
      {Opcode::Get, answer(Opcode::Get, Status::KeyNotFound, "", "Not found"), Verdict::Miss},
      {Opcode::GetKQ, answer(Opcode::GetKQ, Status::Ok, key, kValueOf5), Verdict::Hit},
      {Opcode::GetKQ, answer(Opcode::GetKQ, Status::Ok, "key:000000000006", kValueOf5),
       Verdict::Wrong},
      {Opcode::GetKQ, answer(Opcode::GetKQ, Status::Ok, "", kValueOf5), Verdict::Wrong},
      {Opcode::Set, answer(Opcode::Set, Status::Ok, "", ""), Verdict::Done},
      {Opcode::Set, answer(Opcode::Set, Status::KeyNotFound, "", ""), Verdict::Refused},
      {Opcode::SetQ, answer(Opcode::SetQ, Status::OutOfMemory, "", ""), Verdict::Refused},
      {Opcode::Add, answer(Opcode::Add, Status::KeyExists, "", ""), Verdict::Done},
      {Opcode::Replace, answer(Opcode::Replace, Status::KeyNotFound, "", ""), Verdict::Miss},
      {Opcode::Increment, answer(Opcode::Increment, Status::Ok, "", "12345678"), Verdict::Done},
      {Opcode::Increment, answer(Opcode::Increment, Status::Ok, "", "1234567"), Verdict::Wrong},
      {Opcode::Delete, answer(Opcode::Delete, Status::KeyNotFound, "", ""), Verdict::Miss},
      {Opcode::Touch, answer(Opcode::Touch, Status::Ok, "", ""), Verdict::Done},
      {Opcode::Noop, answer(Opcode::Noop, Status::Ok, "", ""), Verdict::Done},
  };
  for (const Row& row : rows) {
    INFO(mcbin::codec::opcode_name(row.opcode) << " " << as_text(row.answer.value));
    CHECK(form.judge({.key = 5, .opcode = row.opcode}, row.answer) == row.verdict);
  }
  Frame request = answer(Opcode::Get, Status::Ok, "", kValueOf5);
  request.header.magic = Magic::Request;
  CHECK(form.judge({.key = 5, .opcode = Opcode::Get}, request) == Verdict::Wrong);
}

TEST_CASE("bench/request_form: values shorter than their numbers are checked, too",
          "[bench][request_form]") {
  Workload workload;
  workload.value_bytes_min = workload.value_bytes_max = 3;
  const RequestForm form(workload);
  const Asked asked{.key = std::uint64_t{0x0102} << 48U, .opcode = Opcode::Get};
  CHECK(form.judge(asked, answer(Opcode::Get, Status::Ok, "", std::string_view("\1\2\0", 3))) ==
        Verdict::Hit);
  CHECK(form.judge(asked, answer(Opcode::Get, Status::Ok, "", std::string_view("\1\3\0", 3))) ==
        Verdict::Wrong);
}
