#include "mcbin/journal/compactor.hpp"

#include "mcbin/journal/manifest.hpp"
#include "mcbin/journal/snapshot_writer.hpp"

#include <algorithm>
#include <pthread.h>
#include <utility>

namespace mcbin::journal {
namespace {

/// A log is cut once it is so many times as large as what is alive.
constexpr std::uint64_t kLogPerLive = 2;

}  // namespace

Compactor::Compactor(Directory& directory, Journal& journal, SnapshotSource& source,
                     const CompactorOptions& options, First first)
    : directory_(directory),
      journal_(journal),
      source_(source),
      options_(options),
      wanted_(first == First::AtOnce) {
  thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), "journal-compact");
    run();
  });
}

Compactor::~Compactor() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

/// @return whether it is time to end.
bool Compactor::wait(std::chrono::nanoseconds time) {
  std::unique_lock lock(mutex_);
  return stop_.wait_for(lock, time, [this] { return stopping_; });
}

bool Compactor::due() const {
  if (wanted_ || journal_.wants_snapshot()) return true;
  const std::uint64_t log_bytes = journal_.facts().log_bytes;
  return journal_.accepting() && log_bytes > options_.log_bytes_min &&
         log_bytes > kLogPerLive * source_.live_bytes();
}

void Compactor::run() {
  std::chrono::nanoseconds patience(0);
  do {
    patience = options_.check_interval;
    if (!due()) continue;
    const auto begun = std::chrono::steady_clock::now();
    const auto taken = compact(directory_, journal_, source_,
                               [&](std::uint64_t bytes) { return keep_pace(begun, bytes); });
    if (taken) {
      wanted_ = false;
      journal_.snapshot_done(*taken);
    } else {
      journal_.snapshot_failed();
      if (!journal_.wants_snapshot()) patience = options_.retry_interval;
    }
  } while (!wait(patience));
}

/// Waits until that many bytes may have been written.
Result<void> Compactor::keep_pace(std::chrono::steady_clock::time_point begun,
                                  std::uint64_t bytes) {
  const std::chrono::duration<double> planned(static_cast<double>(bytes) /
                                              static_cast<double>(options_.bytes_per_second));
  const auto ahead = std::chrono::duration_cast<std::chrono::nanoseconds>(planned) -
                     (std::chrono::steady_clock::now() - begun);
  if (wait(std::max(ahead, std::chrono::nanoseconds(0)))) {
    return fail(Errc::ConnectionClosed, 0, "the server ends");
  }
  return {};
}

/// The manifest is switched once the log is on the disk past the moment at which the snapshot
/// ended: nothing in the snapshot is newer than what the log can tell.
Result<std::uint64_t> Compactor::compact(Directory& directory, Journal& journal,
                                         SnapshotSource& source,
                                         FunctionRef<Result<void>(std::uint64_t bytes)> pace) {
  const auto moment = journal.begin_file();
  if (!moment) return tl::unexpected(moment.error());
  SnapshotWriter writer(directory, moment->file_number);
  const auto write_all = [&]() -> Result<void> {
    for (std::size_t part = 0; part < source.parts(); ++part) {
      source.visit_part(part, [&](const Record& item) { writer.gather(item); });
      if (auto written = writer.write_gathered(); !written) return written;
      if (auto go_on = pace(writer.bytes()); !go_on) return go_on;
    }
    if (auto finished = writer.finish(); !finished) return finished;
    return journal.await_on_disk(journal.told());
  };
  Result<void> done = write_all();
  if (!done) {
    // What is left of it would only take room.
    for (std::uint64_t part = 1; part <= writer.parts(); ++part) {
      static_cast<void>(directory.remove(snapshot_name(moment->file_number, part)));
    }
    return tl::unexpected(done.error());
  }
  const Manifest manifest{.snapshot = moment->file_number,
                          .snapshot_parts = writer.parts(),
                          .snapshot_items = writer.items(),
                          .log_number = moment->file_number,
                          .log_sequence = moment->first_sequence,
                          .cas_highest = moment->cas_highest};
  if (auto written = write_manifest(directory, manifest); !written) {
    return tl::unexpected(written.error());
  }
  if (auto removed = remove_others(directory, manifest); !removed) {
    return tl::unexpected(removed.error());
  }
  return writer.bytes();
}

}  // namespace mcbin::journal
