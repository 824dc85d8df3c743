#include "cmd/serve_keeping.hpp"

#include "mcbin/journal/journal_recovery.hpp"
#include "mcbin/journal/posix_directory.hpp"

#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

namespace mcbin::cmd {
namespace {

using journal::JournalRecovery;
using journal::LogRecoveryOptions;

constexpr std::chrono::seconds kProgressInterval{1};
constexpr const char* kProbeName = "probe";

/// What was found, for people.
std::string recovered_sentence(const std::string& directory, const JournalRecovery& found,
                               std::uint64_t items, std::int64_t took_ms) {
  return "recovered " + std::to_string(items) + " items from " + directory + " in " +
         std::to_string(took_ms) + " ms (" + std::to_string(found.snapshot_items) +
         " of a snapshot, " + std::to_string(found.log_records) + " changes)";
}

Error with_way_out(const Error& error, const std::string& directory) {
  Error told = error;
  if (error.code == Errc::BadText) {
    told.detail = directory + ": " + error.detail +
                  "; bring back a copy of the directory, or take what can be read with "
                  "--recover=salvage";
  } else if (error.code == Errc::ReadFailed || error.code == Errc::WriteFailed) {
    told.detail += "; --data-dir names a directory that the server's user owns";
  }
  return told;
}

Result<std::unique_ptr<journal::Directory>> open_directory(const std::string& path) {
  std::error_code exists;
  if (std::filesystem::create_directory(path, exists)) {
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, exists);
  }
  auto directory = journal::open_posix_directory(path);
  if (!directory) return tl::unexpected(directory.error());
  if (auto locked = (*directory)->lock(); !locked) return tl::unexpected(locked.error());
  // Better found out now than by the first client that writes.
  if (auto probe = (*directory)->create(kProbeName); !probe) return tl::unexpected(probe.error());
  if (auto gone = (*directory)->remove(kProbeName); !gone) return tl::unexpected(gone.error());
  return directory;
}

}  // namespace

ServeKeeping::ServeKeeping(std::unique_ptr<journal::Directory> directory, store::Store& store,
                           const ServeLog& log)
    : directory_(std::move(directory)), store_(store), log_(log), items_(store, system_clock()) {}

ServeKeeping::~ServeKeeping() {
  if (journal_ != nullptr) journal_->stop();  // a snapshot under way waits for it
}

Result<std::unique_ptr<ServeKeeping>> ServeKeeping::open(const KeepingPlan& plan,
                                                         store::Store& store, const ServeLog& log,
                                                         unsigned threads,
                                                         std::atomic<std::uint64_t>& recovered) {
  auto directory = open_directory(plan.directory);
  if (!directory) return tl::unexpected(with_way_out(directory.error(), plan.directory));
  auto keeping = std::unique_ptr<ServeKeeping>(new ServeKeeping(std::move(*directory), store, log));
  if (auto done = keeping->recover(plan, threads, recovered); !done) {
    return tl::unexpected(with_way_out(done.error(), plan.directory));
  }
  return keeping;
}

Result<void> ServeKeeping::recover(const KeepingPlan& plan, unsigned threads,
                                   std::atomic<std::uint64_t>& recovered) {
  const Now begun = system_clock().now();
  auto next_progress = std::chrono::steady_clock::now() + kProgressInterval;
  ItemRestorer restorer(store_, begun, threads);
  const auto play = [&](std::span<const journal::Record> records) {
    restorer.play(records);
    recovered += records.size();
    if (std::chrono::steady_clock::now() < next_progress) return;
    next_progress += kProgressInterval;
    log_.announce("recovering", "recovering: " + std::to_string(recovered) + " records so far");
  };
  const auto found = journal::recover_journal(
      *directory_, plan.damage, LogRecoveryOptions::Mend::Yes, {.snapshot = play, .log = play});
  if (!found) return tl::unexpected(found.error());
  const Now now = system_clock().now();
  store_.restore_generations(found->start.cas_highest, found->start.flushed_cas);
  store_.reset_stats();
  for (const std::string& damage : found->damages) log_.announce("damage_skipped", damage);
  if (!found->cut_file.empty()) {
    log_.announce("log_cut", found->cut_file + ": an unfinished end of " +
                                 std::to_string(found->cut_bytes) + " bytes was cut off");
  }
  log_.announce("recovered", recovered_sentence(plan.directory, *found, store_.stats().items,
                                                now.steady_ms - begun.steady_ms));
  journal_ =
      std::make_unique<journal::Journal>(*directory_, found->start, plan.journal, system_clock());
  store_.tell_changes_to(*journal_);
  if (const std::int64_t flush_at = found->start.flush_at_wall_ms; flush_at != kNeverMs) {
    store_.flush(store::Expiry{steady_moment(flush_at, now)}, now);
  }
  // After damage the files are as they were: only a snapshot makes the directory whole again.
  using First = journal::Compactor::First;
  compactor_ = std::make_unique<journal::Compactor>(
      *directory_, *journal_, items_, journal::CompactorOptions{},
      found->damages.empty() ? First::WhenDue : First::AtOnce);
  return {};
}

void ServeKeeping::tell_changes() {
  const KeeperFacts facts = journal_->facts();
  if (facts.state == state_told_) return;
  state_told_ = facts.state;
  if (facts.state == "running") {
    log_.announce("changes_accepted", "writes are accepted again");
  } else if (facts.state == "full") {
    log_.announce("changes_refused", "writes are refused, the disk is full: " + facts.trouble);
  } else if (facts.state == "failed") {
    log_.announce("changes_refused", "writes are refused until a restart: " + facts.trouble);
  }
}

}  // namespace mcbin::cmd
