// Fuzz target: a whole session in memory with a store behind it. Whatever is sent, the output is
// whole answers (or the one line for text), the same however the input is cut, and what the session
// leaves unread is never more than one item and what one read brings.
#include "fuzz/fuzz_server.hpp"
#include "mcbin/engine/text_commands.hpp"

using namespace mcbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::CutInput input = fuzz::cut_input(data, size);
  fuzz::FuzzServer whole;
  whole.receive(input.whole);
  whole.end_of_input();
  fuzz::FuzzServer cut;
  cut.receive(input.first);
  cut.receive(input.second);
  cut.end_of_input();
  if (!input.whole.empty() && engine::begins_text(input.whole.front())) {
    MCBIN_CHECK(whole.output() == cut.output());
  } else {
    MCBIN_CHECK(fuzz::comparable(whole.output()) == fuzz::comparable(cut.output()));
  }
  return 0;
}
