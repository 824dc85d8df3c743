#include "cmd/replay_trace.hpp"

#include "cmd/load_exit.hpp"
#include "cmd/replay_output.hpp"
#include "cmd/sentences.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/render/hdr_text.hpp"
#include "mcbin/replay/trace_order.hpp"
#include "mcbin/replay/trace_page.hpp"
#include "mcbin/replay/trace_server_player.hpp"
#include "mcbin/replay/trace_store_player.hpp"

#include <memory>

namespace mcbin::cmd {
namespace {

using replay::TraceCounts;
using replay::TraceTtl;

Error refusal(std::string_view option) {
  return {Errc::BadConfiguration, 0,
          std::string(option) +
              " is for recorded traffic; a cache trace is played as fast as answers come, once, on "
              "one connection"};
}

/// Options that would be passed over.
Result<void> check_options(const ReplayOptions& options, const ReplayTarget& target) {
  const replay::RunOptions& run = options.run;
  if (options.inputs.files.size() > 1) {
    return fail(Errc::BadConfiguration, 0,
                "a cache trace is one file; join several: cat FILE... | mcbin replay -");
  }
  if (target.servers.size() > 1) {
    return fail(Errc::BadConfiguration, 0, "a cache trace is played against one server");
  }
  if (options.against) return tl::unexpected(refusal("--against"));
  if (run.model == replay::Model::Rate) return tl::unexpected(refusal("--rate"));
  if (run.model == replay::Model::Window) return tl::unexpected(refusal("--window"));
  if (run.speed != 1) return tl::unexpected(refusal("--speed"));
  if (run.rounds != 1) return tl::unexpected(refusal("--loop"));
  if (options.connections != "keep") return tl::unexpected(refusal("--connections"));
  if (options.warm != "none") return tl::unexpected(refusal("--warm"));
  if (options.plan.sample < 1) return tl::unexpected(refusal("--sample"));
  if (run.rewrite.keys.any()) return tl::unexpected(refusal("rewriting keys"));
  if (options.plan.since || options.plan.until) return tl::unexpected(refusal("--since"));
  if (options.ttl == replay::TtlMode::Scale) return tl::unexpected(refusal("--ttl scale"));
  return {};
}

/// "in process, 64 MiB"
std::string store_text(std::uint64_t bytes) {
  constexpr std::uint64_t kMebi = kMebibyte;
  if (bytes % kMebi == 0) return "in process, " + std::to_string(bytes / kMebi) + " MiB";
  return "in process, " + std::to_string(bytes) + " bytes";
}

Result<TraceCounts> play(const ReplayOptions& options, const ReplayTarget& target,
                         replay::TraceScanner& trace, replay::TraceFacts& facts) {
  const Clock& clock = system_clock();
  if (target.in_process()) {
    facts.target = store_text(options.memory_bytes);
    const auto store = store::Store::create({.memory_bytes = options.memory_bytes});
    if (!store) return tl::unexpected(store.error());
    return replay::play_trace(trace, **store, facts.ttl, clock);
  }
  facts.target = target.text();
  return replay::play_trace(trace, target.servers.front(), facts.ttl, options.run.timeout, clock);
}

/// How a replay that failed ends; nothing where the trace or the settings are to blame.
std::optional<LoadExit> end_for(Errc code) {
  switch (code) {
    case Errc::ConnectFailed:
    case Errc::LoginRefused:
      return LoadExit::Unreachable;
    case Errc::TimedOut:
    case Errc::ConnectionClosed:
    case Errc::ReadFailed:
    case Errc::WriteFailed:
    case Errc::ProtocolViolated:
      return LoadExit::Lost;
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<ExitCode> run_trace(const ReplayOptions& options, const ReplayTarget& target,
                           Recording recording) {
  if (auto checked = check_options(options, target); !checked)
    return tl::unexpected(checked.error());
  const auto format = recording.trace();
  if (!format) return fail(Errc::BadConfiguration, 0, "this is no cache trace");
  auto sorted = std::make_unique<replay::TraceOrder>(std::move(recording.source.bytes), *format);
  const replay::TraceOrder& order = *sorted;
  replay::TraceScanner trace(std::move(sorted), *format);
  replay::TraceFacts facts{.source = options.inputs.files.front(), .target = {}};
  facts.command = options.command;
  if (options.ttl == replay::TtlMode::Keep) facts.ttl = TraceTtl::Keep;
  auto counts = play(options, target, trace, facts);
  if (!counts) {
    const auto end = end_for(counts.error().code);
    if (!end) return tl::unexpected(counts.error());
    say(sentence_for(counts.error()));
    return exit_code(*end);
  }
  counts->out_of_order = order.out_of_order();
  counts->too_late = order.too_late();
  auto written = write_report(options, {.text = [&] { return replay::trace_text(facts, *counts); },
                                        .json = [&] { return replay::trace_json(facts, *counts); },
                                        .html = [&] { return replay::trace_page(facts, *counts); },
                                        .hdr = [&] { return render::hdr_text(counts->latency); }});
  if (!written) return tl::unexpected(written.error());
  return exit_code(LoadExit::Right);
}

}  // namespace mcbin::cmd
