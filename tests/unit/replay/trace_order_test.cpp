// Rows of a trace sorted by their moments, however the source cuts them.
#include "mcbin/replay/trace_order.hpp"

#include "trace_samples.hpp"

#include <catch2/catch.hpp>

#include <array>

using mcbin::Byte;
using mcbin::Errc;
using mcbin::Result;
using mcbin::replay::TraceFormat;
using mcbin::replay::TraceOrder;
using mcbin::test::SteppedSource;

namespace {

struct Sorted {
  std::string text;
  std::uint64_t out_of_order = 0;
  std::uint64_t too_late = 0;
};

Sorted sorted(const std::string& text, TraceFormat format, std::size_t block = 1U << 20U,
              std::size_t step = 1U << 20U) {
  TraceOrder order(std::make_unique<SteppedSource>(text, step), format, block);
  Sorted got;
  std::array<Byte, 7> space{};
  for (;;) {
    const auto size = order.read(space);
    REQUIRE(size);
    if (*size == 0) break;
    got.text += mcbin::as_text(mcbin::ByteView(space).first(*size));
  }
  got.out_of_order = order.out_of_order();
  got.too_late = order.too_late();
  return got;
}

/// A Twitter row of eight bytes.
std::string row(unsigned time, char key) {
  return std::to_string(time) + "," + key + ",1,1\n";
}

}  // namespace

TEST_CASE("replay/trace_order: rows in order pass as they are", "[replay][trace_order]") {
  const std::string text = row(1, 'a') + row(1, 'b') + "\nno row\n" + row(2, 'c') + "3,d";
  for (const std::size_t block : {24U, 32U, 1000U}) {
    for (const std::size_t step : {1U, 5U, 1000U}) {
      const Sorted got = sorted(text, TraceFormat::Twitter, block, step);
      CHECK(got.text == text);
      CHECK(got.out_of_order == 0);
    }
  }
  CHECK(sorted("", TraceFormat::Twitter).text.empty());
}

TEST_CASE("replay/trace_order: rows that are late find their place", "[replay][trace_order]") {
  const std::string text = row(3, 'a') + row(1, 'b') + row(3, 'c') + "junk\n" + row(2, 'd') + "1,e";
  const std::string expected =
      row(1, 'b') + "1,e\n" + row(2, 'd') + row(3, 'a') + row(3, 'c') + "junk\n";
  for (const std::size_t step : {1U, 5U, 1000U}) {
    const Sorted got = sorted(text, TraceFormat::Twitter, 1000, step);
    CHECK(got.text == expected);
    CHECK(got.out_of_order == 3);
    CHECK(got.too_late == 0);
  }
}

TEST_CASE("replay/trace_order: a row that is too late comes at once", "[replay][trace_order]") {
  std::string text;
  for (unsigned time = 1; time < 9; ++time) text += row(time, 'a');
  const Sorted got = sorted(text + row(2, 'b') + row(9, 'c'), TraceFormat::Twitter, 17);
  CHECK(got.out_of_order == 1);
  CHECK(got.too_late == 1);
  CHECK(got.text.size() == text.size() + 16);
  const std::size_t late = got.text.find(row(2, 'b'));
  CHECK(late > got.text.find(row(2, 'a')));
  CHECK(late < got.text.find(row(9, 'c')));
  // Late by less than a block.
  const Sorted near = sorted(text + row(7, 'b') + row(9, 'c'), TraceFormat::Twitter, 17);
  CHECK(near.too_late == 0);
  CHECK(near.text.find(row(7, 'b')) < near.text.find(row(8, 'a')));
}

TEST_CASE("replay/trace_order: the column of the moment, and none", "[replay][trace_order]") {
  CHECK(
      sorted("key,op,size,op_time\r\na,GET,1,7\r\nb,GET,1,5\r\nc,GET,1,6", TraceFormat::CacheBench)
          .text == "key,op,size,op_time\r\nb,GET,1,5\r\nc,GET,1,6\na,GET,1,7\r\n");
  CHECK(sorted("op_time,key,op,size\n7,a,GET,1\n5,b,GET,1\n", TraceFormat::CacheBench).text ==
        "op_time,key,op,size\n5,b,GET,1\n7,a,GET,1\n");
  const std::string untimed = "key,op,size\n9,GET,1\n5,GET,1\n";
  CHECK(sorted(untimed, TraceFormat::CacheBench).text == untimed);
  CHECK(sorted("key,op,size", TraceFormat::CacheBench).text == "key,op,size");
}

TEST_CASE("replay/trace_order: a source's error is handed on", "[replay][trace_order]") {
  class Broken final : public mcbin::capture::ByteSource {
   public:
    [[nodiscard]] Result<std::size_t> read(mcbin::MutableByteView space) override {
      static_cast<void>(space);
      return mcbin::fail(Errc::ReadFailed, 0, "a disk on fire");
    }
  };
  TraceOrder order(std::make_unique<Broken>(), TraceFormat::Twitter);
  std::array<Byte, 7> space{};
  const auto size = order.read(space);
  REQUIRE_FALSE(size);
  CHECK(size.error().code == Errc::ReadFailed);
}
