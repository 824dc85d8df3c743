// What memcached's commands do and mcbin's do not: memcached's defects, and choices that its
// documentation leaves open. The rows follow the vectors; lib/README.md lists the decisions.
#include "conformance/differences.hpp"

namespace mcbin::conformance {

const std::vector<Difference>& command_differences() {
  static const std::vector<Difference> kRows{
      {"incr_wrap",
       "counters are stored with exactly their digits, not padded to the old length",
       Ending::Open,
       {{"81010000000000000000000000000001XXXXXXXXXXXXXXXX"},
        {"81050000000000000000000800000003XXXXXXXXXXXXXXXX0000000000000000"},
        {"81000000040000000000000500000002XXXXXXXXXXXXXXXX0000000030"}}},
      {"incr_leading_space_plus",
       "counters are stored with exactly their digits, not padded to the old length",
       Ending::Open,
       {{"81010000000000000000000000000001XXXXXXXXXXXXXXXX"},
        {"81050000000000000000000800000003XXXXXXXXXXXXXXXX000000000000000d"},
        {"81010000000000000000000000000001XXXXXXXXXXXXXXXX"},
        {"81050000000000000000000800000003XXXXXXXXXXXXXXXX000000000000000d"},
        {"81000000040000000000000600000002XXXXXXXXXXXXXXXX000000003133"}}},
      {"decr_floor",
       "counters are stored with exactly their digits, not padded to the old length",
       Ending::Open,
       {{"81010000000000000000000000000001XXXXXXXXXXXXXXXX"},
        {"81060000000000000000000800000003XXXXXXXXXXXXXXXX0000000000000000"},
        {"81000000040000000000000500000002XXXXXXXXXXXXXXXX0000000030"}}},
      {"decr_pad",
       "counters are stored with exactly their digits, not padded to the old length",
       Ending::Open,
       {{"81010000000000000000000000000001XXXXXXXXXXXXXXXX"},
        {"81060000000000000000000800000003XXXXXXXXXXXXXXXX0000000000000009"},
        {"81000000040000000000000500000002XXXXXXXXXXXXXXXX0000000039"},
        {"81050000000000000000000800000003XXXXXXXXXXXXXXXX000000000000000a"},
        {"81000000040000000000000600000002XXXXXXXXXXXXXXXX000000003130"}}},
      {"incr_trailing_junk",
       "counters are stored with exactly their digits, not padded to the old length",
       Ending::Open,
       {{"81010000000000000000000000000001XXXXXXXXXXXXXXXX"},
        {"81050000000000060000002e000000030000000000000000'Non-numeric server-side value for incr "
         "or decr'"},
        {"81010000000000000000000000000001XXXXXXXXXXXXXXXX"},
        {"81050000000000000000000800000003XXXXXXXXXXXXXXXX000000000000000d"},
        {"81000000040000000000000600000002XXXXXXXXXXXXXXXX000000003133"}}},
      {"incrq_decrq_ok",
       "counters are stored with exactly their digits, not padded to the old length",
       Ending::Open,
       {{"810a00000000000000000000deadbeef0000000000000000"},
        {"81000000040000000000000500000002XXXXXXXXXXXXXXXX0000000039"}}},
      {"stat_conns_cachedump_not_binary",
       "STAT conns lists the connections; in memcached only the text protocol has it",
       Ending::Open,
       {{std::string(kStatSeries)},
        {"811000000000000100000009000000020000000000000000'Not found'"}}},
      {"add_with_cas_match_overwrites",
       "ADD never overwrites, whatever CAS it carries",
       Ending::Open,
       {{"81010000000000000000000000000001XXXXXXXXXXXXXXXX"},
        {"810200000000000200000014000000020000000000000000'Data exists for key.'"},
        {"81000000040000000000000500000002XXXXXXXXXXXXXXXX0000000031"}}},
      {"incr_cas_missing_creates",
       "a counter with a CAS to match is not created",
       Ending::Open,
       {{"810500000000000100000009000000030000000000000000'Not found'"},
        {"810000000000000100000009000000020000000000000000'Not found'"}}},
      {"stat_sizes_disabled",
       "sizes are always known, by band; of an empty store there is nothing to tell",
       Ending::Open,
       {{"811000000000000000000000000000770000000000000000"}}},
      {"stat_prefix_match",
       "groups of STAT match exactly",
       Ending::Open,
       {{"811000000000000100000009000000770000000000000000'Not found'"}}},
      {"stat_detail",
       "groups of STAT match exactly: memcached reads \"detail\" on into stale bytes",
       Ending::Open,
       {{"811000000000000000000000000000770000000000000000"},
        {"81010000000000000000000000000001XXXXXXXXXXXXXXXX"},
        {"81000000040000000000000500000002XXXXXXXXXXXXXXXX0000000076"},
        {"811000080000000000000031000000780000000000000000'detailedPREFIX pre get 1 hit 1 set 1 "
         "del 0'0d0a'END'0d0a",
         "811000000000000000000000000000780000000000000000"},
        {"811000000000000000000000000000790000000000000000"},
        {"8110000000000001000000090000007a0000000000000000'Not found'"}}},
      {"unknown_verbosity_nobody",
       "VERBOSITY is served, with and without its level",
       Ending::Open,
       {{"811b00000000000000000000000000010000000000000000"},
        {"810a00000000000000000000deadbeef0000000000000000"}}},
      {"verbosity_with_extras_desync",
       "VERBOSITY is served, and the stream stays in step",
       Ending::Open,
       {{"811b00000000000000000000000000010000000000000000",
         "810a00000000000000000000deadbeef0000000000000000",
         "810a00000000000000000000deadbeef0000000000000000"}}},
      {"unknown_with_key_waits",
       "an unknown opcode takes exactly its body; what follows opens the next frame, here with a "
       "bad magic",
       Ending::Closed,
       {{"811f0000000000810000000f000000010000000000000000'Unknown command'"}, {}, {}}},
      {"unknown_with_key_desync",
       "an unknown opcode takes exactly its body",
       Ending::Open,
       {{"811f0000000000810000000f000000010000000000000000'Unknown command'",
         "810a00000000000000000000deadbeef0000000000000000",
         "810a00000000000000000000deadbeef0000000000000000"}}},
      {"auto_negotiate_binary",
       "a bad magic shows in its first byte: nobody waits for the other 23",
       Ending::Closed,
       {{"810a00000000000000000000deadbeef0000000000000000"}, {}}},
      {"touch_value_desync",
       "a value that the opcode does not have is refused, not run as commands",
       Ending::Closed,
       {{"811c00000000000400000011000000040000000000000000'Invalid arguments'"}}},
      {"stat_value_desync",
       "a value that the opcode does not have is refused, not run as commands",
       Ending::Closed,
       {{"811000000000000400000011000000020000000000000000'Invalid arguments'"}}},
      {"bad_magic_loses_queue",
       "queued answers are sent before the close",
       Ending::Closed,
       {{"81010000000000000000000000000001XXXXXXXXXXXXXXXX",
         "81000000040000000000000500000002XXXXXXXXXXXXXXXX0000000076"}}},
  };
  return kRows;
}

const Difference* find_difference(std::string_view name) {
  for (const auto* rows : {&command_differences(), &login_differences(), &missing_features()}) {
    for (const Difference& row : *rows) {
      if (row.vector == name) return &row;
    }
  }
  return nullptr;
}

Conversation with_own_answers(Conversation recorded, const Difference& difference) {
  std::size_t answered = 0;
  for (Step& step : recorded.steps) {
    if (step.sleep_ms > 0) continue;
    step.receive_text.clear();
    step.receive = difference.answers.at(answered);
    if (answered < difference.text_answers.size()) {
      step.receive_text = difference.text_answers[answered];
    }
    ++answered;
  }
  recorded.ending = difference.ending;
  const bool frames = recorded.match != Match::Text && recorded.match != Match::Datagram;
  if (!frames) recorded.match = Match::Exact;
  return recorded;
}

}  // namespace mcbin::conformance
