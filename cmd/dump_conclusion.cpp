#include "cmd/dump_conclusion.hpp"

#include "mcbin/codec/stream_kind.hpp"

namespace mcbin::cmd {
namespace {

using capture::PacketNote;
using codec::StreamKind;
using render::counted;

/// Why there is no frame at all.
std::string no_frame_sentence(const DumpFacts& facts) {
  if (facts.captured) {
    if (facts.totals.packets == 0) return "the capture is empty";
    return "no binary frame found in " + counted(facts.totals.connections, "connection") +
           (facts.protocols.ignored() > 0 ? " (others than those of -p were left out)" : "");
  }
  if (facts.dumped) return "no frame in these lines";
  if (facts.front.empty()) return "the input is empty";
  const StreamKind kind = codec::stream_kind(facts.front);
  if (kind != StreamKind::Unknown && kind != StreamKind::Binary) {
    return "no binary frame found: the input looks like " +
           std::string(codec::stream_kind_name(kind));
  }
  return "no binary frame found (see: mcbin dump-frame --help, --in)";
}

void add_protocols(std::vector<std::string>& said, const decoder::ProtocolCounts& protocols) {
  for (const decoder::PortProtocol& row : protocols.ports()) {
    if (row.kind == StreamKind::Binary || row.kind == StreamKind::Unknown) continue;
    said.push_back("port " + std::to_string(row.port) + " carries " +
                   std::string(codec::stream_kind_name(row.kind)) + " on " +
                   counted(row.connections, "connection"));
  }
  if (protocols.one_way() > 0) {
    said.push_back(counted(protocols.one_way(), "connection") +
                   (protocols.one_way() == 1 ? " is" : " are") +
                   " captured one-way: no pairing there");
  }
}

void add_losses(std::vector<std::string>& said, const DumpFacts& facts, const DumpSink& sink) {
  const GapCounts& gaps = sink.gaps();
  const std::uint64_t incomplete = sink.counts().incomplete_frames;
  if (gaps.cut_packets > 0) {
    said.push_back("the snaplen cut " + std::to_string(incomplete) + " of " +
                   counted(sink.counts().frames(), "frame") + "; recapture with -s 0");
  }
  if (gaps.gaps > gaps.cut_packets) {
    said.push_back(counted(gaps.gaps, "gap") + ", " + counted(gaps.bytes, "byte") +
                   " not captured (kernel drops?)");
  }
  if (facts.totals.dropped_by_kernel > 0) {
    said.push_back("the system dropped " + counted(facts.totals.dropped_by_kernel, "packet"));
  }
  const std::uint64_t fragments = facts.totals.count(PacketNote::Fragment);
  if (fragments > 0) {
    said.push_back(counted(fragments, "IP fragment") + " could not be read");
  }
  const std::uint64_t foreign = facts.totals.count(PacketNote::UnsupportedLink);
  if (foreign > 0) said.push_back(counted(foreign, "packet") + " of an unknown link type");
}

}  // namespace

std::vector<std::string> dump_sentences(const DumpFacts& facts, const DumpSink& sink) {
  std::vector<std::string> said;
  if (sink.counts().frames() == 0) {
    said.push_back(no_frame_sentence(facts));
  } else {
    std::string sentence = render::dump_sentence(sink.counts());
    if (sink.filters()) sentence += "; " + std::to_string(sink.passed()) + " of them passed";
    said.push_back(std::move(sentence));
  }
  add_protocols(said, facts.protocols);
  add_losses(said, facts, sink);
  return said;
}

ExitCode dump_exit(const DumpFacts& facts, const DumpSink& sink, const DumpOptions& options,
                   const std::optional<Error>& problem) {
  const auto code = [](DumpExit end) { return static_cast<ExitCode>(end); };
  const bool cut_capture = problem && problem->code == Errc::Truncated;
  if (problem && !cut_capture) return code(DumpExit::Unreadable);
  if (sink.counts().frames() == 0) {
    return code(cut_capture ? DumpExit::CutShort : DumpExit::NoFrame);
  }
  const bool findings = !sink.counts().flawless() || sink.gaps().gaps > 0;
  if (options.strict && findings) return code(DumpExit::Findings);
  const bool cut_stream = facts.bare && sink.counts().incomplete_frames > 0;
  return code(cut_capture || cut_stream ? DumpExit::CutShort : DumpExit::Done);
}

}  // namespace mcbin::cmd
