// `mcbin replay`: a recording sent again, every answer compared with the recorded one.
#include "cmd/commands.hpp"
#include "cmd/invocation.hpp"
#include "cmd/load_exit.hpp"
#include "cmd/plan_reader.hpp"
#include "cmd/replay_options.hpp"
#include "cmd/replay_output.hpp"
#include "cmd/replay_play.hpp"
#include "cmd/replay_shrink.hpp"
#include "cmd/replay_target.hpp"
#include "cmd/replay_trace.hpp"
#include "cmd/sentences.hpp"
#include "cmd/standard_streams.hpp"
#include "mcbin/render/hdr_text.hpp"
#include "mcbin/replay/replay_page.hpp"

#include <algorithm>
#include <memory>

namespace mcbin::cmd {
namespace {

using replay::Model;
using replay::ReplayPlan;
using replay::ReplayReport;

struct Targets {
  ReplayTarget first;
  std::optional<ReplayTarget> other;  // that is compared with it
};

Result<Targets> read_targets(const ReplayOptions& options) {
  auto first = replay_target(options);
  if (!first) return tl::unexpected(first.error());
  Targets targets{.first = std::move(*first), .other = {}};
  if (!options.against) return targets;
  auto other = compared_target(options);
  if (!other) return tl::unexpected(other.error());
  targets.other = std::move(*other);
  return targets;
}

bool allows(const ReplayOptions& options, std::string_view what) {
  return std::find(options.allowed.begin(), options.allowed.end(), what) != options.allowed.end();
}

/// What follows from several options together.
Result<void> settle(ReplayOptions& options) {
  options.plan.flush_allowed = allows(options, "flush");
  options.plan.quit_allowed = allows(options, "quit");
  options.plan.login_allowed = allows(options, "sasl");
  options.run.shown_max = options.shown_max;
  options.run.warm = options.warm == "hits";
  options.run.rewrite.speed = options.run.speed;
  options.run.rewrite.ttl = options.ttl.value_or(replay::TtlMode::Keep);
  if (options.run.rewrite.keys.namespaces_kept && !options.run.rewrite.keys.salt) {
    return fail(Errc::BadConfiguration, 0, "--keep-namespaces goes with --anonymise");
  }
  if (auto checked = check_report_files(options); !checked) return checked;
  if (options.at_once && options.run.model == Model::Rate) {
    return fail(Errc::BadConfiguration, 0, "--max and --rate contradict each other");
  }
  if (options.at_once) {
    options.run.model = options.window > 0 ? Model::Window : Model::Closed;
    options.run.window = options.window;
  } else if (options.window > 0) {
    return fail(Errc::BadConfiguration, 0, "--window goes with --max");
  }
  if (options.in_process && (options.at_once || options.run.model == Model::Rate)) {
    return fail(Errc::BadConfiguration, 0,
                "--in-process plays as fast as it goes; --max and --rate are for servers");
  }
  return {};
}

Result<void> arrange(const ReplayOptions& options, ReplayPlan& plan) {
  if (options.max_idle.count() > 0) {
    replay::shorten_pauses(plan, std::chrono::nanoseconds(options.max_idle).count());
  }
  if (options.connections == "keep") return {};
  if (options.connections == "merge") {
    replay::merge_connections(plan);
    return {};
  }
  const auto count = parse_unsigned(options.connections, replay::kConnectionsMax);
  if (!count || *count == 0) {
    return fail(
        Errc::BadText, 0,
        "--connections is keep, merge, or a number up to 20000, not '" + options.connections + "'");
  }
  replay::split_connections(plan, *count);
  return {};
}

std::string source_text(const ReplayOptions& options) {
  std::string text;
  for (const std::string& file : options.inputs.files) text += (text.empty() ? "" : " ") + file;
  return text;
}

/// Plays, also against the other server, and fills in `report`.
Result<void> play(const ReplayOptions& options, const Targets& targets, const ReplayPlan& plan,
                  ReplayReport& report) {
  replay::HeardAnswers heard;
  auto played = play_plan(options, targets.first, plan, targets.other ? &heard : nullptr);
  if (!played) return tl::unexpected(played.error());
  report.run = std::move(played->run);
  report.store = played->store;
  if (!targets.other) return {};
  auto other = play_plan(options, *targets.other, heard.in_place_of_recorded(plan), nullptr);
  if (!other) return tl::unexpected(other.error());
  report.against = {.target = targets.other->text(), .run = std::move(other->run)};
  return {};
}

ExitCode conclude(const ReplayOptions& options, const ReplayReport& report) {
  const replay::ReplayCounts& counts = report.run.counts;
  if (report.run.trouble) {
    say(std::to_string(counts.lost_connections) + " connections lost, the first because " +
        sentence_for(*report.run.trouble));
  }
  const std::uint64_t others = report.against ? report.against->run.counts.differences : 0;
  if (counts.differences > 0) {
    say(std::to_string(counts.differences) + " answers were not those that were recorded");
  }
  if (others > 0) {
    say(std::to_string(others) + " answers of " + report.against->target +
        " were not those of the other server");
  }
  if (counts.differences + others > 0) return exit_code(LoadExit::Differences);
  if (report.run.trouble || (report.against && report.against->run.trouble)) {
    return exit_code(LoadExit::Lost);
  }
  const auto limit_ns = std::chrono::nanoseconds(options.max_late).count();
  if (limit_ns > 0 && counts.lateness.percentile_ns(0.99) > static_cast<std::uint64_t>(limit_ns)) {
    say("the moments were missed by more than --max-late");
    return exit_code(LoadExit::Late);
  }
  return exit_code(LoadExit::Right);
}

Result<ExitCode> run(ReplayOptions& options) {
  if (auto settled = settle(options); !settled) return tl::unexpected(settled.error());
  const auto targets = read_targets(options);
  if (!targets) return tl::unexpected(targets.error());
  auto recording = open_recording(options.inputs.files.front(), options.inputs.kind);
  if (!recording) return tl::unexpected(recording.error());
  if (recording->trace()) return run_trace(options, targets->first, std::move(*recording));
  auto plan = read_plan(std::move(*recording), options.inputs, options.plan);
  if (!plan) return tl::unexpected(plan.error());
  if (auto arranged = arrange(options, *plan); !arranged) return tl::unexpected(arranged.error());
  ReplayReport report{.facts = replay::facts_of(*plan),
                      .model = options.run.model,
                      .speed = options.run.speed,
                      .run = {},
                      .store = {},
                      .against = {}};
  report.facts.source = source_text(options);
  report.facts.command = options.command;
  report.facts.target = targets->first.text();
  if (!options.dry_run) {
    if (auto played = play(options, *targets, *plan, report); !played) {
      if (played.error().code == Errc::BadConfiguration) return tl::unexpected(played.error());
      say(sentence_for(played.error()));
      return exit_code(LoadExit::Unreachable);
    }
  }
  auto written = write_report(
      options, {.text = [&report] { return replay::replay_text(report); },
                .json = [&report] { return replay::replay_json(report); },
                .html = [&report] { return replay::replay_page(report); },
                .hdr = [&report] { return render::hdr_text(report.run.counts.from_intended); }});
  if (!written) return tl::unexpected(written.error());
  if (options.shrink_file && report.run.counts.differences > 0) {
    auto shrunk = shrink_to_file(options, targets->first, *plan, report.run.counts);
    if (!shrunk) return tl::unexpected(shrunk.error());
  }
  return conclude(options, report);
}

}  // namespace

Command replay_command() {
  auto options = std::make_shared<ReplayOptions>();
  Command command({
      .name = "replay",
      .summary = "send recorded requests again and compare the answers",
      .description =
          "Reads recorded traffic, sends its requests again, on as many connections, in the "
          "same batches and at the same moments, and compares every answer with the recorded one: "
          "status, value, flags and key. Prints how long answers took, how late requests were "
          "sent, and the answers that differ.\n\n"
          "What must differ from server to server is counted instead: CAS numbers, statistics, "
          "versions, the words of errors, and hits or misses close to an expiry.\n\n"
          "The server is written to. Requests that empty it, end connections or log in are left "
          "out unless --allow names them.\n\n"
          "A cache trace, which has no answers, is played for its hit ratio.",
      .examples = {"mcbin replay capture.pcap", "mcbin replay --in-process -m 1g capture.pcap"},
  });
  add_replay_options(command, *options);
  command.run_invocation([options](const Invocation& invocation) {
    options->command = shell_command(invocation.words);
    return run(*options);
  });
  return command;
}

}  // namespace mcbin::cmd
