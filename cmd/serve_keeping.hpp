// What a running server keeps in its directory: recovered at the start, kept from then on.
#pragma once

#include "cmd/kept_items.hpp"
#include "cmd/serve_keeping_options.hpp"
#include "cmd/serve_log.hpp"
#include "mcbin/base/change_keeper.hpp"
#include "mcbin/journal/compactor.hpp"
#include "mcbin/journal/file_system.hpp"
#include "mcbin/journal/journal.hpp"
#include "mcbin/store/store.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace mcbin::cmd {

class ServeKeeping {
 public:
  /// Locks the directory and brings what it has back into `store`, which nobody uses yet; from then
  /// on the store's changes are kept. `store` and `log` outlive the object.
  /// @param recovered  counts the records as they are read; for the metrics.
  /// @return Errc::BadConfiguration when another server uses the directory or its format is another
  ///         one, Errc::BadText for damage, Errc::ReadFailed, Errc::WriteFailed; with a way out.
  [[nodiscard]] static Result<std::unique_ptr<ServeKeeping>> open(
      const KeepingPlan& plan, store::Store& store, const ServeLog& log, unsigned threads,
      std::atomic<std::uint64_t>& recovered);

  [[nodiscard]] ChangeKeeper& keeper() { return *journal_; }

  /// Tells the log when changes began to be refused, or are accepted again. Every now and then.
  void tell_changes();

  ServeKeeping(const ServeKeeping&) = delete;
  ServeKeeping& operator=(const ServeKeeping&) = delete;
  /// Writes and syncs what waits.
  ~ServeKeeping();

 private:
  ServeKeeping(std::unique_ptr<journal::Directory> directory, store::Store& store,
               const ServeLog& log);
  Result<void> recover(const KeepingPlan& plan, unsigned threads,
                       std::atomic<std::uint64_t>& recovered);

  std::unique_ptr<journal::Directory> directory_;
  store::Store& store_;
  const ServeLog& log_;
  StoreItems items_;
  std::unique_ptr<journal::Journal> journal_;
  std::unique_ptr<journal::Compactor> compactor_;
  std::string state_told_ = "running";
};

}  // namespace mcbin::cmd
