// Fuzz target: any text through each decoder of text inputs. Bytes come out in bounded number, and
// the same ones, or the same error, however the text is cut.
#include "fuzz/fuzz_input.hpp"
#include "mcbin/base/check.hpp"
#include "mcbin/capture/base64_text.hpp"
#include "mcbin/capture/escaped_text.hpp"
#include "mcbin/capture/hex_dump.hpp"
#include "mcbin/capture/hex_text.hpp"
#include "mcbin/capture/input_format.hpp"

namespace {

using namespace mcbin;
using namespace mcbin::capture;

struct Outcome {
  ByteVector bytes;
  bool failed = false;
  std::uint64_t failed_at = 0;
  bool operator==(const Outcome&) const = default;
};

template <typename Decoder>
Outcome decode(ByteView first, ByteView second) {
  Decoder decoder;
  Outcome outcome;
  Result<void> done = decoder.feed(as_text(first), outcome.bytes);
  if (done) done = decoder.feed(as_text(second), outcome.bytes);
  if (done) done = decoder.finish(outcome.bytes);
  outcome.failed = !done;
  if (!done) outcome.failed_at = done.error().at_byte;
  return outcome;
}

template <typename Decoder>
void check(const fuzz::CutInput& input) {
  const auto first = fuzz::exact_copy(input.first);
  const auto second = fuzz::exact_copy(input.second);
  const Outcome whole = decode<Decoder>(input.whole, {});
  MCBIN_CHECK(whole == decode<Decoder>({first.get(), input.first.size()},
                                       {second.get(), input.second.size()}));
  MCBIN_CHECK(whole.failed_at <= input.whole.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::CutInput input = fuzz::cut_input(data, size);
  check<HexTextDecoder>(input);
  check<HexDumpDecoder>(input);
  check<Base64TextDecoder>(input);
  check<EscapedTextDecoder>(input);
  MCBIN_CHECK(!format_name(guess_format(input.whole)).empty());
  MCBIN_CHECK(!format_name(guess_hex_format(input.whole)).empty());
  return 0;
}
